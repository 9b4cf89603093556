import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server';
import type { z } from 'zod';
import { addressKey } from '../../platform/http/address.ts';
import type { HttpContext } from '../../platform/http/context.ts';
import { refuse } from '../../platform/http/errors.ts';
import { beginAttempt, spendAttempt } from '../attempt.ts';
import { needOwnWay } from '../provider/settings.ts';
import { enter } from '../sign-in.ts';
import type {} from '../tables.ts';
import { takeOne } from '../take-one.ts';
import { limitsOf } from '../tries.ts';
import { Asked } from './add.ts';
import type { Assertion } from './contract.ts';
import { relyingParty } from './relying-party.ts';

/** Asks for a passkey, whosever it is: nobody types a name, so nothing is said about who works here. */
export async function askForPasskey(context: HttpContext, now: Date) {
  const party = relyingParty(context);
  const options = await generateAuthenticationOptions({ rpID: party.id, userVerification: 'required' });
  const secret = { challenge: options.challenge, rpId: party.id, origin: party.origin };
  const attemptId = await beginAttempt(context, 'passkey', { secret }, now);
  return { attemptId, options: options as unknown as Record<string, unknown> };
}

/**
 * Signs in with a passkey. It is something one has and something one is or knows, so no code is asked for
 * besides (NIST SP 800-63B, section 5.1.9). An unknown passkey, a wrong signature, one made for another
 * page, a copied device and a deactivated account are one answer.
 *
 * Throws WRONG_CREDENTIALS, GONE, TOO_MANY, and NOT_ALLOWED where only the identity provider lets people in.
 */
export async function signInByPasskey(
  context: HttpContext,
  { attemptId, credential }: { attemptId: string; credential: z.output<typeof Assertion> },
  now: Date,
): Promise<void> {
  const { ground } = context;
  const { address } = limitsOf(ground);
  takeOne(address, addressKey(context.ip), now);
  const attempt = await spendAttempt(context, 'passkey', attemptId, now);
  const asked = Asked.parse(attempt.secret);
  const passkey = await ground.db
    .selectFrom('passkeys as p')
    .innerJoin('agents as a', 'a.id', 'p.agent_id')
    .select(['p.id', 'p.agent_id', 'p.public_key', 'p.counter', 'a.role'])
    .where('p.credential_id', '=', credential.id)
    .where('p.rp_id', '=', asked.rpId)
    .where('a.deactivated_at', 'is', null)
    .executeTakeFirst();
  if (!passkey) throw unknown();
  const handle = Buffer.from(credential.response.userHandle ?? '', 'base64url').toString();
  if (handle && handle !== passkey.agent_id) throw unknown();
  const checked = await verifyAuthenticationResponse({
    response: credential as never,
    expectedChallenge: asked.challenge,
    expectedOrigin: asked.origin,
    expectedRPID: asked.rpId,
    requireUserVerification: true,
    credential: {
      id: credential.id,
      publicKey: new Uint8Array(passkey.public_key),
      counter: Number(passkey.counter),
    },
  }).catch(() => undefined);
  if (!checked?.verified) throw unknown();
  const { newCounter, credentialBackedUp } = checked.authenticationInfo;
  // Of two answers with one counter at once only one goes through; devices that do not count stay at 0.
  const used = await ground.db
    .updateTable('passkeys')
    .set({ counter: newCounter, synced: credentialBackedUp, last_used_at: now })
    .where('id', '=', passkey.id)
    .where((eb) => eb.or([eb('counter', '<', newCounter), eb('counter', '=', 0)]))
    .returning('id')
    .executeTakeFirst();
  if (!used) throw unknown();
  address.giveBack(addressKey(context.ip));
  await needOwnWay(ground.db, passkey.role);
  await enter(context, passkey.agent_id, 'passkey', now);
}

const unknown = () =>
  refuse(
    'WRONG_CREDENTIALS',
    'This passkey signs nobody in here. It may have been removed; sign in another way and add it again.',
  );

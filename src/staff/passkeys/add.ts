import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import { z } from 'zod';
import type { Tx } from '../../platform/db/connect.ts';
import { audit } from '../../platform/events/audit.ts';
import { type By, record } from '../../platform/events/record.ts';
import type { HttpContext } from '../../platform/http/context.ts';
import { refuse } from '../../platform/http/errors.ts';
import { newId } from '../../platform/ids.ts';
import { beginAttempt, spendAttempt } from '../attempt.ts';
import type { Caller } from '../caller.ts';
import type {} from '../tables.ts';
import { readWorkspace } from '../workspace.ts';
import type { Attestation } from './contract.ts';
import { relyingParty } from './relying-party.ts';

/** More than anybody has devices. */
const most = 20;

/** What an attempt keeps; the host and page it was asked for are those its answer is held to. */
export const Asked = z.object({ challenge: z.string(), rpId: z.string(), origin: z.string() });

/** Asks for a new passkey. It must know its holder (finger, face, PIN), for it is to count as both factors. */
export async function startPasskey(context: HttpContext, caller: Caller, now: Date) {
  const party = relyingParty(context);
  const { db } = context.ground;
  const known = await db
    .selectFrom('passkeys')
    .select(['credential_id', 'transports', 'rp_id'])
    .where('agent_id', '=', caller.agentId)
    .execute();
  if (known.length >= most)
    throw refuse('CONFLICT', `More than ${most} passkeys are not kept. Remove one first.`);
  const options = await generateRegistrationOptions({
    rpID: party.id,
    rpName: (await readWorkspace(db)).name,
    userID: new TextEncoder().encode(caller.agentId),
    userName: caller.email,
    userDisplayName: caller.name,
    attestationType: 'none',
    excludeCredentials: known
      .filter(({ rp_id }) => rp_id === party.id)
      .map(({ credential_id, transports }) => ({ id: credential_id, transports: transports as never })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  const secret = { challenge: options.challenge, rpId: party.id, origin: party.origin };
  const attemptId = await beginAttempt(context, 'passkey-add', { agentId: caller.agentId, secret }, now);
  return { attemptId, options: options as unknown as Record<string, unknown> };
}

export type NewPasskey = {
  name: string;
  credentialId: string;
  publicKey: Uint8Array;
  counter: number;
  rpId: string;
  transports: string[];
  synced: boolean;
};

/** Checks what the browser made of the question. Throws GONE, BAD_INPUT. */
export async function checkNewPasskey(
  context: HttpContext,
  agentId: string,
  {
    attemptId,
    name,
    credential,
  }: { attemptId: string; name: string; credential: z.output<typeof Attestation> },
  now: Date,
): Promise<NewPasskey> {
  const attempt = await spendAttempt(context, 'passkey-add', attemptId, now);
  if (attempt.agentId !== agentId) throw refuse('GONE', 'This was begun by somebody else. Please try again.');
  const asked = Asked.parse(attempt.secret);
  const checked = await verifyRegistrationResponse({
    response: credential as never,
    expectedChallenge: asked.challenge,
    expectedOrigin: asked.origin,
    expectedRPID: asked.rpId,
    requireUserVerification: true,
  }).catch(() => undefined);
  if (!checked?.verified)
    throw refuse('BAD_INPUT', 'This passkey could not be checked, so it was not added. Please try again.');
  const { credential: made, credentialBackedUp } = checked.registrationInfo;
  return {
    name,
    credentialId: made.id,
    publicKey: made.publicKey,
    counter: made.counter,
    rpId: asked.rpId,
    transports: [...(made.transports ?? [])],
    synced: credentialBackedUp,
  };
}

/** Keeps a checked passkey. Returns its id. Throws ALREADY_EXISTS. */
export async function addPasskey(
  tx: Tx,
  by: By & { id: string },
  passkey: NewPasskey,
  now: Date,
): Promise<string> {
  const id = newId();
  const added = await tx
    .insertInto('passkeys')
    .values({
      id,
      agent_id: by.id,
      name: passkey.name,
      credential_id: passkey.credentialId,
      public_key: Buffer.from(passkey.publicKey),
      counter: passkey.counter,
      rp_id: passkey.rpId,
      transports: passkey.transports,
      synced: passkey.synced,
      created_at: now,
      last_used_at: null,
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) throw refuse('ALREADY_EXISTS', 'This passkey is known already.');
  await notePasskey(tx, by, 'agent.add-passkey', id, now);
  return id;
}

/** Notes a change of somebody's own passkeys, for the log and for their other windows. */
export async function notePasskey(
  tx: Tx,
  by: By,
  action: string,
  passkeyId: string,
  now: Date,
): Promise<void> {
  await record(tx, { kind: 'staff.changed', by, at: now, data: { agentId: by.id } });
  await audit(tx, by, action, 'agent', by.id, { passkeyId }, now);
}

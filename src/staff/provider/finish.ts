import * as oidc from 'openid-client';
import { z } from 'zod';
import { transact } from '../../platform/db/transact.ts';
import { addressKey } from '../../platform/http/address.ts';
import type { HttpContext } from '../../platform/http/context.ts';
import { refuse } from '../../platform/http/errors.ts';
import { beginAttempt, readAttempt, spendAttempt } from '../attempt.ts';
import { hasSecondFactor } from '../second-factor.ts';
import { enter, proveCode } from '../sign-in.ts';
import { takeOne } from '../take-one.ts';
import { limitsOf } from '../tries.ts';
import { Away, clientInUse } from './begin.ts';
import { agentOf, vouchedFor } from './person.ts';
import { callbackUrl } from './settings.ts';

/** What an attempt keeps once the provider vouched and a code is still asked for. */
const Vouching = z.object({ code: z.literal('needed') });

/**
 * Ends what `beginProvider` began, with the address the provider sent the browser back to. Returns where it
 * goes now: into the desk, or to the page that asks for the second factor, for the provider's word is one
 * factor only.
 *
 * Throws GONE for a state that is not this browser's or was used, NOT_ALLOWED, CANNOT_CONNECT, TOO_MANY.
 */
export async function finishProvider(context: HttpContext, search: string, now: Date): Promise<string> {
  const { ground } = context;
  takeOne(limitsOf(ground).address, addressKey(context.ip), now);
  const state = new URLSearchParams(search).get('state') ?? '';
  const attempt = await spendAttempt(context, 'provider', state, now);
  const away = Away.safeParse(attempt.secret);
  const { provider, client } = await clientInUse(context);
  // Begun at one issuer and ended at another: the answer of the one is not for the other (RFC 9207).
  if (!away.success || away.data.issuer !== provider.issuer) throw refused(provider.label);
  const { nonce, verifier, to } = away.data;
  const claims = await claimsOf(client, new URL(callbackUrl(ground) + search), {
    state,
    nonce,
    verifier,
  }).catch((error) => {
    ground.log.warn(
      { reason: error instanceof Error ? error.name : 'unknown' },
      'A provider’s answer was refused',
    );
    throw refused(provider.label);
  });
  const person = vouchedFor(claims, provider);
  const agentId = await transact(ground.db, (tx) => agentOf(tx, person, provider, now));
  limitsOf(ground).address.giveBack(addressKey(context.ip));
  if (await hasSecondFactor(ground.db, agentId)) {
    const secret = { code: 'needed' };
    const attemptId = await beginAttempt(context, 'provider', { agentId, secret }, now);
    return `/sign-in?${new URLSearchParams({ attempt: attemptId, to })}`;
  }
  await enter(context, agentId, 'provider', now);
  return to;
}

type Expected = { state: string; nonce: string; verifier: string };

/** What the provider says of the person, checked: signature, issuer, audience, nonce, PKCE, time. */
async function claimsOf(client: oidc.Configuration, url: URL, expected: Expected) {
  const tokens = await oidc.authorizationCodeGrant(client, url, {
    expectedState: expected.state,
    expectedNonce: expected.nonce,
    pkceCodeVerifier: expected.verifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) throw new Error('No ID token.');
  if (claims.email !== undefined || !client.serverMetadata().userinfo_endpoint) return claims;
  // Many providers say the address here only (OpenID Connect Core 1.0, section 5.4).
  return { ...claims, ...(await oidc.fetchUserInfo(client, tokens.access_token, claims.sub)) };
}

const refused = (label: string) =>
  refuse(
    'WRONG_CREDENTIALS',
    `${label} did not let you in, or its answer could not be trusted. Please try again.`,
  );

/** The second factor, after the provider vouched. Throws GONE, BAD_INPUT, TOO_MANY. */
export async function giveCode(
  context: HttpContext,
  { attemptId, code }: { attemptId: string; code: string },
  now: Date,
): Promise<void> {
  const { agentId, secret } = await readAttempt(context, 'provider', attemptId, now);
  if (!agentId || !Vouching.safeParse(secret).success) throw refuse('GONE');
  await proveCode(context, agentId, code, now);
  await spendAttempt(context, 'provider', attemptId, now);
  await needActive(context, agentId);
  await enter(context, agentId, 'provider', now);
}

/** Somebody may have been deactivated while they looked for their telephone. */
async function needActive({ ground }: HttpContext, agentId: string): Promise<void> {
  const agent = await ground.db
    .selectFrom('agents')
    .select('deactivated_at')
    .where('id', '=', agentId)
    .executeTakeFirst();
  if (!agent || agent.deactivated_at) throw refuse('NOT_ALLOWED');
}

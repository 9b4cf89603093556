import { transact } from '../platform/db/transact.ts';
import { audit } from '../platform/events/audit.ts';
import { addressKey } from '../platform/http/address.ts';
import type { HttpContext } from '../platform/http/context.ts';
import { refuse } from '../platform/http/errors.ts';
import type { RateLimit } from '../platform/limits/rate.ts';
import { isPassword, startSession } from './better-auth.ts';
import { giveTryBack, takeTry } from './code-tries.ts';
import { deviceOf, knowDevice } from './known-device.ts';
import { needOwnWay } from './provider/settings.ts';
import { hasSecondFactor, spendCode, wrongCode } from './second-factor.ts';
import type {} from './tables.ts';
import { takeOne } from './take-one.ts';
import { limitsOf } from './tries.ts';

export type Credentials = { email: string; password: string; code?: string };

/**
 * Signs in by password, and by a code where the agent has a second factor: then the first call answers
 * 'code-needed', and the second brings all three. Nothing half-proven is kept in between.
 *
 * An unknown address, a wrong password and a deactivated account are one answer, in the same time.
 * Throws WRONG_CREDENTIALS, BAD_INPUT for a wrong code, TOO_MANY, and NOT_ALLOWED where only the identity
 * provider lets people in.
 */
export async function signIn(
  context: HttpContext,
  { email, password, code }: Credentials,
  now: Date,
): Promise<'signed-in' | 'code-needed'> {
  const { ground } = context;
  const agent = await ground.db
    .selectFrom('agents')
    .select(['id', 'role', 'deactivated_at'])
    .where('email', '=', email)
    .executeTakeFirst();
  const limits = limitsOf(ground);
  const device = agent && deviceOf(context, agent.id);
  const counts: [RateLimit, string][] = [
    [limits.address, addressKey(context.ip)],
    device ? [limits.knownDevice, device] : [limits.account, email],
  ];
  for (const [each, key] of counts) takeOne(each, key, now);
  const right = await isPassword(ground, agent?.id ?? null, password);
  if (!agent || !right || agent.deactivated_at) throw refuse('WRONG_CREDENTIALS');
  for (const [each, key] of counts) each.giveBack(key);
  await needOwnWay(ground.db, agent.role);

  if (await hasSecondFactor(ground.db, agent.id)) {
    if (!code) return 'code-needed';
    await proveCode(context, agent.id, code, now);
  }
  await enter(context, agent.id, 'password', now);
  return 'signed-in';
}

/** Uses a code of the agent's second factor. Throws BAD_INPUT, TOO_MANY. */
export async function proveCode(
  { ground }: HttpContext,
  agentId: string,
  code: string,
  now: Date,
): Promise<void> {
  await takeTry(ground.db, agentId, now);
  if (!(await spendCode(ground.db, ground.secrets, agentId, code, now))) throw wrongCode();
  await giveTryBack(ground.db, agentId);
}

export type Way = 'password' | 'passkey' | 'provider' | 'link';

/** Lets somebody in who has proven who they are: a session, and a browser known from now on. */
export async function enter(context: HttpContext, agentId: string, way: Way, now: Date): Promise<void> {
  const sessionId = await startSession(context, agentId, now);
  knowDevice(context, agentId);
  const by = { kind: 'agent', id: agentId, ip: context.ip } as const;
  await transact(context.ground.db, (tx) =>
    audit(tx, by, 'agent.sign-in', 'agent', agentId, { sessionId, way }, now),
  );
}

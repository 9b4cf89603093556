import { transact } from '../platform/db/transact.ts';
import { audit } from '../platform/events/audit.ts';
import type { HttpContext } from '../platform/http/context.ts';
import { refuse } from '../platform/http/errors.ts';
import type { RateLimit } from '../platform/limits/rate.ts';
import { isPassword, startSession } from './better-auth.ts';
import { deviceOf, knowDevice } from './known-device.ts';
import { hasSecondFactor, spendCode, wrongCode } from './second-factor.ts';
import type {} from './tables.ts';
import { addressKey, limitsOf } from './tries.ts';

export type Credentials = { email: string; password: string; code?: string };

/**
 * Signs in by password, and by a code where the agent has a second factor: then the first call answers
 * 'code-needed', and the second brings all three. Nothing half-proven is kept in between.
 *
 * An unknown address, a wrong password and a deactivated account are one answer, in the same time.
 * Throws WRONG_CREDENTIALS, BAD_INPUT for a wrong code, TOO_MANY.
 */
export async function signIn(
  context: HttpContext,
  { email, password, code }: Credentials,
  now: Date,
): Promise<'signed-in' | 'code-needed'> {
  const { ground } = context;
  const agent = await ground.db
    .selectFrom('agents')
    .select(['id', 'deactivated_at'])
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

  if (await hasSecondFactor(ground.db, agent.id)) {
    if (!code) return 'code-needed';
    takeOne(limits.code, agent.id, now);
    if (!(await spendCode(ground.db, ground.secrets, agent.id, code, now))) throw wrongCode();
    limits.code.giveBack(agent.id);
  }
  await enter(context, agent.id, now);
  return 'signed-in';
}

/** Lets somebody in who has proven who they are: a session, and a browser known from now on. */
export async function enter(context: HttpContext, agentId: string, now: Date): Promise<void> {
  const sessionId = await startSession(context, agentId, now);
  knowDevice(context, agentId);
  await transact(context.ground.db, (tx) =>
    audit(tx, { kind: 'agent', id: agentId }, 'agent.sign-in', 'agent', agentId, { sessionId }, now),
  );
}

/**
 * Asks for one's own password again before something that matters, so that an unlocked screen is not
 * enough. Throws BAD_INPUT, TOO_MANY.
 */
export async function provePassword(
  context: HttpContext,
  agentId: string,
  password: string,
  now: Date,
): Promise<void> {
  const { code } = limitsOf(context.ground);
  takeOne(code, agentId, now);
  if (!(await isPassword(context.ground, agentId, password)))
    throw refuse('BAD_INPUT', 'This is not your password. Nothing was changed.');
  code.giveBack(agentId);
}

/** Takes one try. Throws TOO_MANY, saying in how many seconds there is another. */
export function takeOne(limit: RateLimit, key: string, now: Date): void {
  const wait = limit.take(key, now);
  if (wait === 0) return;
  throw refuse(
    'TOO_MANY',
    'Too many wrong attempts. Wait some minutes, use a browser you have signed in with before, or set a new password by mail.',
    { retryAfterSeconds: Math.ceil(wait / 1000) },
  );
}

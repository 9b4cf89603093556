import { after, minute } from '../platform/clock/clock.ts';
import type { HttpContext } from '../platform/http/context.ts';
import { refuse } from '../platform/http/errors.ts';
import { isPassword } from './better-auth.ts';
import { giveTryBack, takeTry } from './code-tries.ts';
import type { SignedIn } from './signed-in.ts';
import type {} from './tables.ts';

/** Whoever signed in this short a time ago need not prove it again. */
const fresh = 10 * minute;

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
  const { db } = context.ground;
  await takeTry(db, agentId, now);
  if (!(await isPassword(context.ground, agentId, password)))
    throw refuse('BAD_INPUT', 'This is not your password. Nothing was changed.');
  await giveTryBack(db, agentId);
}

/**
 * The same for people who may have no password, because they sign in another way: a password, or a session
 * that has just begun. Throws BAD_INPUT with `data.prove` if neither is there.
 */
export async function proveSelf(
  context: HttpContext & SignedIn,
  password: string | undefined,
  now: Date,
): Promise<void> {
  if (password) return provePassword(context, context.caller.agentId, password, now);
  const session = await context.ground.db
    .selectFrom('sessions')
    .select('created_at')
    .where('id', '=', context.sessionId)
    .executeTakeFirst();
  if (session && session.created_at > after(now, -fresh)) return;
  throw refuse('BAD_INPUT', 'Please prove that it is you: give your password, or sign out and in again.', {
    prove: true,
  });
}

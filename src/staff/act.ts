import type { Tx } from '../platform/db/connect.ts';
import { transact } from '../platform/db/transact.ts';
import type { By } from '../platform/events/record.ts';
import type { HttpContext } from '../platform/http/context.ts';
import type { SignedIn } from './signed-in.ts';

/** A request of somebody signed in, or of their program. */
export type Context = HttpContext & SignedIn;

/** Who does it, and from where: what every act is recorded under. */
export const byOf = ({
  caller,
  ip,
  keyId,
}: Pick<Context, 'caller' | 'ip' | 'keyId'>): By & { id: string } => ({
  kind: 'agent',
  id: caller.agentId,
  ip,
  keyId,
});

/** Runs one act in its transaction with who does it and when: how every room's routes call their verbs. */
export const act = <T>(
  context: Context,
  work: (tx: Tx, by: By & { id: string }, now: Date) => Promise<T>,
): Promise<T> => {
  const { ground } = context;
  return transact(ground.db, (tx) => work(tx, byOf(context), ground.clock.now()));
};

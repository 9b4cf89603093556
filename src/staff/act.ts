import type { Tx } from '../platform/db/connect.ts';
import { transact } from '../platform/db/transact.ts';
import type { By } from '../platform/events/record.ts';
import type { HttpContext } from '../platform/http/context.ts';
import type { Caller } from './caller.ts';
import { type AgentRow, lockAgent } from './change-agent.ts';
import type { SignedIn } from './signed-in.ts';

type Context = HttpContext & SignedIn;
const byOf = ({ agentId }: Caller): By => ({ kind: 'agent', id: agentId });

/** Runs one act in its transaction with who does it and when. */
export const act = <T>(
  { ground, caller }: Context,
  work: (tx: Tx, by: By, now: Date) => Promise<T>,
): Promise<T> => transact(ground.db, (tx) => work(tx, byOf(caller), ground.clock.now()));

/** The same for an act upon somebody, locked first so that the rule sees the role they have now. */
export const actOn = <T>(
  context: Context,
  agentId: string,
  work: (tx: Tx, by: By, now: Date, agent: AgentRow) => Promise<T>,
): Promise<T> => act(context, async (tx, by, now) => work(tx, by, now, await lockAgent(tx, agentId)));

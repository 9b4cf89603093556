import type { Tx } from '../platform/db/connect.ts';
import type { By } from '../platform/events/record.ts';
import { act, type Context } from './act.ts';
import { type AgentRow, lockAgent } from './change-agent.ts';

/** Runs an act upon somebody, locked first so that the rule sees the role they have now. */
export const actOnAgent = <T>(
  context: Context,
  agentId: string,
  work: (tx: Tx, by: By, now: Date, agent: AgentRow) => Promise<T>,
): Promise<T> => act(context, async (tx, by, now) => work(tx, by, now, await lockAgent(tx, agentId)));

import type { Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import { type By, record } from '../platform/events/record.ts';
import type {} from './tables.ts';

/**
 * Ends sessions of an agent: one (`only`), all but one (`except`), or all. Event `staff.session-ended` for
 * each, by which open sockets close too. Returns how many ended.
 */
export async function endSessions(
  tx: Tx,
  by: By,
  agentId: string,
  which: { only?: string; except?: string | null },
  now: Date,
): Promise<number> {
  let ending = tx.deleteFrom('sessions').where('agent_id', '=', agentId);
  if (which.only) ending = ending.where('id', '=', which.only);
  if (which.except) ending = ending.where('id', '!=', which.except);
  const ended = await ending.returning('id').execute();
  if (ended.length === 0) return 0;
  await record(
    tx,
    ...ended.map(({ id }) => ({
      kind: 'staff.session-ended',
      by,
      at: now,
      data: { agentId, sessionId: id },
    })),
  );
  await audit(tx, by, 'agent.end-sessions', 'agent', agentId, { sessions: ended.map(({ id }) => id) }, now);
  return ended.length;
}

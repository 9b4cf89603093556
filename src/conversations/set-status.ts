import type { Tx } from '../platform/db/connect.ts';
import type { By } from '../platform/events/record.ts';
import { type Changed, change, lockConversation } from './change-conversation.ts';

/**
 * Says by hand how it stands: open, waiting for the customer, or on hold. Open again means the customer
 * waits since they last wrote, unless they have been answered since.
 */
export async function setStatus(
  tx: Tx,
  by: By,
  input: { id: string; status: 'open' | 'waiting' | 'held' },
  now: Date,
): Promise<Changed> {
  const row = await lockConversation(tx, input.id);
  if (row.status === input.status) return { id: row.id, version: row.version };
  const unanswered =
    row.last_in_at !== null && (row.last_out_at === null || row.last_in_at > row.last_out_at);
  const since = unanswered && input.status !== 'waiting' ? (row.waiting_since ?? row.last_in_at) : null;
  const wasOver = row.status === 'solved' || row.status === 'closed';
  return change(
    tx,
    by,
    row,
    { status: input.status, solved_at: null, waiting_since: since },
    [
      wasOver && input.status === 'open'
        ? { kind: 'conversation.reopened', data: { from: row.status, why: 'agent' } }
        : { kind: 'conversation.status', data: { from: row.status, to: input.status } },
    ],
    now,
  );
}

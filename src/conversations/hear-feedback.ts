import type { Tx } from '../platform/db/connect.ts';
import type { By } from '../platform/events/record.ts';
import { type Changed, change, lockConversation } from './change-conversation.ts';

export type Heard = { id: string; settled: boolean; rating: number | null };

/**
 * Notes on a conversation what its customer said of it: whether it is settled, and how it was (1 to 5). That
 * alone changes no status; "not yet" comes with a message of the customer, which opens it again. Event
 * `conversation.feedback`.
 */
export async function hearFeedback(
  tx: Tx,
  by: By,
  { id, settled, rating }: Heard,
  now: Date,
): Promise<Changed> {
  const row = await lockConversation(tx, id);
  if (row.settled === settled && row.rating === rating) return { id: row.id, version: row.version };
  return change(
    tx,
    by,
    row,
    { settled, rating },
    [{ kind: 'conversation.feedback', data: { settled, rating, agentId: row.assignee_id } }],
    now,
  );
}

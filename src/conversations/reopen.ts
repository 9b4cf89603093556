import type { Tx } from '../platform/db/connect.ts';
import type { By } from '../platform/events/record.ts';
import { type Changed, change, lockConversation } from './change-conversation.ts';

/** Opens what was solved or closed again. What is open already stays as it is. */
export async function reopen(tx: Tx, by: By, input: { id: string }, now: Date): Promise<Changed> {
  const row = await lockConversation(tx, input.id);
  if (row.status !== 'solved' && row.status !== 'closed') return { id: row.id, version: row.version };
  return change(
    tx,
    by,
    row,
    { status: 'open', solved_at: null },
    [{ kind: 'conversation.reopened', data: { from: row.status, why: 'agent' } }],
    now,
  );
}

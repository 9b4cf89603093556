import type { Db } from '../../platform/db/connect.ts';
import type { ChecklistItem } from './contract.ts';

/** What is to be done in a conversation, in its order. Whoever asks must see the conversation. */
export async function viewChecklist(db: Db, conversationId: string): Promise<ChecklistItem[]> {
  const rows = await db
    .selectFrom('checklist_items as i')
    .leftJoin('agents as a', 'a.id', 'i.assignee_id')
    .leftJoin('agents as d', 'd.id', 'i.done_by')
    .select(['i.id', 'i.text', 'i.position', 'i.done_at', 'i.done_by', 'i.assignee_id', 'i.due_at'])
    .select(['a.name as assignee_name', 'd.name as done_name'])
    .where('i.conversation_id', '=', conversationId)
    .orderBy('i.position')
    .orderBy('i.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    text: row.text,
    position: row.position,
    dueAt: row.due_at,
    assignee: row.assignee_id ? { id: row.assignee_id, name: row.assignee_name ?? '' } : null,
    done: row.done_at
      ? { at: row.done_at, by: row.done_by ? { id: row.done_by, name: row.done_name ?? '' } : null }
      : null,
  }));
}

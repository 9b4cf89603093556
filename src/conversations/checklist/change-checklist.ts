import { sql } from 'kysely';
import type { Tx } from '../../platform/db/connect.ts';
import type { By } from '../../platform/events/record.ts';
import { refuse } from '../../platform/http/errors.ts';
import { newId } from '../../platform/ids.ts';
import { type Level, type Role, reaches } from '../../staff/caller.ts';
import { levelFor } from '../../staff/signed-in.ts';
import {
  type Changed,
  type ConversationRow,
  change,
  type Happening,
  lockConversation,
} from '../change-conversation.ts';
import { involve } from '../involve.ts';
import type {} from './tables.ts';

/** Longer lists are projects. */
const most = 100;

export type NewItem = {
  id: string;
  itemId?: string | undefined;
  text: string;
  assigneeId?: string | null | undefined;
  dueAt?: Date | null | undefined;
};

/**
 * Adds something to be done, at the end. Idempotent by `itemId`. Throws TOO_MANY beyond 100, BAD_INPUT for an
 * assignee who does not see this conversation.
 */
export async function addToChecklist(
  tx: Tx,
  by: By,
  input: NewItem,
  now: Date,
): Promise<{ itemId: string; version: number }> {
  const row = await lockConversation(tx, input.id);
  const id = input.itemId ?? newId();
  const known = await tx
    .selectFrom('checklist_items')
    .select('conversation_id')
    .where('id', '=', id)
    .executeTakeFirst();
  if (known && known.conversation_id !== row.id) throw refuse('ALREADY_EXISTS');
  if (known) return { itemId: id, version: row.version };
  if (row.checklist_total >= most)
    throw refuse('TOO_MANY', `A checklist has at most ${most} items. Nothing was added.`);
  if (input.assigneeId) await mustSee(tx, input.assigneeId, row);
  const { last } = await tx
    .selectFrom('checklist_items')
    .select((eb) => eb.fn.max('position').as('last'))
    .where('conversation_id', '=', row.id)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('checklist_items')
    .values({
      id,
      conversation_id: row.id,
      position: Number(last ?? 0) + 1,
      text: input.text.replaceAll('\0', ''),
      assignee_id: input.assigneeId ?? null,
      due_at: input.dueAt ?? null,
      done_at: null,
      done_by: null,
      created_by: by.kind === 'agent' ? by.id : null,
      created_at: now,
    })
    .execute();
  const data = { itemId: id, act: 'added', agentId: input.assigneeId ?? null };
  const { version } = await counted(tx, by, row, [{ kind: 'conversation.checklist', data }], now);
  return { itemId: id, version };
}

export type ItemChange = {
  itemId: string;
  text?: string | undefined;
  done?: boolean | undefined;
  assigneeId?: string | null | undefined;
  dueAt?: Date | null | undefined;
  position?: number | undefined;
};

/** Ticks, assigns, dates, rewords or moves an item. What is so already stays, without a word. */
export async function changeChecklist(tx: Tx, by: By, input: ItemChange, now: Date): Promise<Changed> {
  const { row, item } = await lockItem(tx, input.itemId);
  const { text, done, assigneeId, dueAt, position } = input;
  const happened: Happening[] = [];
  const say = (act: string, agentId: string | null = null) =>
    happened.push({ kind: 'conversation.checklist', data: { itemId: item.id, act, agentId } });
  if (done !== undefined && done !== (item.done_at !== null)) say(done ? 'done' : 'undone');
  if (assigneeId !== undefined && assigneeId !== item.assignee_id) {
    if (assigneeId) await mustSee(tx, assigneeId, row);
    say('assigned', assigneeId);
  }
  const reworded = text !== undefined && text !== item.text;
  const dated = dueAt !== undefined && dueAt?.getTime() !== item.due_at?.getTime();
  const moved = position !== undefined && position !== item.position;
  if (happened.length === 0 && (reworded || dated || moved)) say('changed');
  if (happened.length === 0) return { id: row.id, version: row.version };
  await tx
    .updateTable('checklist_items')
    .set({
      ...(text !== undefined && { text: text.replaceAll('\0', '') }),
      ...(done !== undefined &&
        done !== (item.done_at !== null) && {
          done_at: done ? now : null,
          done_by: done && by.kind === 'agent' ? by.id : null,
        }),
      ...(assigneeId !== undefined && { assignee_id: assigneeId }),
      ...(dueAt !== undefined && { due_at: dueAt }),
      ...(position !== undefined && { position }),
    })
    .where('id', '=', item.id)
    .execute();
  return counted(tx, by, row, happened, now);
}

/** Takes an item away. */
export async function removeFromChecklist(
  tx: Tx,
  by: By,
  input: { itemId: string },
  now: Date,
): Promise<Changed> {
  const { row, item } = await lockItem(tx, input.itemId);
  await tx.deleteFrom('checklist_items').where('id', '=', item.id).execute();
  const data = { itemId: item.id, act: 'removed', agentId: null };
  return counted(tx, by, row, [{ kind: 'conversation.checklist', data }], now);
}

/** Which conversation an item belongs to. Throws NOT_FOUND. */
export async function conversationOfItem(tx: Tx, itemId: string): Promise<string> {
  const found = await tx
    .selectFrom('checklist_items')
    .select('conversation_id')
    .where('id', '=', itemId)
    .executeTakeFirst();
  if (!found) throw refuse('NOT_FOUND');
  return found.conversation_id;
}

async function lockItem(tx: Tx, itemId: string) {
  const row = await lockConversation(tx, await conversationOfItem(tx, itemId));
  const item = await tx.selectFrom('checklist_items').selectAll().where('id', '=', itemId).executeTakeFirst();
  // Taken away while we waited for the conversation.
  if (!item) throw refuse('NOT_FOUND');
  return { row, item };
}

/** The conversation's own numbers, counted anew rather than added to, so that they can never drift. */
async function counted(
  tx: Tx,
  by: By,
  row: ConversationRow,
  happened: readonly Happening[],
  now: Date,
): Promise<Changed> {
  const { total, done } = await tx
    .selectFrom('checklist_items')
    .select((eb) => [eb.fn.countAll<string>().as('total'), eb.fn.count<string>('done_at').as('done')])
    .where('conversation_id', '=', row.id)
    .executeTakeFirstOrThrow();
  return change(tx, by, row, { checklist_total: Number(total), checklist_done: Number(done) }, happened, now);
}

/** Throws BAD_INPUT for a colleague this inbox is closed to; who is asked to do something takes part in it. */
async function mustSee(tx: Tx, agentId: string, row: ConversationRow): Promise<void> {
  const { rows } = await sql<{ role: Role; level: Level }>`
    select a.role, coalesce(x.level, i.default_level) as level
    from agents a join inboxes i on i.id = ${row.inbox_id}
    left join inbox_access x on x.agent_id = a.id and x.inbox_id = i.id
    where a.id = ${agentId} and a.deactivated_at is null`.execute(tx);
  const agent = rows[0];
  if (!agent || !reaches(levelFor(agent.role, agent.level), 'view'))
    throw refuse('BAD_INPUT', 'This colleague does not see this conversation. Choose another one.');
  await involve(tx, row.id, [agentId]);
}

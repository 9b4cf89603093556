import { type RawBuilder, sql } from 'kysely';
import type { RowView } from './contract.ts';

/** What every list shows of a conversation, as one query; a row of `Row` in contract.ts. */

type Tag = { id: string; name: string; hue: number };
export type RowOfList = Omit<
  RowView,
  'number' | 'customer' | 'inbox' | 'team' | 'assignee' | 'tags' | 'checklist'
> & {
  number: string;
  customer_id: string;
  customer_name: string;
  customer_email: string | null;
  inbox_id: string;
  inbox_name: string;
  team_id: string | null;
  team_name: string | null;
  assignee_id: string | null;
  assignee_name: string | null;
  tags: Tag[] | null;
  checklist_total: number;
  checklist_done: number;
};

/** The columns; conversations is `c`, and `rowJoins` must be joined. */
export const rowColumns: RawBuilder<unknown> = sql`
  c.id, c.number, c.subject, c.preview, c.kind, c.status, c.place, c.channel, c.priority,
  c.customer_id, cu.name as customer_name,
  (select i.value from identities i where i.customer_id = c.customer_id and i.kind = 'email'
   order by i.created_at, i.id limit 1) as customer_email,
  c.inbox_id, ib.name as inbox_name, c.team_id, t.name as team_name, c.assignee_id, a.name as assignee_name,
  (select jsonb_agg(jsonb_build_object('id', tg.id, 'name', tg.name, 'hue', tg.hue) order by tg.name)
   from conversation_tags ct join tags tg on tg.id = ct.tag_id where ct.conversation_id = c.id) as tags,
  c.message_count as "messageCount", c.version, c.last_message_at as "lastMessageAt",
  c.waiting_since as "waitingSince", c.snoozed_until as "snoozedUntil",
  c.snoozed_until is not null and c.snoozed_for_answer as "snoozedForAnswer",
  c.checklist_total, c.checklist_done, c.due_at as "dueAt",
  c.created_at as "createdAt", c.updated_at as "updatedAt", c.settled, c.rating,
  c.sample`;

export const rowJoins: RawBuilder<unknown> = sql`
  join customers cu on cu.id = c.customer_id
  join inboxes ib on ib.id = c.inbox_id
  left join teams t on t.id = c.team_id
  left join agents a on a.id = c.assignee_id`;

/** A row as the wire has it. */
export function toRow(row: RowOfList): RowView {
  const {
    number,
    customer_id,
    customer_name,
    customer_email,
    inbox_id,
    inbox_name,
    team_id,
    team_name,
    assignee_id,
    assignee_name,
    tags,
    checklist_total,
    checklist_done,
    ...same
  } = row;
  return {
    ...same,
    number: Number(number),
    customer: { id: customer_id, name: customer_name, email: customer_email },
    inbox: { id: inbox_id, name: inbox_name },
    team: team_id ? { id: team_id, name: team_name ?? '' } : null,
    assignee: assignee_id ? { id: assignee_id, name: assignee_name ?? '' } : null,
    tags: tags ?? [],
    checklist: checklist_total > 0 ? { done: checklist_done, total: checklist_total } : null,
  };
}

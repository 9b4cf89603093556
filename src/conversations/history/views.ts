import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/db/connect.ts';
import { refuse } from '../../platform/http/errors.ts';
import type { Caller } from '../../staff/caller.ts';
import { visible } from '../access.ts';
import type { MessageView } from '../contract.ts';
import { fileUrl, viewMessages } from '../message-views.ts';
import type { HistoryConversation, HistoryFileView } from './contract.ts';

type Asked = { customerId: string; limit: number; cursor?: string | undefined };
type Listed<Item> = { items: Item[]; next: string | null };
type At = {
  id: string;
  at: Date;
  conversation_id: string;
  number: string;
  subject: string;
  status: string;
};

/** The customer's conversations the caller may see, but for spam and bin. */
const theirs = (caller: Caller, customerId: string): RawBuilder<unknown> => sql`
  c.customer_id = ${customerId} and c.place = 'inbox' and ${visible(caller, 'c.inbox_id')}`;

const conversationOf = (row: At): HistoryConversation => ({
  id: row.conversation_id,
  number: Number(row.number),
  subject: row.subject,
  status: row.status,
});

/** A page of everything said with a customer, the newest first, each with its conversation. */
export async function listCustomerMessages(
  db: Db,
  caller: Caller,
  asked: Asked,
): Promise<Listed<{ conversation: HistoryConversation; message: MessageView }>> {
  const { rows } = await sql<At>`
    select m.id, m.at, c.id as conversation_id, c.number, c.subject, c.status
    from messages m join conversations c on c.id = m.conversation_id
    where ${theirs(caller, asked.customerId)} and m.direction in ('in', 'out', 'note')
      and m.delivery is distinct from 'cancelled' ${beyond('m', asked.cursor)}
    order by m.at desc, m.id desc limit ${asked.limit + 1}`.execute(db);
  const page = rows.slice(0, asked.limit);
  const messages = new Map(
    (
      await viewMessages(
        db,
        page.map(({ id }) => id),
      )
    ).map((one) => [one.id, one]),
  );
  const items = page.flatMap((row) => {
    const message = messages.get(row.id);
    return message ? [{ conversation: conversationOf(row), message }] : [];
  });
  return { items, next: nextOf(rows, asked.limit) };
}

/** A page of every file that came or went, the newest first; pictures inside of texts are no files. */
export async function listCustomerFiles(
  db: Db,
  caller: Caller,
  asked: Asked,
): Promise<Listed<HistoryFileView>> {
  const { rows } = await sql<
    At & { name: string; type: string; size: string; direction: 'in' | 'out' | 'note' }
  >`
    select f.id, m.at, f.name, f.type, f.size, m.direction, c.id as conversation_id, c.number, c.subject, c.status
    from conversations c
    join messages m on m.conversation_id = c.id
    join attachments f on f.message_id = m.id
    where ${theirs(caller, asked.customerId)} and not f.inline and m.direction <> 'event'
      and m.delivery is distinct from 'cancelled' ${beyond('f', asked.cursor)}
    order by m.at desc, f.id desc limit ${asked.limit + 1}`.execute(db);
  const items = rows.slice(0, asked.limit).map((row) => ({
    id: row.id,
    name: row.name,
    type: row.type,
    size: Number(row.size),
    url: fileUrl(row.id, row.name),
    at: row.at,
    direction: row.direction,
    conversation: conversationOf(row),
  }));
  return { items, next: nextOf(rows, asked.limit) };
}

function nextOf(rows: readonly At[], limit: number): string | null {
  const last = rows[limit - 1];
  return rows.length > limit && last ? `${last.at.getTime()}.${last.id}` : null;
}

function beyond(alias: 'm' | 'f', cursor: string | undefined): RawBuilder<unknown> {
  if (cursor === undefined) return sql``;
  const [, at, id] = /^(-?\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor) ?? [];
  if (!at || !id) throw refuse('BAD_INPUT', 'This cursor is not one of ours. Begin again without it.');
  return sql`and (m.at, ${sql.ref(`${alias}.id`)}) < (${new Date(Number(at))}, ${id}::uuid)`;
}

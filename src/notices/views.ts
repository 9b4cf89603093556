import { sql } from 'kysely';
import { visible } from '../conversations/access.ts';
import type { Db } from '../platform/db/connect.ts';
import { refuse } from '../platform/http/errors.ts';
import type { Caller } from '../staff/caller.ts';
import type { NoticeView } from './contract.ts';
import { isQuiet } from './quiet.ts';
import { settingsOfOne } from './settings.ts';
import type {} from './tables.ts';
import type { NoticeKind } from './types.ts';

type Row = {
  id: string;
  kind: NoticeKind;
  at: Date;
  read_at: Date | null;
  times: number;
  by_kind: NoticeView['by']['kind'];
  by_id: string | null;
  by_name: string | null;
  message_id: string | null;
  words: string | null;
  conversation_id: string;
  number: string;
  subject: string;
  customer: string;
};

export type NoticeQuery = { unread: boolean; limit: number; cursor?: string | undefined };

/** What a count says when there are more. */
const countsUpTo = 100;

/**
 * A page of the caller's notices, newest first. What they may not see any more is left out, whatever they were
 * told once. Throws BAD_INPUT for a cursor not of ours.
 */
export async function listNotices(
  db: Db,
  caller: Caller,
  { unread, limit, cursor }: NoticeQuery,
): Promise<{ items: NoticeView[]; next: string | null }> {
  const older = cursor === undefined ? sql`` : olderThan(cursor);
  const { rows } = await sql<Row>`
    select n.id, n.kind, n.at, n.read_at, n.times, n.by_kind, n.by_id, n.message_id, n.conversation_id,
      coalesce(ba.name, bc.name) as by_name, left(coalesce(nullif(m.reply_text, ''), m.text), 200) as words,
      c.number, c.subject, cu.name as customer
    from notices n
    join conversations c on c.id = n.conversation_id
    join customers cu on cu.id = c.customer_id
    left join messages m on m.id = n.message_id
    left join agents ba on n.by_kind = 'agent' and ba.id = n.by_id
    left join customers bc on n.by_kind = 'customer' and bc.id = n.by_id
    where n.agent_id = ${caller.agentId} and ${visible(caller, 'c.inbox_id')}
      ${unread ? sql`and n.read_at is null` : sql``} ${older}
    order by n.at desc, n.id desc limit ${sql.lit(limit + 1)}`.execute(db);
  const { kinds } = await settingsOfOne(db, caller.agentId);
  const items = rows.slice(0, limit).map((row): NoticeView => {
    const { desktop, sound } = kinds[row.kind];
    return {
      id: row.id,
      kind: row.kind,
      at: row.at,
      read: row.read_at !== null,
      times: row.times,
      by: { kind: row.by_kind, id: row.by_id, name: row.by_name ?? '' },
      messageId: row.message_id,
      words: (row.words ?? '').replace(/\s+/g, ' ').trim(),
      conversation: {
        id: row.conversation_id,
        number: Number(row.number),
        subject: row.subject,
        customer: row.customer,
      },
      ways: { desktop, sound },
    };
  });
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? `${last.at.getTime()}.${last.id}` : null };
}

/** How many the caller has not read and where they are, and whether it is a time of quiet. */
export async function countNotices(
  db: Db,
  caller: Caller,
  now: Date,
): Promise<{ unread: number; conversations: string[]; quiet: boolean }> {
  const { rows } = await sql<{ conversation_id: string }>`
    select n.conversation_id from notices n join conversations c on c.id = n.conversation_id
    where n.agent_id = ${caller.agentId} and n.read_at is null and ${visible(caller, 'c.inbox_id')}
    limit ${sql.lit(countsUpTo)}`.execute(db);
  return {
    unread: rows.length,
    conversations: [...new Set(rows.map((row) => row.conversation_id))],
    quiet: isQuiet(await settingsOfOne(db, caller.agentId), now),
  };
}

function olderThan(cursor: string) {
  const found = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor);
  if (!found) throw refuse('BAD_INPUT', 'This cursor is not one of ours. Begin again without it.');
  return sql`and (n.at, n.id) < (${new Date(Number(found[1]))}, ${found[2]}::uuid)`;
}

import { sql, type Updateable } from 'kysely';
import type { Tx } from '../../platform/db/connect.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { previewOf } from '../add-message.ts';
import type { ConversationRow } from '../change-conversation.ts';

/** What a conversation says of its messages, read from them after some came or went. */
export type Recount = Pick<
  Updateable<Tables['conversations']>,
  'message_count' | 'last_message_at' | 'last_message_id' | 'last_in_at' | 'last_out_at' | 'preview'
> & {
  /** Since when somebody waits for an answer, by what was said; null if the last word was ours. */
  waits: Date | null;
};

type Row = {
  count: number;
  last_id: string | null;
  last_at: Date | null;
  last_in_at: Date | null;
  last_out_at: Date | null;
  words: string | null;
  waits: Date | null;
};

/** Counts the messages that lie in a conversation now. One query. */
export async function recount(tx: Tx, row: ConversationRow): Promise<Recount> {
  const { rows } = await sql<Row>`
    with said as materialized (
      select id, at, direction, automated, pending, forward_of_id, left(coalesce(nullif(reply_text, ''), text), 2000) as words
      from messages where conversation_id = ${row.id} and delivery is distinct from 'cancelled'
    ), answered as (
      select max(at) as at from said where direction = 'out' and automated is null and forward_of_id is null
    ), newest as (
      select id, at from said order by at desc, id desc limit 1
    )
    select (select count(*)::int from said) as count, (select id from newest) as last_id, (select at from newest) as last_at,
      (select max(at) from said where direction = 'in') as last_in_at, (select at from answered) as last_out_at,
      (select words from said where direction in ('in', 'out') order by at desc, id desc limit 1) as words,
      (select min(at) from said where direction = 'in' and automated is null and not pending
         and at > coalesce((select at from answered), '-infinity'::timestamptz)) as waits`.execute(tx);
  const found = rows[0] as Row;
  return {
    message_count: found.count,
    last_message_at: found.last_at ?? row.last_message_at,
    last_message_id: found.last_id,
    last_in_at: found.last_in_at,
    last_out_at: found.last_out_at,
    preview: previewOf(found.words ?? ''),
    waits: found.waits,
  };
}

import { sql } from 'kysely';
import type { Tx } from '../../platform/db/connect.ts';
import type { By } from '../../platform/events/record.ts';
import { refuse } from '../../platform/http/errors.ts';
import { newId } from '../../platform/ids.ts';
import { type ConversationRow, change, lockConversation, open } from '../change-conversation.ts';
import { involve } from '../involve.ts';
import { type Recount, recount } from './recount.ts';
import { mustStandAlone } from './tree.ts';

export type Split = { messageId: string; subject?: string | undefined };
export type SplitOff = { id: string; number: number; version: number };

/**
 * Puts a message and all after it into a conversation of its own, with its own number, in the same inbox and
 * hands; merging it back undoes that. Answers to what was split off follow it (thread.ts). The new one waits
 * for whom its last word waits. Throws CONFLICT for the first message, for nothing would stay.
 */
export async function split(tx: Tx, by: By, input: Split, now: Date): Promise<SplitOff> {
  const message = await tx
    .selectFrom('messages')
    .select(['conversation_id', 'at', 'id', 'subject', 'author_id', 'author_kind'])
    .where('id', '=', input.messageId)
    .executeTakeFirst();
  if (!message) throw refuse('NOT_FOUND');
  const row = await lockConversation(tx, message.conversation_id);
  if (row.id !== message.conversation_id) throw refuse('CONFLICT');
  mustStandAlone(row, 'Nothing was split.');
  const after = sql`conversation_id = ${row.id} and (at, id) >= (${message.at}, ${message.id})`;
  if (!(await staysBehind(tx, row.id, message))) {
    throw refuse(
      'CONFLICT',
      'The conversation begins here, so there is nothing to split it from. Choose a later message.',
    );
  }
  const id = newId();
  const opened = await open(
    tx,
    by,
    {
      id,
      kind: row.kind,
      channel: row.channel,
      channel_id: row.channel_id,
      inbox_id: row.inbox_id,
      brand_id: row.brand_id,
      team_id: row.team_id,
      assignee_id: row.assignee_id,
      customer_id: await customerOf(tx, row, after),
      priority: row.priority,
      subject: (input.subject ?? (message.subject || row.subject)).replaceAll('\0', '').slice(0, 500),
      last_message_at: message.at,
      split_from_id: row.id,
      historic: row.historic,
      sample: row.sample,
    },
    [
      { kind: 'conversation.opened', data: { channel: row.channel, quiet: true } },
      { kind: 'conversation.split-off', data: { fromId: row.id } },
    ],
    now,
  );
  await sql`update messages set conversation_id = ${id}, home_id = null where ${after}`.execute(tx);
  await takePeople(tx, row.id, id);
  const writers = await tx
    .selectFrom('messages')
    .select('author_id')
    .where('conversation_id', '=', id)
    .where('author_kind', '=', 'agent')
    .execute();
  await involve(
    tx,
    id,
    writers.flatMap(({ author_id }) => author_id ?? []),
  );
  await sql`update conversations set ${columnsOf(standing(await recount(tx, { ...row, id })))} where id = ${id}`.execute(
    tx,
  );
  const rest = standing(await recount(tx, row));
  const over = row.status === 'solved' || row.status === 'closed';
  await change(
    tx,
    by,
    row,
    over
      ? { ...rest, status: row.status, waiting_since: null }
      : rest.status === 'open'
        ? { ...rest, status: row.status === 'new' ? 'new' : 'open' }
        : rest,
    [{ kind: 'conversation.split', data: { toId: id } }],
    now,
  );
  return { id, number: opened.number, version: opened.version };
}

/** Counted, and whose turn it is. */
function standing({ waits, ...counted }: Recount) {
  return { ...counted, waiting_since: waits, status: waits ? ('open' as const) : ('waiting' as const) };
}

const columnsOf = (set: Record<string, unknown>) =>
  sql.join(Object.entries(set).map(([column, value]) => sql`${sql.ref(column)} = ${value}`));

async function staysBehind(tx: Tx, id: string, message: { at: Date; id: string }): Promise<boolean> {
  const earlier = await tx
    .selectFrom('messages')
    .select('id')
    .where('conversation_id', '=', id)
    .where(sql<boolean>`(at, id) < (${message.at}, ${message.id})`)
    .limit(1)
    .executeTakeFirst();
  return earlier !== undefined;
}

/** Whoever wrote first of what is split off; if none of it is a customer's, the one it was said to. */
async function customerOf(tx: Tx, row: ConversationRow, after: ReturnType<typeof sql>): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select author_id as id from messages
    where ${after} and direction = 'in' and author_kind = 'customer' and author_id is not null and not pending
    order by at, id limit 1`.execute(tx);
  return rows[0]?.id ?? row.customer_id;
}

/** The people who wrote, or were written to, in what was split off; all of them if that names nobody. */
async function takePeople(tx: Tx, from: string, to: string): Promise<void> {
  const { rows } = await sql<{ found: string }>`
    with named as (
      select lower(sender->>'address') as value from messages where conversation_id = ${to}
      union select lower(one->>'address') from messages m,
        jsonb_path_query(m.recipients, '$.*[*]') one where m.conversation_id = ${to}
    )
    insert into participants (conversation_id, kind, value, name, role, customer_id, pending)
    select ${to}::uuid, kind, value, name, role, customer_id, pending from participants p
    where conversation_id = ${from} and exists (select from named n where n.value = p.value)
    returning value as found`.execute(tx);
  if (rows.length > 0) return;
  await sql`
    insert into participants (conversation_id, kind, value, name, role, customer_id, pending)
    select ${to}::uuid, kind, value, name, role, customer_id, pending from participants
    where conversation_id = ${from}`.execute(tx);
}

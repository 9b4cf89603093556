import { sql } from 'kysely';
import type { Db } from '../src/platform/db/connect.ts';

/**
 * Fills a database with made-up conversations, fast, by SQL alone. The shape is that of a team that has
 * worked for years: most are solved, a few thousand are open, subjects and words follow a steep
 * distribution, a tenth of the vocabulary is rare. Repeatable: the same `seed` gives the same rows.
 */

export type Seeded = { inboxIds: string[]; agentIds: string[] };

const uuid = (table: string, n: string) => `md5('${table}' || ${n})::uuid`;

/** `from` and `to` number the conversations (from < n <= to), so that a database can be grown in steps. */
export async function seed(db: Db, from: number, to: number, messagesEach: number): Promise<Seeded> {
  await sql`
    insert into brands (id, name, created_at) values (${sql.raw(uuid('brand', "'1'"))}, 'Copperfield', now())
    on conflict do nothing`.execute(db);
  await sql`
    insert into inboxes (id, name, brand_id, address, created_at)
    select ${sql.raw(uuid('inbox', 'n::text'))}, 'Inbox ' || n, ${sql.raw(uuid('brand', "'1'"))}, 'inbox' || n || '@copperfield.example', now()
    from generate_series(1, 8) n on conflict do nothing`.execute(db);
  await sql`
    insert into agents (id, name, email, role, created_at, updated_at)
    select ${sql.raw(uuid('agent', 'n::text'))}, 'Agent ' || n, 'agent' || n || '@copperfield.example', 'agent', now(), now()
    from generate_series(1, 30) n on conflict do nothing`.execute(db);
  await sql`
    insert into customers (id, name, search, created_at, updated_at)
    select ${sql.raw(uuid('customer', 'n::text'))}, 'Customer ' || n, 'customer ' || n || ' c' || n || '@shop.example', now(), now()
    from generate_series(${from / 4 + 1}::int, ${to / 4 + 1}::int) n on conflict do nothing`.execute(db);
  await sql`
    insert into identities (id, customer_id, kind, value, created_at)
    select ${sql.raw(uuid('identity', 'n::text'))}, ${sql.raw(uuid('customer', 'n::text'))}, 'email', 'c' || n || '@shop.example', now()
    from generate_series(${from / 4 + 1}::int, ${to / 4 + 1}::int) n on conflict do nothing`.execute(db);
  const step = 50_000;
  for (let start = from; start < to; start += step) {
    await seedConversations(db, start, Math.min(to, start + step), messagesEach);
  }
  await sql`analyze`.execute(db);
  const { rows } = await sql<{ kind: string; id: string }>`
    select 'inbox' as kind, id from inboxes union all select 'agent', id from agents`.execute(db);
  const ids = (kind: string) => rows.filter((row) => row.kind === kind).map((row) => row.id);
  return { inboxIds: ids('inbox'), agentIds: ids('agent') };
}

/** A word of a vocabulary of 40,000 in which low numbers are common, from a hash so that it is repeatable. */
const word = (salt: string) =>
  `'w' || floor(40000 * power((hashint8extended(n * 31 + ${salt}, 7) & 1048575) / 1048576.0, 3))::int`;
const words = (count: number, salt: string) =>
  Array.from({ length: count }, (_, i) => word(`${salt} + ${i}`)).join(` || ' ' || `);

async function seedConversations(db: Db, from: number, to: number, messagesEach: number): Promise<void> {
  const range = `generate_series(${from + 1}, ${to}) n`;
  // One in fifty is open, whoever it belongs to; one in a thousand is spam.
  await sql`
    insert into conversations (id, number, status, place, channel, inbox_id, brand_id, assignee_id, customer_id,
      subject, preview, message_count, last_message_at, last_in_at, waiting_since, created_at, updated_at)
    select ${sql.raw(uuid('conversation', 'n::text'))}, n,
      case when n % 50 = 0 then case when n % 100 = 0 then 'open' else 'new' end when n % 53 = 0 then 'waiting' else 'solved' end,
      case when n % 1009 = 0 then 'spam' else 'inbox' end,
      'email', ${sql.raw(uuid('inbox', '(n % 8 + 1)::text'))}, ${sql.raw(uuid('brand', "'1'"))},
      case when n % 3 = 0 then null else ${sql.raw(uuid('agent', '(n % 30 + 1)::text'))} end,
      ${sql.raw(uuid('customer', '(n / 4 + 1)::text'))},
      ${sql.raw(words(5, '1000'))}, ${sql.raw(words(12, '2000'))}, ${messagesEach},
      timestamptz '2020-01-01' + n * interval '3 minutes', timestamptz '2020-01-01' + n * interval '3 minutes',
      case when n % 50 = 0 then timestamptz '2020-01-01' + n * interval '3 minutes' end,
      timestamptz '2020-01-01' + n * interval '3 minutes' - interval '1 day', timestamptz '2020-01-01' + n * interval '3 minutes'
    from ${sql.raw(range)}`.execute(db);
  for (let m = 0; m < messagesEach; m++) {
    await sql`
      insert into messages (id, conversation_id, direction, author_kind, at, created_at, subject, text, reply_text, sender, search)
      select ${sql.raw(uuid(`message${m}-`, 'n::text'))}, ${sql.raw(uuid('conversation', 'n::text'))},
        case when ${m} % 2 = 0 then 'in' else 'out' end, case when ${m} % 2 = 0 then 'customer' else 'agent' end,
        at, at, '', body, body, '{"name":"","address":"someone@shop.example"}'::jsonb, to_tsvector('simple', body)
      from (select n, timestamptz '2020-01-01' + n * interval '3 minutes' - ${messagesEach - m - 1} * interval '1 hour' as at,
        ${sql.raw(words(30, String(10_000 + m * 100)))} as body from ${sql.raw(range)}) made`.execute(db);
  }
  await sql`select setval('conversation_numbers', ${to})`.execute(db);
}

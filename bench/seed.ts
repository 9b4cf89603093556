import { sql } from 'kysely';
import type { Db, Tx } from '../src/platform/db/connect.ts';
import { transact } from '../src/platform/db/transact.ts';

/**
 * Fills a database with made-up conversations, fast, by SQL alone. The shape is that of a team that has
 * worked for years: most are solved, a twentieth is open, every fourth customer writes again, words follow
 * a steep distribution (the commonest stands in most messages, most stand in few). Repeatable: the same
 * numbers give the same rows.
 */

export type Seeded = {
  inboxIds: string[];
  /** Sees everything. */
  ownerId: string;
  /** Sees the first three inboxes of eight. */
  limitedId: string;
};

const tables = ['brand', 'inbox', 'agent', 'customer', 'identity', 'conversation', 'message'] as const;

/** Ids that grow with their number, as the application's own do with time. */
const idSql = (table: (typeof tables)[number], n: string, part = 0) =>
  `(lpad(to_hex(${(tables.indexOf(table) + 1) * 16 + part}), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const id = (table: (typeof tables)[number], n: number) =>
  `${(((tables.indexOf(table) + 1) * 16).toString(16)).padStart(8, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

const inboxes = 8;
const agents = 30;
const step = 100_000;

/** Seeds `conversations` with `messagesEach` messages each. Secondary indexes are made once all rows are in. */
export async function seed(db: Db, conversations: number, messagesEach: number): Promise<Seeded> {
  await seedPeople(db, conversations / 4 + 1);
  const heavy = await dropIndexes(db, ['conversations', 'messages']);
  const begun = performance.now();
  // The wait is long: whoever waits sees how far it is.
  const tell = (what: string) =>
    console.error(`${((performance.now() - begun) / 1_000).toFixed(0)} s: ${what}`);
  for (let from = 0; from < conversations; from += step) {
    tell(`${from.toLocaleString('en')} of ${conversations.toLocaleString('en')} conversations`);
    await transact(db, (tx) =>
      seedConversations(tx, from, Math.min(conversations, from + step), messagesEach),
    );
  }
  for (const index of heavy) {
    tell(index.slice(0, 60));
    await transact(db, async (tx) => {
      await sql`set local maintenance_work_mem = '1GB'`.execute(tx);
      await sql`set local statement_timeout = 0`.execute(tx);
      await sql.raw(index).execute(tx);
    });
  }
  await sql`select setval('conversation_numbers', ${conversations})`.execute(db);
  await sql`vacuum (analyze) conversations, messages, customers, identities`.execute(db);
  return {
    inboxIds: Array.from({ length: inboxes }, (_, n) => id('inbox', n + 1)),
    ownerId: id('agent', 1),
    limitedId: id('agent', 2),
  };
}

async function seedPeople(db: Db, customers: number): Promise<void> {
  const agent = idSql('agent', 'n');
  const inbox = idSql('inbox', 'n');
  await sql
    .raw(`
    insert into brands (id, name, created_at) values ('${id('brand', 1)}', 'Copperfield', now());
    insert into inboxes (id, name, brand_id, address, created_at)
    select ${inbox}, 'Inbox ' || n, '${id('brand', 1)}', 'inbox' || n || '@copperfield.example', now()
    from generate_series(1, ${inboxes}) n;
    insert into agents (id, name, email, role, created_at, updated_at)
    select ${agent}, 'Agent ' || n, 'agent' || n || '@copperfield.example',
      case when n = 1 then 'owner' else 'agent' end, now(), now()
    from generate_series(1, ${agents}) n;
    insert into inbox_access (inbox_id, agent_id, level)
    select ${inbox}, '${id('agent', 2)}', 'none' from generate_series(4, ${inboxes}) n;
    insert into customers (id, name, search, created_at, updated_at)
    select ${idSql('customer', 'n')}, 'Customer ' || n, 'customer ' || n || ' c' || n || '@shop.example', now(), now()
    from generate_series(1, ${Math.ceil(customers)}) n;
    insert into identities (id, customer_id, kind, value, created_at)
    select ${idSql('identity', 'n')}, ${idSql('customer', 'n')}, 'email', 'c' || n || '@shop.example', now()
    from generate_series(1, ${Math.ceil(customers)}) n;`)
    .execute(db);
}

/** Removes the indexes no constraint needs, and returns the statements that make them again. */
async function dropIndexes(db: Db, of: string[]): Promise<string[]> {
  const { rows } = await sql<{ indexname: string; indexdef: string }>`
    select i.indexname, i.indexdef from pg_indexes i
    where i.tablename = any(${of}) and not exists (select from pg_constraint c where c.conname = i.indexname)`.execute(
    db,
  );
  for (const { indexname } of rows) await sql`drop index ${sql.ref(indexname)}`.execute(db);
  return rows.map((row) => row.indexdef);
}

/** The vocabulary: word 0 stands in nine messages of twenty, word 39,000 in three of twenty thousand. */
export const wordOf = (n: number): string =>
  `w${String(n).replace(/\d/g, (digit) => letters[Number(digit)] ?? '')}`;
const letters = 'bcdfghjklm';
/** One of 40,000 words; low numbers are common. From a hash, so that it is repeatable. */
const word = (salt: string) =>
  `'w' || translate(floor(40000 * power((hashint8extended(n * 31 + ${salt}, 7) & 1048575) / 1048576.0, 3))::int::text, '0123456789', '${letters}')`;
const words = (count: number, salt: number) =>
  Array.from({ length: count }, (_, i) => word(`${salt + i}`)).join(` || ' ' || `);

async function seedConversations(tx: Tx, from: number, to: number, messagesEach: number): Promise<void> {
  const range = `generate_series(${from + 1}, ${to}) n`;
  const at = `timestamptz '2020-01-01' + n * interval '3 minutes'`;
  // Foreign keys are right by construction; checking a million of them would only take time.
  await sql`set local session_replication_role = replica`.execute(tx);
  await sql`set local statement_timeout = 0`.execute(tx);
  await sql
    .raw(`
    insert into conversations (id, number, status, place, channel, inbox_id, brand_id, assignee_id, customer_id,
      subject, preview, message_count, last_message_at, last_in_at, waiting_since, created_at, updated_at)
    select ${idSql('conversation', 'n')}, n,
      case when n % 20 = 0 then case when n % 40 = 0 then 'open' else 'new' end when n % 53 = 0 then 'waiting' else 'solved' end,
      case when n % 1009 = 0 then 'spam' else 'inbox' end,
      'email', ${idSql('inbox', `(n / 7 % ${inboxes} + 1)`)}, '${id('brand', 1)}',
      case n % 3 when 0 then null when 1 then ${idSql('agent', '(case when n % 20 = 0 then 1 else n % 30 + 1 end)')}
        else ${idSql('agent', '(case when n % 20 = 0 then 2 else n % 30 + 1 end)')} end,
      ${idSql('customer', '(n / 4 + 1)')}, ${words(5, 1000)}, ${words(12, 2000)}, ${messagesEach},
      ${at}, ${at}, case when n % 20 = 0 then ${at} end, ${at} - interval '1 day', ${at}
    from ${range}`)
    .execute(tx);
  for (let m = 0; m < messagesEach; m++) {
    const incoming = m % 2 === 0;
    await sql
      .raw(`
      insert into messages (id, conversation_id, direction, author_kind, at, created_at, subject, text, reply_text,
        language, sender, search)
      select ${idSql('message', 'n', m)}, ${idSql('conversation', 'n')}, '${incoming ? 'in' : 'out'}',
        '${incoming ? 'customer' : 'agent'}', at, at, '', body, body, ${incoming ? `'en'` : 'null'},
        '{"name":"","address":"someone@shop.example"}'::jsonb, to_tsvector('simple', body)
      from (select n, ${at} - ${messagesEach - m - 1} * interval '1 hour' as at, ${words(20, 10_000 + m * 100)} as body
        from ${range}) made`)
      .execute(tx);
  }
}

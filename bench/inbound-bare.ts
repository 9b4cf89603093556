import pg from 'pg';

/*
 * What inbound is held against: a loop that only inserts the rows our own run made, mail by mail in one
 * transaction each, over as many connections, with the same driver, into tables alike in the same database.
 * Every statement is known beforehand; nothing is parsed, looked up or decided.
 */

/** Tables a mail adds rows to, each with the SQL that says which mail a row came with. */
const tables: Record<string, string> = {
  files: `select f.*, (select r.id from raw_inbound r where r.file_hash = f.hash limit 1) as mail from files f
    where exists (select from raw_inbound r where r.file_hash = f.hash and r.received_at >= $1)`,
  raw_inbound: 'select t.*, t.id as mail from raw_inbound t where received_at >= $1',
  customers: `select t.*, (select m.id from messages m where m.author_id = t.id order by m.id limit 1) as mail
    from customers t where created_at >= $1`,
  identities: `select t.*, (select m.id from messages m where m.author_id = t.customer_id order by m.id limit 1) as mail
    from identities t where created_at >= $1`,
  conversations: `select t.*, (select m.id from messages m where m.conversation_id = t.id order by m.id limit 1) as mail
    from conversations t where created_at >= $1`,
  messages: 'select t.*, t.id as mail from messages t where created_at >= $1',
  attachments:
    'select t.*, t.message_id as mail from attachments t join messages m on m.id = t.message_id where m.created_at >= $1',
  participants: `select t.*, (select m.id from messages m where m.conversation_id = t.conversation_id order by m.id limit 1) as mail
    from participants t join conversations c on c.id = t.conversation_id where c.created_at >= $1`,
  thread_keys: `select t.*, (select m.id from messages m where m.conversation_id = t.conversation_id
      and m.in_reply_to = t.key limit 1) as mail from thread_keys t where at >= $1`,
  events: `select t.kind, t.by_kind, t.by_id, t.conversation_id, t.inbox_id, t.version, t.data, t.at, coalesce(
      (t.data->>'messageId')::uuid,
      (select m.id from messages m where m.conversation_id = t.conversation_id order by m.id limit 1),
      (select m.id from messages m where m.author_id = (t.data->>'customerId')::uuid order by m.id limit 1)
    ) as mail from events t where at >= $1`,
};

type Statement = { name: string; text: string; values: unknown[] };

/** Copies the rows made since `since`, and returns how many mails a second the bare loop inserts. */
export async function bareRate(config: pg.PoolConfig, since: Date, connections: number): Promise<number> {
  const clients = Array.from({ length: connections }, () => new pg.Client(config));
  try {
    for (const client of clients) await client.connect();
    const work = await statementsOf(clients[0] as pg.Client, since);
    const begun = performance.now();
    const rest = work.values();
    await Promise.all(
      clients.map(async (client) => {
        for (const statements of rest) {
          await client.query('begin');
          for (const one of statements) await client.query(one);
          await client.query('commit');
        }
      }),
    );
    return work.length / ((performance.now() - begun) / 1000);
  } finally {
    for (const client of clients) await client.end();
  }
}

/** For each mail of the run its inserts, in the order of the tables; makes the tables they go into. */
async function statementsOf(client: pg.Client, since: Date): Promise<Statement[][]> {
  const mails = new Map<string, Statement[]>();
  for (const [table, query] of Object.entries(tables)) {
    await client.query(`drop table if exists bare_${table}`);
    await client.query(`create table bare_${table} (like ${table} including all)`);
    const { rows } = await client.query(query, [since]);
    const computed = await client.query(
      `select attname from pg_attribute where attrelid = $1::regclass and attgenerated <> ''`,
      [table],
    );
    for (const { mail, ...row } of rows) {
      for (const { attname } of computed.rows) delete row[attname];
      if (!mail) continue;
      const list = mails.get(mail) ?? [];
      list.push(insert(table, row));
      mails.set(mail, list);
    }
  }
  // A queue of jobs would stand beside them; it is counted in the bare loop's disfavour, without its notices.
  await client.query('drop table if exists bare_jobs');
  await client.query('create table bare_jobs (like graphile_worker._private_jobs including all)');
  for (const [mail, list] of mails) {
    const text = 'insert into bare_jobs (task_id, payload) values (1, $1)';
    list.push({ name: 'bare jobs', text, values: [JSON.stringify({ rawId: mail })] });
  }
  // A row of somebody known before may name a mail of another run.
  return [...mails.values()].filter((list) => list.some((one) => one.name === 'bare raw_inbound'));
}

function insert(table: string, row: Record<string, unknown>): Statement {
  const columns = Object.keys(row);
  const marks = columns.map((_, n) => `$${n + 1}`);
  const own = table === 'events' || table === 'conversations' ? 'overriding user value' : '';
  return {
    name: `bare ${table}`,
    text: `insert into bare_${table} (${columns.join(', ')}) ${own} values (${marks.join(', ')}) on conflict do nothing`,
    values: Object.values(row).map((value) =>
      value !== null &&
      typeof value === 'object' &&
      !(value instanceof Date) &&
      !Buffer.isBuffer(value) &&
      !Array.isArray(value)
        ? JSON.stringify(value)
        : value,
    ),
  };
}

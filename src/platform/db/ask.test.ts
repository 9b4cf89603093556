import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../../test/db.ts';
import { ask, later, question } from './ask.ts';
import { type Connection, connect, type Tx } from './connect.ts';
import { preparedDb } from './prepared.ts';
import { transact } from './transact.ts';

const database = await testDatabase();
/** One connection, so that what one transaction leaves behind meets the next. */
const connection: Connection = connect(database.config, () => {}, 1);
const db = preparedDb(connection.pool);
after(async () => {
  await connection.close();
  await database.drop();
});
await sql`create table notes (id integer primary key, text text not null)`.execute(db);

const add = (id: number, text: string | null) => sql`insert into notes (id, text) values (${id}, ${text})`;
const texts = (from = 0) =>
  question(
    [sql<{ id: number; text: string }>`select id, text from notes where id >= ${from} order by id`],
    ([rows]) => rows.map((row) => row.text),
  );
const kept = () => transact(db, async (tx) => (await ask(tx, texts()))[0]);
const clear = () => sql`truncate notes`.execute(db);

for (const [name, over] of [
  ['prepared', db],
  ['ordinary', connection.db],
] as const) {
  test(`over the ${name} database what was put off is seen by the next question and commits`, async () => {
    await clear();
    await transact(over, async (tx) => {
      await later(tx, add(1, 'one'));
      await later(tx, add(2, 'two'));
      const [all, some] = await ask(tx, texts(), texts(2));
      assert.deepEqual([all, some], [['one', 'two'], ['two']]);
      await later(tx, add(3, 'three'));
    });
    assert.deepEqual(await kept(), ['one', 'two', 'three']);
  });

  test(`over the ${name} database what was put off and fails takes the whole transaction with it`, async () => {
    await clear();
    const failing = (tx: Tx) => later(tx, add(2, null));
    await assert.rejects(
      transact(over, async (tx) => {
        await later(tx, add(1, 'one'));
        await failing(tx);
      }),
      /null value/,
    );
    await assert.rejects(
      transact(over, async (tx) => {
        await later(tx, add(1, 'one'));
        await failing(tx);
        await ask(tx, texts());
      }),
      /null value/,
    );
    assert.deepEqual(await kept(), []);
  });
}

test('a question with nothing to ask is answered from no rows, in its place', async () => {
  await clear();
  await transact(db, async (tx) => {
    await later(tx, add(1, 'one'));
    const none = question([undefined, sql`select 1`], ([first, second]) => [first.length, second.length]);
    assert.deepEqual(await ask(tx, none, texts()), [[0, 1], ['one']]);
  });
});

test('a statement that failed when it was first sent works the next time, on the same connection', async () => {
  await clear();
  const odd = (id: number, text: string | null) => sql`insert into notes (text, id) values (${text}, ${id})`;
  await assert.rejects(
    transact(db, (tx) => later(tx, odd(1, null))),
    /null value/,
  );
  await transact(db, (tx) => later(tx, odd(1, 'one')));
  assert.deepEqual(await kept(), ['one']);
});

test('a transaction in which an error was swallowed does not pretend to have committed', async () => {
  await clear();
  await assert.rejects(
    transact(db, async (tx) => {
      await later(tx, add(1, 'one'));
      await ask(
        tx,
        question([sql`select 1 / 0`], () => 0),
      ).catch(() => {});
    }),
  );
  assert.deepEqual(await kept(), []);
});

test('a statement whose table has changed, or that the database has forgotten, fails at most once', async () => {
  await clear();
  const all = question([sql`select * from notes`], ([rows]) => rows.length);
  const count = () => transact(db, (tx) => ask(tx, all));
  await count();
  await sql`alter table notes add column more text`.execute(connection.db);
  await count().catch(() => {});
  assert.deepEqual(await count(), [0]);
  await sql`deallocate all`.execute(connection.db);
  await count().catch(() => {});
  assert.deepEqual(await count(), [0]);
});

test('more kinds of statements than a connection keeps are all answered, in one round trip and in many', async () => {
  await clear();
  await transact(db, (tx) => later(tx, add(1, 'one')));
  const kinds = Array.from({ length: 450 }, (_, n) =>
    question([sql<{ n: number }>`select ${sql.lit(n)}::int as n`], ([[row]]) => row?.n),
  );
  const numbers = kinds.map((_, n) => n);
  for (let round = 0; round < 2; round++) {
    assert.deepEqual(await transact(db, (tx) => ask(tx, ...kinds)), numbers);
    for (const [n, kind] of kinds.entries()) assert.deepEqual(await transact(db, (tx) => ask(tx, kind)), [n]);
  }
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_prepared_statements`.execute(
    db,
  );
  assert.ok((rows[0]?.n ?? 1_000) <= 201, `${rows[0]?.n} are kept`);
});

test('values come back as over the ordinary database', async () => {
  const query = sql`select ${'a'}::text as text, ${7}::int as number, ${true}::boolean as yes, null as nothing,
    ${new Date(0)}::timestamptz as at, ${['a', 'b,c']}::text[] as list, ${JSON.stringify({ a: [1] })}::jsonb as json,
    ${Buffer.from('raw')}::bytea as bytes`;
  assert.deepEqual((await query.execute(db)).rows, (await query.execute(connection.db)).rows);
});

test('a connection that is lost rejects what waits for it, and another takes its place', async () => {
  await assert.rejects(
    transact(db, async (tx) => {
      await ask(
        tx,
        question([sql`select pg_terminate_backend(pg_backend_pid())`], () => 0),
      );
      await ask(tx, texts());
    }),
  );
  await clear();
  assert.deepEqual(await kept(), []);
});

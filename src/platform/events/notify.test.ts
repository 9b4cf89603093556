import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase } from '../../../test/db.ts';
import { allVisible } from '../../../test/ground.ts';
import { TestClock } from '../clock/clock.ts';
import { type Connection, connect, type Tx } from '../db/connect.ts';
import { transact } from '../db/transact.ts';
import type { Ground } from '../ground.ts';
import { createLog } from '../log/log.ts';
import { createPulse, type Pulse, runReactions, stuckReactions } from './notify.ts';
import { type Reaction, react } from './reactions.ts';
import type { Event } from './read.ts';
import { bySystem, record } from './record.ts';

const never = 3_600_000;
const now = new Date('2026-03-01T10:00:00Z');
let database: TestDatabase;
let connection: Connection;
let ground: Ground;
const pulses: Pulse[] = [];

before(async () => {
  database = await testDatabase();
  connection = connect(database.config, () => {}, 30);
  ground = {
    db: connection.db,
    pool: connection.pool,
    clock: new TestClock(now),
    log: createLog('silent'),
  } as Partial<Ground> as Ground;
});
after(async () => {
  await Promise.all(pulses.map((pulse) => pulse.close()));
  await connection.close();
  await database.drop();
});

async function pulse(every = never): Promise<Pulse> {
  const made = createPulse(ground, database.config, every);
  pulses.push(made);
  await made.look();
  return made;
}

/** What a pulse hears of `kind`, and a promise that resolves when `count` have been heard. */
function hears(from: Pulse, kind: string, count: number) {
  const heard: Event[] = [];
  const all = new Promise<Event[]>((resolve) => {
    from.onEvents((events) => {
      heard.push(...events.filter((event) => event.kind === kind));
      if (heard.length >= count) resolve(heard);
    });
  });
  return { heard, all };
}

const happen = (kind: string, n: number, meanwhile: (tx: Tx) => Promise<unknown> = async () => {}) =>
  transact(ground.db, async (tx) => {
    await record(tx, { kind, by: bySystem, at: now, version: n });
    await meanwhile(tx);
  });

test('every event is heard once, in the order of the cursor, however transactions overlap', async () => {
  const reader = await pulse();
  const { all } = hears(reader, 'test.overlap', 100);
  const writers = Array.from({ length: 100 }, async (_, n) => {
    await happen('test.overlap', n, () => new Promise((resolve) => setTimeout(resolve, (n * 7) % 20)));
    reader.poke();
  });
  await Promise.all(writers);
  const heard = await all;
  assert.deepEqual(
    heard.map((event) => event.version).sort((a, b) => Number(a) - Number(b)),
    Array.from({ length: 100 }, (_, n) => n),
  );
  const order = heard.map(({ cursor }) => [BigInt(cursor.xid), BigInt(cursor.id)] as const);
  for (const [n, [xid, id]] of order.entries()) {
    const [beforeXid, beforeId] = order[n - 1] ?? [-1n, -1n];
    assert.ok(xid > beforeXid || (xid === beforeXid && id > beforeId));
  }
});

test('an event held back by an older transaction is heard soon after that one ends, without a notice', async () => {
  const reader = await pulse();
  const { heard, all } = hears(reader, 'test.held', 2);
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let begun = () => {};
  const began = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const older = happen('test.held', 1, () => {
    begun();
    return finished;
  });
  await began;
  await happen('test.held', 2);
  reader.poke();
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(heard.length, 0, 'the younger one waits');
  finish();
  await older;
  assert.deepEqual(
    (await all).map((event) => event.version),
    [1, 2],
  );
});

test('another process hears of it by a notice, and still does after its connection was cut', async () => {
  const [writer, reader] = [await pulse(), await pulse()];
  const first = hears(reader, 'test.notice', 1);
  await happen('test.notice', 1);
  writer.poke();
  await first.all;

  const listeners = `select pid from pg_stat_activity where datname = current_database() and query = 'listen rapport_events'`;
  const { rows } = await connection.pool.query(listeners);
  assert.ok(rows.length > 0);
  await connection.pool.query(`select pg_terminate_backend(pid) from (${listeners}) cut`);
  const second = hears(reader, 'test.notice', 1);
  await happen('test.notice', 2);
  const telling = setInterval(writer.poke, 50);
  await second.all;
  clearInterval(telling);
});

test('without any notice an event is heard at the next regular look', async () => {
  const reader = await pulse(30);
  const { all } = hears(reader, 'test.silent', 1);
  await happen('test.silent', 1);
  await all;
});

test('after unsubscribing nothing is heard any more', async () => {
  const reader = await pulse();
  let calls = 0;
  reader.onEvents(() => calls++)();
  await happen('test.gone', 1);
  await reader.look();
  assert.equal(calls, 0);
});

test('reactions handle each event once; one that fails holds up no other, skips nothing, and is shown', async () => {
  const reader = await pulse();
  await connection.pool.query('create table handled (name text, version integer)');
  const handled = async (name: string) => {
    const { rows } = await connection.pool.query('select version from handled where name = $1', [name]);
    return rows.map((row) => row.version).sort();
  };
  let broken = true;
  const write = (tx: Tx, name: string, { version }: Event) =>
    sql`insert into handled values (${name}, ${version})`.execute(tx);
  const reactions: Reaction[] = [
    {
      name: 'test.steady',
      kinds: ['test.react'],
      handle: async (tx, event) => void (await write(tx, 'steady', event)),
    },
    {
      name: 'test.moody',
      kinds: ['test.react'],
      async handle(tx, event) {
        await write(tx, 'moody', event);
        if (event.version === 2 && broken) throw new Error('cannot');
      },
    },
  ];
  for (const reaction of reactions) await react(ground, reaction);
  const running = runReactions(ground, reactions, reader, 1);
  for (const n of [1, 2, 3]) await happen('test.react', n);
  // Other tests share the database server, and their transactions hold events back (law 4).
  await allVisible(ground);
  reader.poke();
  for (let tries = 0; tries < 8; tries++) await running.idle();
  assert.deepEqual(await handled('steady'), [1, 2, 3]);
  assert.ok(!(await handled('moody')).includes(3), 'what comes after waits');
  const [stuck] = await stuckReactions(ground.db);
  assert.equal(stuck?.name, 'test.moody');
  assert.equal(stuck.kind, 'test.react');
  assert.match(stuck.error, /cannot/);

  broken = false;
  await running.idle();
  assert.deepEqual(await handled('moody'), [1, 2, 3]);
  assert.deepEqual(await handled('steady'), [1, 2, 3]);
  assert.deepEqual(await stuckReactions(ground.db), []);
  await running.close();
});

test('a pulse that is closed while it was asked to look again ends', async () => {
  const closing = createPulse(ground, database.config, never);
  closing.poke();
  await closing.close();
  // The event loop still turns: nothing looks without end.
  await new Promise((resolve) => setImmediate(resolve));
});

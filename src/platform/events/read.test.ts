import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { allVisible, testGround } from '../../../test/ground.ts';
import { transact } from '../db/transact.ts';
import { beginning, eventsAfter, latestCursor, readCursor, writeCursor } from './read.ts';
import { bySystem, record } from './record.ts';

const ground = await testGround();
const { db } = ground;
after(() => ground.close());

const at = new Date('2026-03-02T09:00:00Z');
const kinds = async (from = beginning) => (await eventsAfter(db, from, 1000)).map((event) => event.kind);

test('an event of a transaction that commits late is not skipped, though later numbers were seen', async () => {
  await allVisible(ground);
  const start = await latestCursor(db);
  const slow = await ground.pool.connect();
  await slow.query('begin');
  await slow.query(`insert into events (at, kind, by_kind) values (now(), 'slow', 'system')`);
  await transact(db, (tx) => record(tx, { kind: 'quick', by: bySystem, at }));

  assert.deepEqual(await kinds(start), [], 'the quick one waits behind the slow one that is still running');
  await slow.query('commit');
  slow.release();
  await allVisible(ground);
  assert.deepEqual(await kinds(start), ['slow', 'quick']);
});

test('events read in pages are each seen once, whatever order they were committed in', async () => {
  await allVisible(ground);
  const start = await latestCursor(db);
  const writers = Array.from({ length: 8 }, (_, writer) =>
    Array.from({ length: 25 }, (_, n) =>
      transact(db, (tx) => record(tx, { kind: `w${writer}.${n}`, by: bySystem, at })),
    ),
  );
  const done = Promise.all(writers.flat());
  const seen: string[] = [];
  let cursor = start;
  let finished = false;
  void done.then(() => {
    finished = true;
  });
  while (seen.length < 200) {
    const last = finished;
    const page = await eventsAfter(db, cursor, 7);
    seen.push(...page.map((event) => event.kind));
    cursor = page.at(-1)?.cursor ?? cursor;
    if (last && page.length === 0) await allVisible(ground);
  }
  assert.equal(seen.length, 200);
  assert.equal(new Set(seen).size, 200);
});

test('an event rolled back with its act is never seen', async () => {
  await allVisible(ground);
  const start = await latestCursor(db);
  await assert.rejects(
    transact(db, async (tx) => {
      await record(tx, { kind: 'undone', by: bySystem, at });
      throw new Error('the act failed');
    }),
  );
  assert.deepEqual(await kinds(start), []);
});

test('a cursor survives being written as a word, and nonsense is not a cursor', () => {
  const cursor = { xid: '7391', id: '12' };
  assert.deepEqual(readCursor(writeCursor(cursor)), cursor);
  for (const word of [
    '',
    '1',
    '1.',
    '.1',
    'a.b',
    '1.2.3',
    `${'9'.repeat(40)}.1`,
    "1.1'; drop table events",
  ]) {
    assert.equal(readCursor(word), undefined, word);
  }
});

test('the latest cursor is the latest by number, not by spelling', async () => {
  await transact(db, async (tx) => {
    for (let n = 0; n < 1_100; n++) await record(tx, { kind: 'many', by: bySystem, at });
  });
  await allVisible(ground);
  const latest = await latestCursor(db);
  const all = await eventsAfter(db, beginning, 100_000);
  assert.deepEqual(latest, all.at(-1)?.cursor);
});

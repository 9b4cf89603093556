import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase } from '../../../test/db.ts';
import { type Connection, connect, type Tx } from '../db/connect.ts';
import { transact } from '../db/transact.ts';
import { Refusal } from '../http/errors.ts';
import { diskFiles, pathOf } from './disk.ts';
import { sweep } from './sweep.ts';

let database: TestDatabase;
let connection: Connection;
let dir: string;
const now = new Date('2026-03-01T10:00:00Z');
const later = new Date('2026-03-03T10:00:00Z');
const bytes = Buffer.from('An invoice, and nothing else.');
const hash = createHash('sha256').update(bytes).digest('hex');

before(async () => {
  database = await testDatabase();
  connection = connect(database.config, () => {});
  dir = await mkdtemp(path.join(tmpdir(), 'files-'));
  // A room of a higher floor, as far as files are concerned.
  await connection.pool.query('create table cabinet (hash text references files, note text)');
});
after(async () => {
  await connection.close();
  await database.drop();
  await rm(dir, { recursive: true });
});

const put = (data: Uint8Array, files = diskFiles(dir)) =>
  transact(connection.db, (tx) => files.put(tx, data, now));
const rowOf = (name: string) =>
  connection.db.selectFrom('files').selectAll().where('hash', '=', name).executeTakeFirst();
const age = (name: string) => utimes(pathOf(dir, name), now, now);
const refersTo = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test('what was put is read back whole, by stream too, and is noted with its size', async () => {
  assert.equal(await put(bytes), hash);
  const files = diskFiles(dir);
  assert.deepEqual(await files.read(hash), bytes);
  assert.deepEqual(await buffer(await files.stream(hash)), bytes);
  assert.equal(await files.has(hash), true);
  assert.equal((await rowOf(hash))?.size, String(bytes.length));
});

test('the same bytes are one file, also from several transactions at once', async () => {
  const data = Buffer.alloc(50_000, 'logo');
  const names = await Promise.all(Array.from({ length: 8 }, () => put(data)));
  assert.equal(new Set(names).size, 1);
  assert.deepEqual(await readdir(path.join(dir, 'drafts')), []);
});

test('a name that is no hash is not found, wherever it points', async () => {
  const files = diskFiles(dir);
  for (const name of ['../../../etc/passwd', 'A'.repeat(64), '', `${hash}/..`]) {
    await assert.rejects(async () => files.read(name), refersTo('NOT_FOUND'));
  }
  await assert.rejects(files.read('0'.repeat(64)), refersTo('NOT_FOUND'));
  await assert.rejects(files.stream('0'.repeat(64)), refersTo('NOT_FOUND'));
});

test('bytes changed on disk are never handed out as the file', async () => {
  const name = await put(Buffer.from('as sent'));
  await writeFile(pathOf(dir, name), 'altered');
  await assert.rejects(diskFiles(dir).read(name), /changed on disk/);
  await assert.rejects(buffer(await diskFiles(dir).stream(name)), /changed on disk/);
});

test('a full disk is said so, leaves no draft, and the transaction is undone', async () => {
  const data = Buffer.from('no room for this');
  const full = diskFiles(dir, async (place) => {
    await writeFile(place, 'no ro');
    throw Object.assign(new Error('write'), { code: 'ENOSPC' });
  });
  await assert.rejects(
    put(data, full),
    (error) => refersTo('UNAVAILABLE')(error) && /disk is full/.test(String(error)),
  );
  assert.deepEqual(await readdir(path.join(dir, 'drafts')), []);
  const name = createHash('sha256').update(data).digest('hex');
  assert.equal(await rowOf(name), undefined);
  assert.equal(await diskFiles(dir).has(name), false);
});

test('the sweep removes what nothing refers to and what never got its row, and nothing else', async () => {
  const kept = await put(Buffer.from('kept'));
  await connection.pool.query('insert into cabinet values ($1)', [kept]);
  const unused = await put(Buffer.from('unused'));
  const undone = Buffer.from('undone');
  await assert.rejects(
    transact(connection.db, async (tx) => {
      await diskFiles(dir).put(tx, undone, now);
      throw new Error('undo');
    }),
    /undo/,
  );
  const nameless = createHash('sha256').update(undone).digest('hex');
  await age(nameless);
  assert.equal(await sweep(connection.db, dir, now), 0, 'all of it is too young');
  await sweep(connection.db, dir, later);
  const files = diskFiles(dir);
  assert.deepEqual(await Promise.all([kept, unused, nameless].map(files.has)), [true, false, false]);
  assert.equal(await rowOf(unused), undefined);
});

test('the sweep waits for nobody and takes nothing from a transaction that is still open', async () => {
  const data = Buffer.from('old, and wanted again just now');
  const name = await put(data);
  let swept: (() => void) | undefined;
  const sweeping = new Promise<void>((done) => {
    swept = done;
  });
  const wanted = transact(connection.db, async (tx: Tx) => {
    await diskFiles(dir).put(tx, data, later);
    await sweep(connection.db, dir, later);
    swept?.();
    await sql`insert into cabinet values (${name})`.execute(tx);
  });
  await sweeping;
  await wanted;
  assert.deepEqual(await diskFiles(dir).read(name), data);
});

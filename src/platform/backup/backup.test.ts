// Over 250 lines because every way in which a backup can be wrong is tried on the same saved workspace.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import pg from 'pg';
import { type TestDatabase, testDatabase } from '../../../test/db.ts';
import { type TestGround, testGround } from '../../../test/ground.ts';
import { plantAnswer, plantMailbox } from '../../../test/outbox.ts';
import { connect } from '../db/connect.ts';
import { transact } from '../db/transact.ts';
import { react } from '../events/reactions.ts';
import { latestCursor } from '../events/read.ts';
import { bySystem, record } from '../events/record.ts';
import { diskFiles } from '../files/disk.ts';
import type { Ground } from '../ground.ts';
import { checkKey, loadSecrets } from '../settings/key.ts';
import { backup } from './backup.ts';
import { BackupError } from './format.ts';
import { restore } from './restore.ts';
import { speakPlainly, sumOf, tablesOf } from './tables.ts';

let ground: TestGround;
let elsewhere: { database: TestDatabase; dataDir: string };
beforeEach(async () => {
  ground = await testGround();
  await checkKey(ground.db, ground.secrets, ground.clock.now());
  elsewhere = {
    database: await testDatabase(),
    dataDir: await mkdtemp(path.join(tmpdir(), 'rapport-restored-')),
  };
});
afterEach(async () => {
  await elsewhere.database.drop();
  await rm(elsewhere.dataDir, { recursive: true, force: true });
  await ground.close();
});

const configOf = (from: Ground): pg.PoolConfig => from.pool.options;

/** A backup of the ground's workspace, whole in memory. */
async function saved(withKey = true): Promise<Buffer> {
  const out = new PassThrough();
  const whole = buffer(out);
  await backup({
    config: configOf(ground),
    dataDir: ground.config.dataDir,
    out,
    withKey,
    clock: ground.clock,
  });
  return whole;
}

const restored = (file: Buffer, env: NodeJS.ProcessEnv = {}) =>
  restore({
    source: Readable.from([file]),
    config: elsewhere.database.config,
    dataDir: elsewhere.dataDir,
    env,
    settings: { 'outbox.held': { since: '2026-03-02T09:00:00.000Z', reason: 'restore' } },
    clock: ground.clock,
  });

async function sums(config: pg.PoolConfig): Promise<Record<string, string>> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    await speakPlainly(client);
    await client.query(`delete from settings where key = 'outbox.held'`);
    const found: Record<string, string> = {};
    for (const table of await tablesOf(client)) found[table.name] = (await sumOf(client, table)).sha256;
    return found;
  } finally {
    await client.end();
  }
}

async function plant(): Promise<{ hash: string; messageId: string }> {
  const mailbox = await plantMailbox(ground, 1);
  const { messageId } = await plantAnswer(ground, mailbox);
  const hash = await transact(ground.db, async (tx) => {
    const stored = await ground.files.put(tx, Buffer.from('a picture'), ground.clock.now());
    await tx
      .insertInto('attachments')
      .values({
        id: messageId,
        message_id: messageId,
        position: 0,
        name: 'tab\there \\ "quoted"\nand a line',
        type: 'image/png',
        size: 9,
        file_hash: stored,
        cid: null,
      })
      .execute();
    await record(tx, { kind: 'test.happened', by: bySystem, at: ground.clock.now() });
    return stored;
  });
  return { hash, messageId };
}

test('a restored workspace is the same, row by row and file by file, and its key opens the secrets', async () => {
  const { hash } = await plant();
  const file = await saved();
  const before = await sums(configOf(ground));
  const report = await restored(file);
  assert.deepEqual(await sums(elsewhere.database.config), before);
  assert.equal(report.files, 1);
  assert.deepEqual(report.missing, []);
  const disk = diskFiles(path.join(elsewhere.dataDir, 'files'));
  assert.equal((await disk.read(hash)).toString(), 'a picture');
  const { db, close } = connect(elsewhere.database.config, () => {});
  const secrets = await loadSecrets(elsewhere.dataDir, {});
  await checkKey(db, secrets, ground.clock.now());
  assert.equal((await stat(path.join(elsewhere.dataDir, 'secret.key'))).mode & 0o777, 0o600);
  await close();
});

test('a restored workspace has its indexes, foreign keys and sequences, and goes on', async () => {
  await plant();
  const shape = async (config: pg.PoolConfig) => {
    const client = new pg.Client(config);
    await client.connect();
    const { rows } = await client.query(
      `select indexdef as line from pg_indexes where schemaname = 'public'
       union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
       where connamespace = 'public'::regnamespace order by line`,
    );
    await client.end();
    return rows.map((row) => row.line);
  };
  await restored(await saved());
  assert.deepEqual(await shape(elsewhere.database.config), await shape(configOf(ground)));
  const { db, close } = connect(elsewhere.database.config, () => {});
  const there: Ground = { ...ground, db };
  const mailbox = await plantMailbox(there, 1, { address: 'sales@copperfield.example' });
  const { conversationId } = await plantAnswer(there, mailbox);
  const { number } = await db
    .selectFrom('conversations')
    .select('number')
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow();
  assert.equal(Number(number), 2, 'the next number follows the last one saved');
  await close();
});

test('the mail that waited is held until a person releases it', async () => {
  await plant();
  await restored(await saved());
  const { db, close } = connect(elsewhere.database.config, () => {});
  const held = await db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', 'outbox.held')
    .executeTakeFirstOrThrow();
  assert.deepEqual(held.value, { since: '2026-03-02T09:00:00.000Z', reason: 'restore' });
  await close();
});

test('reactions go on after the last event they saw: none twice, none left out', async () => {
  const seen: number[] = [];
  const reaction = {
    name: 'test.counts',
    kinds: ['test.numbered'],
    async handle(_tx: unknown, event: { data: Record<string, unknown> }) {
      seen.push(event.data.n as number);
    },
  };
  const happen = (on: Ground, n: number) =>
    transact(on.db, (tx) =>
      record(tx, { kind: 'test.numbered', by: bySystem, at: ground.clock.now(), data: { n } }),
    );
  const catchUp = async (on: Ground) => {
    const target = async () => (await latestCursor(on.db)).id;
    const isSeen = async () =>
      (await on.db.selectFrom('event_cursors').select('id').where('name', '=', reaction.name).execute())[0]
        ?.id;
    for (let tries = 0; tries < 500; tries++) {
      await react(on, reaction as never);
      const newest = await on.db.selectFrom('events').select('id').orderBy('id', 'desc').limit(1).execute();
      if ((await isSeen()) === newest[0]?.id && (await target()) === newest[0]?.id) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  await react(ground, reaction as never);
  for (let n = 1; n <= 5; n++) await happen(ground, n);
  await catchUp(ground);
  for (let n = 6; n <= 9; n++) await happen(ground, n);
  // As from a database that has lived longer than the one it is restored into ever will.
  for (const table of ['events', 'event_cursors'] as const) {
    await sql`update ${sql.table(table)} set xid = (xid::text::bigint + 1000000000000)::text::xid8`.execute(
      ground.db,
    );
  }
  await restored(await saved());
  const { db, pool, close } = connect(elsewhere.database.config, () => {});
  const there: Ground = { ...ground, db, pool };
  await happen(there, 10);
  await catchUp(there);
  assert.deepEqual(seen, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  await close();
});

test('a backup taken while rows keep changing is of one moment', async () => {
  const mailbox = await plantMailbox(ground, 1);
  let going = true;
  let written = 0;
  const writers = [1, 2, 3].map(async () => {
    while (going) {
      await plantAnswer(ground, mailbox);
      written++;
    }
  });
  while (written < 20) await new Promise((resolve) => setTimeout(resolve, 5));
  const file = await saved();
  going = false;
  await Promise.all(writers);
  await restored(file);
  const { db, close } = connect(elsewhere.database.config, () => {});
  const count = async (table: 'conversations' | 'messages' | 'customers') =>
    Number(
      (
        await db
          .selectFrom(table)
          .select(({ fn }) => fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    );
  const conversations = await count('conversations');
  assert.ok(conversations >= 20);
  // One transaction each: none may be there in part.
  assert.equal(await count('messages'), conversations * 2);
  assert.equal(await count('customers'), conversations);
  await close();
});

test('a file whose bytes are gone is named, and the rest is saved', async () => {
  const { hash } = await plant();
  await ground.files.remove(hash);
  const { missing, files } = await restored(await saved());
  assert.deepEqual(missing, [hash]);
  assert.equal(files, 0);
});

/** Expects a restore to be refused in these words, leaving nothing behind. */
async function refused(file: Buffer, words: RegExp, env: NodeJS.ProcessEnv = {}): Promise<void> {
  await assert.rejects(restored(file, env), (error: Error) => {
    assert.ok(error instanceof BackupError, error.stack);
    assert.match(error.message, words);
    return true;
  });
  const { db, close } = connect(elsewhere.database.config, () => {});
  const { rows } = await db
    .selectFrom('messages')
    .select('id')
    .limit(1)
    .execute()
    .then(
      (found) => ({ rows: found }),
      () => ({ rows: [] }),
    );
  assert.deepEqual(rows, []);
  await close();
}

test('a backup without the key is restored only where the key is', async () => {
  await plant();
  const file = await saved(false);
  await refused(file, /does not hold the key/);
  await refused(file, /does not belong to this backup/, {
    RAPPORT_KEY: Buffer.alloc(32, 1).toString('base64'),
  });
  await writeFile(
    path.join(elsewhere.dataDir, 'secret.key'),
    await readFile(path.join(ground.config.dataDir, 'secret.key')),
  );
  assert.ok((await restored(file)).rows > 0);
});

test('a backup that was cut off, changed or is none is refused, and nothing of it stays', async () => {
  await plant();
  const file = await saved();
  await refused(file.subarray(0, file.length - 200), /not a whole backup|cut off/);
  await refused(Buffer.from('hello'), /not a whole backup/);
  await refused(gzipSync(Buffer.alloc(2048)), /not a/);
  const plain = gunzipSync(file);
  const words = plain.indexOf('It drips from the handle.');
  assert.ok(words > 0);
  plain.write('It DRIPS', words);
  await refused(gzipSync(plain), /table messages is not what was saved/);
  const picture = gunzipSync(file);
  picture.write('A PICTURE', picture.indexOf('a picture'));
  await refused(gzipSync(picture), /is damaged in this backup/);
});

test('a workspace is never overwritten, and never restored into beside a running server', async () => {
  await plant();
  const file = await saved();
  await restored(file);
  await assert.rejects(restored(file), /There is a workspace here already/);
  await elsewhere.database.drop();
  elsewhere.database = await testDatabase();
  const { db, close } = connect(elsewhere.database.config, () => {});
  const now = ground.clock.now();
  await db
    .insertInto('processes')
    .values({ id: '0192f0c0-0000-7000-8000-000000000001', worker_ids: [], started_at: now, beat_at: now })
    .execute();
  await close();
  await assert.rejects(restored(file), /Rapport is running on this database/);
});

test('a backup of a newer version is refused in words', async () => {
  await plant();
  const plain = gunzipSync(await saved());
  const at = plain.indexOf('"migration": "0');
  plain.write('"migration": "9', at);
  await refused(gzipSync(plain), /newer Rapport/);
});

test('an unused key in the target folder is kept beside the restored one', async () => {
  await plant();
  await mkdir(elsewhere.dataDir, { recursive: true });
  await loadSecrets(elsewhere.dataDir, {});
  await restored(await saved());
  const keys = (await readdir(elsewhere.dataDir)).filter((name) => name.startsWith('secret.key'));
  assert.equal(keys.length, 2);
});

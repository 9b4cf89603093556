import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { type TestDatabase, testDatabase } from '../../../test/db.ts';
import { type Connection, connect } from '../db/connect.ts';
import { transact } from '../db/transact.ts';
import { checkKey, loadSecrets, secretsOf } from './key.ts';
import { readSetting, writeSetting } from './settings.ts';

const now = new Date('2026-03-01T10:00:00Z');
const [one, two] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
let database: TestDatabase;
let connection: Connection;
let dir: string;

before(async () => {
  database = await testDatabase();
  connection = connect(database.config, () => {});
  dir = await mkdtemp(path.join(tmpdir(), 'key-'));
});
after(async () => {
  await connection.close();
  await database.drop();
  await rm(dir, { recursive: true });
});

test('any text opens again under the same key and purpose, and under no other', () => {
  const secrets = secretsOf([one]);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const plain = text.toWellFormed();
      const sealed = secrets.seal(plain, 'mailbox');
      assert.equal(secrets.open(sealed, 'mailbox'), plain);
      assert.throws(() => secrets.open(sealed, 'webhook'), /another key or for another purpose/);
      assert.throws(() => secretsOf([two]).open(sealed, 'mailbox'), /another key/);
    }),
  );
});

test('one changed bit anywhere in a sealed secret is noticed', () => {
  const secrets = secretsOf([one]);
  const sealed = secrets.seal('hunter2', 'mailbox');
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const changed = Buffer.from(sealed);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.throws(() => secrets.open(changed, 'mailbox'));
  }
  assert.throws(() => secrets.open(sealed.subarray(0, 20), 'mailbox'));
  assert.ok(!sealed.includes('hunter2'));
});

test('after a key is replaced, old secrets still open and old marks are still ours', () => {
  const before = secretsOf([one]);
  const after = secretsOf([two, one]);
  assert.equal(after.open(before.seal('hunter2', 'mailbox'), 'mailbox'), 'hunter2');
  assert.throws(() => before.open(after.seal('hunter2', 'mailbox'), 'mailbox'));
  assert.equal(after.mark('conversation 7', 'thread', 100), before.mark('conversation 7', 'thread', 100));
});

test('a mark is lower-case base32 of the bits asked for, different for each text, purpose and key', () => {
  const mark = secretsOf([one]).mark('7', 'thread', 100);
  assert.match(mark, /^[a-z2-7]{20}$/);
  assert.equal(secretsOf([one]).mark('7', 'thread', 80), mark.slice(0, 16));
  assert.equal(secretsOf([one]).mark('7', 'thread', 256).length, 52);
  assert.notEqual(secretsOf([one]).mark('8', 'thread', 100), mark);
  assert.notEqual(secretsOf([one]).mark('7', 'other', 100), mark);
  assert.notEqual(secretsOf([two]).mark('7', 'thread', 100), mark);
});

test('the key file is made once, for its owner only, also by two starts at once', async () => {
  const loaded = await Promise.all([1, 2, 3].map(() => loadSecrets(dir, {})));
  const again = await loadSecrets(dir, {});
  for (const secrets of loaded) assert.equal(again.open(secrets.seal('x', 'p'), 'p'), 'x');
  assert.equal((await stat(path.join(dir, 'secret.key'))).mode & 0o777, 0o600);
});

test('a key may come from the environment; one that cannot be a key stops the start with words', async () => {
  const words = `${two.toString('base64')}, ${one.toString('base64')}`;
  const secrets = await loadSecrets('/nowhere', { RAPPORT_KEY: words });
  assert.equal(secrets.open(secretsOf([one]).seal('x', 'p'), 'p'), 'x');
  await assert.rejects(loadSecrets('/nowhere', { RAPPORT_KEY: 'short' }), /RAPPORT_KEY does not hold a key/);
  const broken = await mkdtemp(path.join(dir, 'broken-'));
  await writeFile(path.join(broken, 'secret.key'), '');
  await assert.rejects(loadSecrets(broken, {}), /secret\.key does not hold a key/);
  assert.equal(await readFile(path.join(broken, 'secret.key'), 'utf8'), '', 'nothing was written over it');
});

test('a database refuses any key but its own; replacing the key is allowed, going back is not', async () => {
  const [other] = [randomBytes(32)];
  await checkKey(connection.db, secretsOf([one]), now);
  await checkKey(connection.db, secretsOf([one]), now);
  await assert.rejects(checkKey(connection.db, secretsOf([other]), now), /does not belong to this database/);
  await assert.rejects(checkKey(connection.db, secretsOf([two]), now), /does not belong/);
  await checkKey(connection.db, secretsOf([two, one]), now);
  await assert.rejects(checkKey(connection.db, secretsOf([one]), now), /does not belong/);
  await checkKey(connection.db, secretsOf([two, one]), now);
});

test('a setting is read as its schema says, with a default while nothing is set', async () => {
  const Pace = z.object({ perMinute: z.number() }).default({ perMinute: 60 });
  assert.deepEqual(await readSetting(connection.db, 'test.pace', Pace), { perMinute: 60 });
  await transact(connection.db, (tx) => writeSetting(tx, 'test.pace', { perMinute: 5 }, now));
  assert.deepEqual(await readSetting(connection.db, 'test.pace', Pace), { perMinute: 5 });
  assert.equal(await readSetting(connection.db, 'test.none', z.string().optional()), undefined);
  await assert.rejects(readSetting(connection.db, 'test.pace', z.string()), /test\.pace cannot be read/);
});

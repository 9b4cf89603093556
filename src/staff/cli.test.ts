import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { systemClock } from '../platform/clock/clock.ts';
import { readConfig } from '../platform/config.ts';
import { connect } from '../platform/db/connect.ts';
import { type OpenDatabase, openDatabase } from '../platform/db/open.ts';
import { diskFiles } from '../platform/files/disk.ts';
import type { Ground } from '../platform/ground.ts';
import { createLog } from '../platform/log/log.ts';
import { loadSecrets } from '../platform/settings/key.ts';
import { isPassword } from './better-auth.ts';
import { identify } from './signed-in.ts';

/** The words of bin/ as an operator calls them: as programs, on a data folder of their own. */

const root = path.resolve(import.meta.dirname, '../..');
const password = 'correct horse battery';
let dataDir: string;

before(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'rapport-cli-'));
});
after(() => rm(dataDir, { recursive: true, force: true }));

type Outcome = { code: number | null; output: string; errors: string };

/** Calls `bin/rapport WORD …` with this on its standard input. */
function rapport(args: string[], input = ''): Promise<Outcome> {
  const env = { ...process.env, RAPPORT_DATA: dataDir, DATABASE_URL: '' };
  const child = spawn(process.execPath, [path.join(root, 'bin/rapport.ts'), ...args], { env });
  const outcome = { output: '', errors: '' };
  child.stdout.on('data', (chunk) => (outcome.output += chunk));
  child.stderr.on('data', (chunk) => (outcome.errors += chunk));
  child.stdin.end(input);
  return new Promise((done) => child.once('close', (code) => done({ code, ...outcome })));
}

const createOwner = (email: string, given = `${password}\n`) =>
  rapport(['create-owner', '--email', email, '--name', 'Dana Price', '--password-stdin'], given);
const createKey = (...more: string[]) =>
  rapport(['create-api-key', '--email', 'dana@copperfield.example', '--name', 'Export', ...more]);

/** The ground as the server would have it, on the same data folder. */
async function withGround<T>(work: (ground: Ground) => Promise<T>): Promise<T> {
  const config = readConfig({ RAPPORT_DATA: dataDir, LOG_LEVEL: 'silent' });
  const log = createLog('silent');
  const database: OpenDatabase = await openDatabase(config, log);
  const connection = connect(database.config, () => {});
  try {
    const { db, pool } = connection;
    const files = diskFiles(path.join(dataDir, 'files'));
    const secrets = await loadSecrets(dataDir, {});
    return await work({ config, log, db, pool, files, secrets, clock: systemClock });
  } finally {
    await connection.close();
    await database.close();
  }
}

const byKey = async (ground: Ground, key: string) =>
  (await identify(ground, new Headers({ authorization: `Bearer ${key}` })))?.caller;

describe('on a machine without a browser', () => {
  test('create-owner makes the first account on an empty folder, and prints only its address', async () => {
    const made = await createOwner('Dana@Copperfield.example');
    assert.deepEqual(made, { code: 0, output: 'dana@copperfield.example\n', errors: '' });
    await withGround(async ({ db, ...ground }) => {
      const owner = await db.selectFrom('agents').select(['id', 'role']).executeTakeFirstOrThrow();
      assert.equal(owner.role, 'owner');
      assert.ok(await isPassword({ ...ground, db }, owner.id, password));
    });
  });

  test('create-owner says so when the address is taken', async () => {
    const again = await createOwner('dana@copperfield.example');
    assert.equal(again.code, 1);
    assert.match(again.errors, /works here already/);
    assert.equal(again.output, '');
  });

  test('create-owner wants a password of ten characters, and never as an argument', async () => {
    const short = await createOwner('tom@copperfield.example', 'short');
    assert.equal(short.code, 2);
    assert.match(short.errors, /at least 10/);
    const without = await rapport(['create-owner', '--email', 'tom@x.example', '--name', 'Tom']);
    assert.equal(without.code, 2);
    assert.match(without.errors, /Use: bin\/rapport create-owner/);
    assert.equal((await rapport(['create-owner', '--password', password])).code, 2);
  });

  test('create-api-key prints only the key, with the scopes asked for', async () => {
    const made = await createKey('--scopes', 'read');
    assert.equal(made.code, 0, made.errors);
    assert.match(made.output, /^rapport_[\w-]{43}\n$/);
    await withGround(async (ground) => {
      const caller = await byKey(ground, made.output.trim());
      assert.equal(caller?.email, 'dana@copperfield.example');
      assert.deepEqual([...(caller?.scopes ?? [])], ['read']);
    });
  });

  test('create-api-key names what is wrong', async () => {
    const nobody = await rapport(['create-api-key', '--email', 'x@x.example', '--name', 'X']);
    assert.equal(nobody.code, 1);
    assert.match(nobody.errors, /Nobody with the address x@x.example/);
    const scopes = await createKey('--scopes', 'everything');
    assert.equal(scopes.code, 2);
    assert.match(scopes.errors, /scopes/);
  });

  test('while the server runs, they work on its database', async () => {
    await withGround(async (ground) => {
      const made = await createKey();
      assert.equal(made.code, 0, made.errors);
      assert.equal((await byKey(ground, made.output.trim()))?.role, 'owner');
      const link = await rapport(['reset-link', '--email', 'dana@copperfield.example']);
      assert.match(link.output, /^http:\/\/localhost:3000\/reset#[\w-]{43}\n$/, link.errors);
    });
  });
});

import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import pg from 'pg';
import { findBinaries } from './binaries.ts';
import { type Embedded, type EmbeddedLog, startEmbedded } from './embedded.ts';
import { probe, waysForRoot } from './run-as.ts';

const scratch = mkdtempSync(join(tmpdir(), 'rapport-embedded-'));
after(() => rmSync(scratch, { recursive: true, force: true }));
let folders = 0;
const newFolder = () => join(scratch, `data-${++folders}`);

const quiet: EmbeddedLog = { debug() {}, info() {}, warn() {}, error() {} };
const open = (dataDir: string, log = quiet) => startEmbedded({ dataDir, log });

async function query(config: pg.PoolConfig | string, text: string): Promise<string> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return Object.values((await client.query(text)).rows?.[0] ?? {}).join(' ');
  } finally {
    await client.end();
  }
}

/** A log that lets a test wait for a message. */
function listening(): EmbeddedLog & { hears(words: string): Promise<void> } {
  const waiting: { words: string; done: () => void }[] = [];
  const heard = (message: string) => {
    for (const { words, done } of waiting) if (message.includes(words)) done();
  };
  return {
    debug() {},
    info: heard,
    warn: heard,
    error: heard,
    hears: (words) => new Promise((done) => waiting.push({ words, done })),
  };
}

/** Another process that runs a database on `dataDir`; resolves when it is up, or rejects with its message. */
async function elsewhere(
  dataDir: string,
  env = {},
): Promise<{ child: ChildProcess; url: string; pid: number }> {
  const program = `
    const { startEmbedded } = await import(${JSON.stringify(import.meta.resolve('./embedded.ts'))});
    const quiet = { debug() {}, info() {}, warn() {}, error() {} };
    try {
      const db = await startEmbedded({ dataDir: process.argv[1], log: quiet });
      console.log(JSON.stringify({ url: db.url, pid: db.pid }));
    } catch (error) {
      console.log(JSON.stringify({ refused: error.message }));
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, '--', dataDir], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const said = JSON.parse(line);
  if (said.refused) throw new Error(said.refused);
  return { child, ...said };
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Whether a process still works; a zombie does not. */
function alive(pid: number): boolean {
  const seen = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return seen.status === 0 && !seen.stdout.startsWith('Z');
}

test('a new folder becomes a database that sorts and compares the same everywhere', async () => {
  const db = await open(newFolder());
  try {
    assert.equal(await query(db.config, 'select current_database()'), 'rapport');
    assert.equal(await query(db.url, `select lower('ÀÉ')`), 'àé');
    const settings = await query(
      db.config,
      `select current_setting('server_encoding') encoding, datlocprovider, datlocale, current_setting('timezone') zone
       from pg_database where datname = current_database()`,
    );
    assert.equal(settings, 'UTF8 b C.UTF-8 UTC');
    for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) {
      assert.equal(await query(db.config, `show ${name}`), 'on');
    }
    assert.equal(await query(db.config, 'show listen_addresses'), '');
    await query(db.config, 'create extension pg_trgm');
    await query(db.config, 'create extension unaccent');
  } finally {
    await db.stop();
  }
});

test('a second start finds the data of the first, and stop leaves no process and no claim behind', async () => {
  const dir = newFolder();
  const first = await open(dir);
  assert.equal(readFileSync(join(dir, 'server.pid'), 'utf8').trim(), String(process.pid));
  await query(first.config, `create table kept as select 'still here' as words`);
  const pid = first.pid;
  await first.stop();
  await first.stop();
  assert.equal(alive(pid), false);
  assert.equal(existsSync(join(dir, 'server.pid')), false);
  assert.equal(existsSync(String(first.config.host)), false);

  const second = await open(dir);
  try {
    assert.equal(await query(second.config, 'select words from kept'), 'still here');
  } finally {
    await second.stop();
  }
});

test('only this user can reach the socket', async () => {
  const db = await open(newFolder());
  try {
    assert.equal(statSync(String(db.config.host)).mode & 0o777, 0o700);
  } finally {
    await db.stop();
  }
});

test('after kill -9 of Rapport the old database is ended, and committed data is there', async () => {
  const dir = newFolder();
  const { child, url, pid } = await elsewhere(dir);
  await query(url, `create table kept as select 'committed' as words`);
  await killed(child);
  assert.ok(alive(pid), 'the orphan this test is about');

  const began = performance.now();
  const db = await open(dir);
  try {
    assert.ok(performance.now() - began < 5_000);
    assert.notEqual(db.pid, pid);
    assert.equal(alive(pid), false);
    assert.equal(await query(db.config, 'select words from kept'), 'committed');
  } finally {
    await db.stop();
  }
});

test('kill -9 of Rapport and of its database at once, mid-write, loses nothing that was committed', async () => {
  const dir = newFolder();
  const { child, url, pid } = await elsewhere(dir);
  await query(url, 'create table counted (n int)');
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  let committed = 0;
  const writing = (async () => {
    for (;;) {
      await client.query('insert into counted values ($1)', [committed + 1]);
      committed += 1;
      if (committed === 200) {
        process.kill(pid, 'SIGKILL');
        child.kill('SIGKILL');
      }
    }
  })();
  const gone = once(child, 'exit');
  await assert.rejects(writing);
  await gone;

  const db = await open(dir);
  try {
    const rows = Number(await query(db.config, 'select count(*) from counted'));
    assert.ok(rows === committed || rows === committed + 1, `${committed} acknowledged, ${rows} found`);
  } finally {
    await db.stop();
  }
});

test('a database that is killed comes back under the same address, with its data', async () => {
  const log = listening();
  const db = await open(newFolder(), log);
  const pool = new pg.Pool({ ...db.config, max: 2 });
  pool.on('error', () => {});
  try {
    await pool.query(`create table kept as select 'survived' as words`);
    const before = db.pid;
    const back = log.hears('The database runs again');
    process.kill(before, 'SIGKILL');
    await back;
    assert.notEqual(db.pid, before);
    assert.deepEqual((await pool.query('select words from kept')).rows, [{ words: 'survived' }]);
  } finally {
    await pool.end();
    await db.stop();
  }
});

test('a second Rapport on the same folder is refused in plain words, and harms nothing', async () => {
  const dir = newFolder();
  const db = await open(dir);
  try {
    await assert.rejects(elsewhere(dir), (error: Error) => {
      assert.match(error.message, /Another Rapport is already running on/);
      assert.match(error.message, new RegExp(`process ${process.pid}\\b`));
      assert.match(error.message, /RAPPORT_DATA/);
      return true;
    });
    assert.equal(await query(db.config, 'select 1'), '1');
    assert.equal(readFileSync(join(dir, 'server.pid'), 'utf8').trim(), String(process.pid));
  } finally {
    await db.stop();
  }
});

test('process ids that meanwhile belong to strangers do not stop a start, and the strangers live', async () => {
  const dir = newFolder();
  await (await open(dir)).stop();
  const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
  try {
    writeFileSync(join(dir, 'server.pid'), `${stranger.pid}\n`);
    writeFileSync(join(dir, 'pg/postmaster.pid'), `${stranger.pid}\n${join(dir, 'pg')}\n`);
    await (await open(dir)).stop();
    assert.equal(stranger.exitCode, null);
  } finally {
    await killed(stranger);
  }
});

test('a locale this machine has or has not makes no difference', async () => {
  for (const locale of ['POSIX', 'xx_XX.ISO-8859-1']) {
    const dir = newFolder();
    const { child, url } = await elsewhere(dir, { LC_ALL: locale, LANG: locale, TZ: 'Asia/Tokyo' });
    assert.equal(await query(url, `select current_setting('server_encoding') || lower('Ä')`), 'UTF8ä');
    await killed(child);
    await (await open(dir)).stop();
  }
});

test('a data folder with a path far too long for a socket works, under a long temporary folder too', async () => {
  const dir = join(newFolder(), 'quite-a-long-name'.repeat(8), 'with spaces and ümlauts'.repeat(4));
  const { child, url } = await elsewhere(dir, { TMPDIR: dir });
  assert.equal(await query(url, 'select 1'), '1');
  await killed(child);
  await (await open(dir)).stop();
});

test('a first start that was cut short is begun anew', async () => {
  const dir = newFolder();
  mkdirSync(join(dir, 'pg.unfinished-abc/base'), { recursive: true });
  writeFileSync(join(dir, 'pg.unfinished-abc/PG_VERSION'), '18\n');
  const { child } = await elsewhere(dir);
  await killed(child);
  const db: Embedded = await open(dir);
  await db.stop();
  assert.deepEqual(
    readdirSync(dir).filter((name) => name.startsWith('pg')),
    ['pg'],
  );
});

test('a folder of another PostgreSQL is left alone, with what to do', async () => {
  const dir = newFolder();
  mkdirSync(join(dir, 'pg'), { recursive: true });
  writeFileSync(join(dir, 'pg/PG_VERSION'), '17\n');
  await assert.rejects(open(dir), /made by PostgreSQL 17; this Rapport brings PostgreSQL 18.*backup/s);
  rmSync(join(dir, 'pg/PG_VERSION'));
  await assert.rejects(open(dir), /not a database folder/);
  assert.equal(existsSync(join(dir, 'server.pid')), false);
});

test('a socket folder that a stranger prepared is passed over', {
  skip: process.getuid?.() !== 0,
}, async () => {
  const dir = newFolder();
  const first = await open(dir);
  const usual = String(first.config.host);
  await first.stop();
  mkdirSync(usual, { mode: 0o777 });
  chownSync(usual, 1234, 1234);
  const db = await open(dir);
  try {
    assert.notEqual(db.config.host, usual);
    assert.equal(await query(db.config, 'select 1'), '1');
  } finally {
    await db.stop();
    rmSync(usual, { recursive: true });
  }
});

test('root reaches a database by every way it may have to', { skip: process.getuid?.() !== 0 }, async (t) => {
  const binaries = findBinaries(join(scratch, 'libraries'));

  await t.test('a data folder that is private to root needs a capability, and works with one', () => {
    const dir = newFolder();
    mkdirSync(dir, { mode: 0o700 });
    const works = waysForRoot({ uid: 65534, gid: 65534 }).map(
      (way) => probe(way, dir, binaries) === undefined,
    );
    assert.deepEqual(works, [false, true, true]);
  });

  await t.test('a database that belongs to an ordinary user keeps belonging to that user', async () => {
    const dir = newFolder();
    await (await open(dir)).stop();
    const give = (path: string) => {
      chownSync(path, 65534, 65534);
      if (statSync(path).isDirectory()) for (const name of readdirSync(path)) give(join(path, name));
    };
    give(join(dir, 'pg'));
    const db = await open(dir);
    try {
      await query(db.config, `create table kept as select 1`);
      assert.equal(statSync(join(dir, 'pg/postmaster.pid')).uid, 65534);
    } finally {
      await db.stop();
    }
  });

  await t.test('an ordinary user starts on a folder of its own, and not on that of root', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'rapport-user-'));
    try {
      const run = async (uid: number) => {
        const program = `
          const { startEmbedded } = await import(${JSON.stringify(import.meta.resolve('./embedded.ts'))});
          const quiet = { debug() {}, info() {}, warn() {}, error() {} };
          const db = await startEmbedded({ dataDir: process.argv[1], log: quiet }).catch((e) => console.log(e.message));
          if (db) { console.log('up'); await db.stop(); }`;
        const child = spawn(process.execPath, ['--input-type=module', '-e', program, '--', dir], {
          ...{ uid, gid: uid, cwd: '/', env: { PATH: '/usr/bin:/bin' } },
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let said = '';
        child.stdout.on('data', (part) => (said += part));
        await once(child, 'close');
        return said.trim();
      };
      chownSync(dir, 65534, 65534);
      assert.equal(await run(65534), 'up');
      assert.equal(statSync(join(dir, 'pg')).uid, 65534);
      chownSync(join(dir, 'pg'), 0, 0);
      assert.match(await run(65534), /belongs to user 0, and Rapport runs as user 65534.*chown/s);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});

test('the library links are made once, whoever comes first', async () => {
  const native = join(findBinaries(join(scratch, 'libraries')).postgres, '../..');
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
  const target = join(native, '..', links[0]?.target ?? '');
  rmSync(target);
  await Promise.all([1, 2, 3].map(async () => findBinaries(join(scratch, 'libraries'))));
  assert.ok(existsSync(target));
  // A dangling link is replaced as well.
  rmSync(target);
  symlinkSync('nowhere', target);
  findBinaries(join(scratch, 'libraries'));
  assert.ok(existsSync(target));
  chmodSync(scratch, 0o700);
});

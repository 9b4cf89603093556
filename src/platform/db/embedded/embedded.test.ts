import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { alive, elsewhere, killed, newFolder, open, query } from './test-process.ts';

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
  const db = await open(dir);
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

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { alive, elsewhere, killed, listening, newFolder, open, query } from './test-process.ts';

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

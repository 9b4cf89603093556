import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
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
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { findBinaries } from './binaries.ts';
import { reachableBinaries } from './reachable.ts';
import { probe, waysForRoot } from './run-as.ts';
import { newFolder, open, query, scratch } from './test-process.ts';

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

  await t.test(
    'programs in a folder that is private to root are copied to where another user can run them',
    () => {
      const dir = newFolder();
      const native = resolve(binaries.postgres, '../..');
      mkdirSync(join(dir, 'package'), { recursive: true, mode: 0o700 });
      chmodSync(dir, 0o700);
      cpSync(native, join(dir, 'package/native'), { recursive: true, verbatimSymlinks: true });
      writeFileSync(join(dir, 'package/package.json'), '{}');
      const hidden = { ...binaries, postgres: join(dir, 'package/native/bin/postgres') };
      const owner = { uid: 65534, gid: 65534 };
      const found = reachableBinaries(hidden, owner);
      const copy = resolve(found.postgres, '../..');
      try {
        assert.notEqual(found.postgres, hidden.postgres);
        assert.equal(reachableBinaries(hidden, owner).postgres, found.postgres);
        const ran = spawnSync(found.initdb, ['--version'], { ...owner, cwd: '/', encoding: 'utf8' });
        assert.match(ran.stdout, /PostgreSQL\) 18/);
        assert.equal(reachableBinaries(binaries, undefined), binaries);
      } finally {
        rmSync(copy, { recursive: true });
      }
    },
  );

  await t.test(
    'where namespaces are forbidden, as in most containers, root starts, stops and starts again',
    async () => {
      const dir = newFolder();
      const forbidding = join(scratch, 'forbidding');
      mkdirSync(forbidding, { recursive: true });
      writeFileSync(join(forbidding, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
      const before = process.env.PATH;
      try {
        process.env.PATH = `${forbidding}:${before}`;
        const first = await open(dir);
        await query(first.config, `create table kept as select 'here' as words`);
        assert.equal(statSync(join(dir, 'pg')).uid, 65534);
        await first.stop();
        process.env.PATH = before;
        const second = await open(dir);
        assert.equal(await query(second.config, 'select words from kept'), 'here');
        await second.stop();
      } finally {
        process.env.PATH = before;
      }
    },
  );

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

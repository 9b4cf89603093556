import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { Hono } from 'hono';
import { testGround } from '../../../test/ground.ts';
import { createSpace } from '../files/space.ts';
import { mountHealth } from './health.ts';
import type { Web } from './server.ts';

const ground = await testGround();
after(() => ground.close());

const block = 4096;
const disk = (bytes: number, more = {}) => ({
  bavail: bytes / block,
  bsize: block,
  files: 1000,
  ffree: 500,
  ...more,
});

/** The operator's doors on a server whose disk has this much left. */
function serverWith(left: ReturnType<typeof disk>): Hono<Web> {
  const app = new Hono<Web>();
  const space = createSpace(tmpdir(), async () => left);
  mountHealth(app, { ...ground, files: { ...ground.files, space } });
  return app;
}

test('/readyz says in words that the disk is full, before mail is refused, and /metrics how much is left', async () => {
  const app = serverWith(disk(20 * 1024 ** 2));
  const answer = await app.request('/readyz');
  assert.equal(answer.status, 503);
  assert.match(await answer.text(), /^The disk is full/);
  const metrics = await (await app.request('/metrics')).text();
  assert.match(metrics, /^rapport_disk_free_bytes 20971520$/m);
});

test('a disk without room for another name is full too; one that is only low is ready', async () => {
  assert.equal((await serverWith(disk(9 * 1024 ** 3, { ffree: 0 })).request('/readyz')).status, 503);
  assert.equal((await serverWith(disk(900 * 1024 ** 2)).request('/readyz')).status, 200);
  assert.equal(
    (await serverWith(disk(9 * 1024 ** 3, { files: 0, ffree: 0 })).request('/readyz')).status,
    200,
  );
});

test('a disk that cannot be asked says nothing about the mail', async () => {
  const app = new Hono<Web>();
  const space = createSpace(tmpdir(), () => Promise.reject(new Error('EIO')));
  mountHealth(app, { ...ground, files: { ...ground.files, space } });
  assert.equal((await app.request('/readyz')).status, 200);
});

test('the disk is asked once, however many ask us, and before its folder is there', async () => {
  const asked: string[] = [];
  const space = createSpace(path.join(tmpdir(), 'not', 'files'), async (folder) => {
    asked.push(folder);
    if (folder.endsWith('files')) throw new Error('ENOENT');
    return disk(2 * 1024 ** 3);
  });
  const all = await Promise.all(Array.from({ length: 100 }, () => space()));
  assert.ok(all.every(({ state }) => state === 'ok'));
  assert.equal(asked.length, 2);
  assert.equal((await ground.files.space()).free > 0, true, 'the real one');
});

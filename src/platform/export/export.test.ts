import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { type TestGround, testGround } from '../../../test/ground.ts';
import { makeOwner, password } from '../../../test/staff.ts';
import { readArchive } from '../backup/archive.ts';
import { tablesOf } from '../backup/tables.ts';
import { transact } from '../db/transact.ts';
import { writeSetting } from '../settings/settings.ts';
import { exportAll } from './export.ts';
import { exported, leftOut } from './what.ts';

describe('an export', () => {
  let ground: TestGround;
  let client: pg.Client;
  const entries = new Map<string, Buffer>();
  before(async () => {
    ground = await testGround();
    const config = ground.pool.options;
    client = new pg.Client(config);
    await client.connect();
    await makeOwner(ground);
    const now = ground.clock.now();
    await transact(ground.db, async (tx) => {
      await ground.files.put(tx, Buffer.from('a drawing of the hinge'), now);
      await writeSetting(tx, 'some.thing', { name: 'Umlaut ö\nand a line', secret: 'canary-77' }, now);
    });
    const out = new PassThrough();
    const writing = exportAll({ config, dataDir: ground.config.dataDir, out, clock: ground.clock });
    for await (const { name, body } of readArchive(out)) {
      const parts: Uint8Array[] = [];
      for await (const part of body) parts.push(part);
      entries.set(name, Buffer.concat(parts));
    }
    await writing;
  });
  after(async () => {
    await client.end();
    await ground.close();
  });

  const lines = (table: string) =>
    [...entries]
      .filter(([name]) => name.startsWith(`tables/${table}/`))
      .flatMap(([, bytes]) => bytes.toString().trimEnd().split('\n'))
      .map((line) => JSON.parse(line));

  test('holds every table but those named with a reason, and names no table that is none', async () => {
    const all = (await tablesOf(client)).map(({ name }) => name);
    const going = (await exported(client)).map(({ name }) => name);
    assert.deepEqual([...going, ...Object.keys(leftOut)].sort(), all.sort());
    const about = JSON.parse(entries.get('about.json')?.toString() ?? '');
    for (const name of going) assert.equal(lines(name).length, about.rows[name], name);
  });

  test('no sealed or hashed column goes, so that a new table with one has to be decided about', async () => {
    const { rows } = await client.query<{ name: string; column: string }>(
      `select table_name as name, column_name as column from information_schema.columns
       where table_schema = 'public' and data_type = 'bytea'`,
    );
    assert.ok(rows.length > 3);
    const going = new Map((await exported(client)).map((one) => [one.name, one.sql]));
    const told = rows.filter(({ name, column }) => going.get(name)?.includes(`"${column}"`));
    assert.deepEqual(told, []);
  });

  test('is JSON lines as they are stored, with the files beside them', () => {
    assert.deepEqual(
      lines('agents').map((agent) => [agent.email, agent.role]),
      [['dana@copperfield.example', 'owner']],
    );
    const setting = lines('settings').find(({ key }) => key === 'some.thing');
    assert.deepEqual(setting.value, { name: 'Umlaut ö\nand a line' });
    const [file] = [...entries].filter(([name]) => name.startsWith('files/'));
    assert.equal(file?.[1].toString(), 'a drawing of the hinge');
  });

  test('lets nobody in: no password, no key, no cookie, nothing sealed', async () => {
    const { rows } = await client.query<{ password: string }>('select password from accounts');
    assert.ok(rows[0]?.password);
    const all = Buffer.concat([...entries.values()]).toString('latin1');
    for (const secret of [rows[0].password, password, 'canary-77']) assert.ok(!all.includes(secret));
  });
});

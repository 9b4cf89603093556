import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../test/db.ts';
import { type Connection, connect } from '../db/connect.ts';
import { transact } from '../db/transact.ts';
import { newId } from '../ids.ts';
import { audit } from './audit.ts';

let database: TestDatabase;
let connection: Connection;
const now = new Date('2026-03-01T10:00:00Z');

before(async () => {
  database = await testDatabase();
  connection = connect(database.config, () => {});
});
after(async () => {
  await connection.close();
  await database.drop();
});

test('what was done, by whom and to what is noted exactly if it was done', async () => {
  const [dana, maya] = [newId(), newId()];
  const by = { kind: 'agent', id: dana, ip: '203.0.113.7' } as const;
  await assert.rejects(
    transact(connection.db, async (tx) => {
      await audit(tx, by, 'agent.role', 'agent', maya, { role: 'owner' }, now);
      throw new Error('undone');
    }),
    /undone/,
  );
  await transact(connection.db, (tx) => audit(tx, by, 'agent.role', 'agent', maya, { role: 'admin' }, now));
  const rows = await connection.db.selectFrom('audit_log').selectAll().execute();
  assert.deepEqual(
    rows.map(({ id: _, ...row }) => row),
    [
      {
        at: now,
        by_kind: 'agent',
        by_id: dana,
        action: 'agent.role',
        noun: 'agent',
        noun_id: maya,
        ip: '203.0.113.7',
        key_id: null,
        data: { role: 'admin' },
      },
    ],
  );
});

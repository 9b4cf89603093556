import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testGround } from '../../test/ground.ts';
import { needInbox } from '../channels/connect-channel.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/ids.ts';
import { conversations } from './conversations.ts';
import { isPlanted, plantSample } from './plant.ts';
import { removeSample } from './remove.ts';

const ground = await testGround();
after(() => ground.close());

const me = newId();
const now = ground.clock.now();
await ground.db
  .insertInto('agents')
  .values({
    id: me,
    name: 'Rosa Vale',
    email: 'rosa@shop.example',
    role: 'owner',
    image: null,
    created_at: now,
    updated_at: now,
    deactivated_at: null,
  })
  .execute();
await ground.db.insertInto('brands').values({ id: newId(), name: 'Shop', created_at: now }).execute();

/** How many rows each table holds, but for what is only ever added to. */
async function sizes(): Promise<Record<string, number>> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'
      and table_name not in ('events', 'audit_log', 'event_cursors', 'kysely_migration', 'kysely_migration_lock')`.execute(
    ground.db,
  );
  const counted = rows.map(async ({ name }) => {
    const found = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(name)}`.execute(
      ground.db,
    );
    return [name, found.rows[0]?.n ?? 0] as const;
  });
  return Object.fromEntries(await Promise.all(counted));
}

test('sample data comes in with one call and goes out with one, leaving nothing behind', async () => {
  const before = await sizes();
  await transact(ground.db, (tx) => plantSample(tx, ground, me, now));
  const planted = await ground.db
    .selectFrom('conversations')
    .select(['subject', 'status', 'sample'])
    .execute();
  assert.equal(planted.length, conversations.length);
  assert.ok(planted.every((row) => row.sample));
  assert.deepEqual(
    new Map(planted.map((row) => [row.subject, row.status])),
    new Map(conversations.map((one) => [one.subject, one.status])),
    'every conversation stands where its story says',
  );
  await assert.rejects(
    transact(ground.db, (tx) => plantSample(tx, ground, me, now)),
    { code: 'ALREADY_EXISTS' },
  );
  const inbox = await ground.db
    .selectFrom('inboxes')
    .select('id')
    .where('sample', '=', true)
    .executeTakeFirstOrThrow();
  await assert.rejects(
    transact(ground.db, (tx) => needInbox(tx, inbox.id)),
    { code: 'BAD_INPUT' },
    'no real mailbox may feed an inbox from which nothing leaves',
  );
  await ground.settle();
  const { waiting } = await sql<{ waiting: number }>`select count(*)::int as waiting from deliveries`
    .execute(ground.db)
    .then(({ rows }) => rows[0] ?? { waiting: -1 });
  assert.equal(waiting, 0, 'nothing of it may leave');

  await transact(ground.db, (tx) => removeSample(tx, { kind: 'agent', id: me }, now));
  assert.equal(await isPlanted(ground.db), false);
  assert.deepEqual(await sizes(), before);
});

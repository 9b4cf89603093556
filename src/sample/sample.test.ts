import assert from 'node:assert/strict';
import path from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testGround } from '../../test/ground.ts';
import { needInbox } from '../channels/connect-channel.ts';
import { day, after as later } from '../platform/clock/clock.ts';
import { transact } from '../platform/db/transact.ts';
import { sweep } from '../platform/files/sweep.ts';
import { newId } from '../platform/ids.ts';
import { archive } from './archive.ts';
import { conversations } from './conversations.ts';
import { isPlanted, plantSample } from './plant.ts';
import { removeSample } from './remove.ts';

const ground = await testGround();
const { db } = ground;
after(() => ground.close());

const me = newId();
const now = ground.clock.now();
await db
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
await db.insertInto('brands').values({ id: newId(), name: 'Shop', created_at: now }).execute();

/** What is only ever added to, and what says how far each reader of it has come. */
const onlyAdded = ['events', 'audit_log', 'event_cursors', 'kysely_migration', 'kysely_migration_lock'];

/** Every row of every table there is, as one word for each table. */
async function everything(): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(db);
  const names = rows.map(({ name }) => name).filter((name) => !onlyAdded.includes(name));
  assert.ok(names.length > 50, 'the catalogue was read');
  const found: Record<string, string> = {};
  for (const name of [...names, 'graphile_worker._private_jobs']) {
    const told = await sql<{ word: string }>`
      select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as word
      from ${sql.table(name)} t`.execute(db);
    found[name] = told.rows[0]?.word ?? '';
  }
  return found;
}

const count = async (from: string): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(from)}`.execute(db)).rows[0]?.n ?? -1;

test('sample data comes in with one call and goes out with one, leaving every table as it was', async () => {
  await ground.settle();
  const before = await everything();
  const begun = performance.now();
  await transact(db, (tx) => plantSample(tx, ground, me, now));
  assert.ok(performance.now() - begun < 30_000, 'planting takes seconds');
  await assert.rejects(
    transact(db, (tx) => plantSample(tx, ground, me, now)),
    { code: 'ALREADY_EXISTS' },
  );
  await ground.settle();

  await transact(db, (tx) => removeSample(tx, { kind: 'agent', id: me }, now));
  await ground.settle();
  assert.equal(await isPlanted(db), false);
  await sweep(db, path.join(ground.config.dataDir, 'files'), later(now, 3 * day));
  assert.deepEqual(await everything(), before);
});

test('every conversation stands where its story says, and is a sample', async () => {
  await transact(db, (tx) => plantSample(tx, ground, me, now));
  await ground.settle();
  const planted = await db
    .selectFrom('conversations')
    .select(['subject', 'status', 'sample', 'place'])
    .execute();
  assert.ok(planted.every((row) => row.sample));
  const stands = new Map(planted.map((row) => [row.subject, row.status]));
  const told = conversations.map(({ subject, status }) => [subject, status] as const);
  assert.deepEqual(
    told.filter(([subject, status]) => stands.get(subject) !== status),
    [],
  );
  for (const { subject } of archive) assert.equal(stands.get(subject), 'solved');
});

test('every screen has something true to show', async () => {
  const some: Record<string, number> = {
    'canned_reply_texts where language = $$de$$': 3,
    canned_reply_files: 2,
    'saved_views where scope = $$personal$$': 2,
    'saved_views where scope <> $$personal$$': 3,
    'tags where hue <> 277': 10,
    'conversations where fields <> $${}$$': 4,
    'customers where fields <> $${}$$': 10,
    'resolutions where cause_id is not null': 25,
    'feedback where not settled': 1,
    'feedback where rating is not null': 20,
    'conversations where checklist_done > 0 and checklist_done < checklist_total': 2,
    'conversations where snoozed_for_answer': 1,
    'scheduled_replies where state = $$waiting$$': 1,
    'conversations where place = $$aside$$ and waiting_since is not null': 1,
    'conversations where place = $$merged$$': 1,
    'conversations where split_from_id is not null': 1,
    'conversation_links where kind = $$incident$$': 3,
    'conversation_links where kind = $$child$$': 1,
    'messages where forward_of_id is not null': 1,
    mentions: 3,
    'followers where following': 3,
    'notices where read_at is null': 4,
    'handed_drafts where state = $$waiting$$': 1,
    drafts: 1,
    'messages where delivery = $$bounced$$': 1,
    'messages where trust = $$failed$$': 1,
    'messages where pending': 1,
    'attachments where type = $$image/png$$': 4,
    'attachments where type = $$text/csv$$': 1,
    'messages where language = $$ar$$': 2,
    'messages where language = $$ja$$': 2,
    'messages where language = $$de$$': 2,
    'conversations where message_count > 40': 1,
    'conversations where historic': 3,
  };
  for (const [what, least] of Object.entries(some))
    assert.ok((await count(what)) >= least, `${what}: ${await count(what)} of ${least}`);
});

test('nothing of it ever leaves, and nobody is told by mail', async () => {
  await ground.settle();
  assert.equal(await count('deliveries'), 0);
  assert.equal(await count('notices where by_mail'), 0);
  assert.equal(await count(`graphile_worker._private_jobs`), 1, 'but for the reply that leaves later');
  ground.clock.advance(2 * day);
  await ground.settle();
  assert.equal(await count('scheduled_replies where state = $$sent$$'), 1);
  assert.equal(await count('deliveries'), 0);
  const { id } = await db
    .selectFrom('inboxes')
    .select('id')
    .where('sample', '=', true)
    .limit(1)
    .executeTakeFirstOrThrow();
  await assert.rejects(
    transact(db, (tx) => needInbox(tx, id)),
    { code: 'BAD_INPUT' },
    'no real mailbox may feed an inbox from which nothing leaves',
  );
});

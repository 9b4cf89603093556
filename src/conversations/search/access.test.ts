import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../../test/inbox.ts';
import type { Visitor } from '../../../test/staff.ts';
import { type Level, levels, type Role, roles } from '../../staff/caller.ts';
import { search } from './search.ts';
import { countWords } from './vocabulary.ts';

/*
 * Search against the law of access.ts: whatever way a word is looked for, a caller finds, counts and infers
 * nothing of what they may not see. Each way has words that stand in the hidden inbox alone.
 */

let at: TestInbox;
let hidden: string;
let secret: { conversation: string; number: string };
before(async () => {
  at = await testInbox();
  hidden = await at.addInbox('Board', 'board@copperfield.example');
  await at.ground.db.updateTable('inboxes').set({ default_level: 'none' }).execute();
  const from = { name: 'Ben Aziz', address: 'ben@harbour.example' };
  for (let n = 0; n < 3; n++) {
    const { conversationId } = await at.arrives({
      inboxId: hidden,
      from,
      subject: 'Zephyr merger',
      text: `Confidential redundancies ${n}`,
    });
    const { number } = await at.ground.db
      .selectFrom('conversations')
      .select('number')
      .where('id', '=', conversationId)
      .executeTakeFirstOrThrow();
    secret = { conversation: conversationId, number };
  }
  await at.arrives({ from, subject: 'Parcel', text: 'A common parcel' });
  await countWords(at.ground);
});
after(() => at.ground.close());

/** Every way search has of finding something, and one line for each. */
const ways = (): Record<string, string> => ({
  word: 'confidential',
  stem: 'redundancy',
  beginning: 'redund',
  phrase: '"confidential redundancies"',
  subject: 'zephyr',
  number: `#${secret.number}`,
  'typing error in a text': 'confidentail',
  'typing error in a subject': 'zephry',
  'shared word': 'confidential parcel',
});

const seesHidden = (role: Role, level: Level): boolean =>
  role === 'owner' || role === 'admin' || role === 'supervisor' || level !== 'none';

test('every role at every level, every way: found if and only if it may be seen', async () => {
  let cells = 0;
  for (const role of roles) {
    for (const level of levels) {
      const caller = at.caller(at.maya, role, { [at.inboxId]: 'view', [hidden]: level });
      for (const [way, q] of Object.entries(ways())) {
        const found = await search(at.ground.db, caller, { q, limit: 20 });
        const name = `${role} ${level} ${way}`;
        const open = seesHidden(role, level);
        const secrets = found.items.filter(({ inbox }) => inbox.id === hidden);
        if (!open) {
          assert.deepEqual(found.items, [], name);
          assert.equal(found.corrected, null, name);
          assert.equal(found.next, null, name);
          assert.doesNotMatch(JSON.stringify(found), /zephyr|redundanc/i, name);
        } else if (way !== 'shared word') {
          assert.ok(secrets.length > 0, name);
        }
        cells++;
      }
    }
  }
  assert.equal(cells, roles.length * levels.length * Object.keys(ways()).length);
});

test('a person both inboxes know is shown, their hidden conversations are not', async () => {
  const caller = at.caller(at.maya, 'agent', { [at.inboxId]: 'view' });
  for (const q of ['Ben Aziz', 'ben@harbour.example', 'harbour', 'Ben Azis']) {
    const found = await search(at.ground.db, caller, { q, limit: 20 });
    assert.deepEqual(
      found.items.map(({ inbox, subject }) => [inbox.id, subject]),
      [[at.inboxId, 'Parcel']],
      q,
    );
  }
});

test('who sees no inbox sees nobody', async () => {
  const caller = at.caller(at.maya, 'agent', {});
  for (const q of ['Ben Aziz', 'Ben Azis', 'parcel', 'parcle', `#${secret.number}`]) {
    const found = await search(at.ground.db, caller, { q, limit: 20 });
    assert.deepEqual(found, { items: [], customers: [], corrected: null, next: null }, q);
  }
});

test('walking through common words passes hidden inboxes by, and spam and the bin do not open them', async () => {
  await at.ground.db.updateTable('search_words').set({ share: 1 }).execute();
  await sql`update pg_class set reltuples = 1e6 where oid = 'messages'::regclass`.execute(at.ground.db);
  const caller = at.caller(at.maya, 'agent', { [at.inboxId]: 'view' });
  for (const place of ['inbox', 'spam', 'bin'] as const) {
    await at.ground.db.updateTable('conversations').set({ place }).where('inbox_id', '=', hidden).execute();
    const found = await search(at.ground.db, caller, { q: 'confidential', limit: 20 });
    assert.deepEqual(found, { items: [], customers: [], corrected: null, next: null }, place);
    const owner = at.caller(at.maya, 'owner', {});
    const all = await search(at.ground.db, owner, { q: 'confidential', limit: 20 });
    assert.equal(all.items.length, 3, place);
  }
});

test('a cursor made by hand opens nothing', async () => {
  const caller = at.caller(at.maya, 'agent', { [at.inboxId]: 'view' });
  const place = `${Date.parse('2100-01-01')}.${secret.conversation}`;
  for (const cursor of [`0.${place}`, `1e.${place}`, `2ec.${place}`]) {
    for (const q of Object.values(ways())) {
      const found = await search(at.ground.db, caller, { q, limit: 20, cursor });
      assert.deepEqual([found.items, found.next, found.customers], [[], null, []], `${cursor} ${q}`);
    }
  }
});

test('over the API: a key of the agent, lines too long are refused, a page has its bound', async () => {
  const agent = await at.addAgent('Luca Chen');
  await at.ground.db
    .insertInto('inbox_access')
    .values({ inbox_id: at.inboxId, agent_id: agent.id, level: 'view' })
    .execute();
  const program: Visitor = await programOf(at.ground, conversationsWeb(at.ground), agent.id, ['read']);
  const found = await program.get('/search?q=parcel');
  assert.equal(found.status, 200);
  assert.equal(found.body.items.length, 1);
  assert.deepEqual(
    found.body.items[0].highlights.filter(({ hit }: { hit: boolean }) => hit),
    [{ text: 'parcel', hit: true }],
  );
  const secretly = await program.get('/search?q=confidential');
  const { filter: _filter, ...shown } = secretly.body;
  assert.deepEqual(shown, { items: [], customers: [], corrected: null, next: null, wrong: [] });
  for (const query of ['q=', `q=${'x'.repeat(5_000)}`, 'q=parcel&limit=1000', 'q=parcel&cursor=zzz', '']) {
    const refused = await program.get(`/search?${query}`);
    assert.equal(refused.status, 400, query.slice(0, 30));
    assert.equal(refused.body.code, 'BAD_INPUT');
  }
});

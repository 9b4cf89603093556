// Over 250 lines because it is one list: each thing that may happen, and who is told of it.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { allVisible } from '../../test/ground.ts';
import { markDelivery } from '../conversations/mark-delivery.ts';
import { transact } from '../platform/db/transact.ts';
import { react } from '../platform/events/reactions.ts';
import { beginning } from '../platform/events/read.ts';
import { noticesReactions } from './reactions.ts';
import { type Colleague, noticesOffice, ok } from './test-people.ts';

/* Who is told what: by the real reaction, on the real database, read through the API as each colleague. */

let office: Awaited<ReturnType<typeof noticesOffice>>;
let maya: Colleague;
let tom: Colleague;
let dana: Colleague;
before(async () => {
  office = await noticesOffice();
});
after(() => office.at.ground.close());
beforeEach(async () => {
  [maya, tom, dana] = await Promise.all([
    office.colleague('Maya Lindt'),
    office.colleague('Tom Okoro'),
    office.colleague('Dana Price'),
  ]);
});

/** A customer writes; Tom takes it. */
async function toms(fields: Parameters<typeof office.at.arrives>[0] = {}): Promise<string> {
  const { conversationId: id } = await office.at.arrives(fields);
  ok(await tom.program.post(`/conversations/${id}/assign`, { agentId: tom.id }));
  return id;
}
/** A conversation of Tom's whose customer can answer it. */
async function answerable(): Promise<{ id: string; answer: (fields?: object) => Promise<unknown> }> {
  const externalKey = `<first.${crypto.randomUUID()}@alder.example>`;
  const id = await toms({ externalKey });
  return {
    id,
    answer: async (fields = {}) => {
      const got = await office.at.arrives({ inReplyTo: externalKey, ...fields });
      assert.equal(got.conversationId, id);
    },
  };
}

test('who gets a conversation is told, who takes it themselves is not', async () => {
  const { conversationId: id } = await office.at.arrives();
  ok(await maya.program.post(`/conversations/${id}/assign`, { agentId: tom.id }));
  assert.deepEqual(await tom.told(), ['assigned 1']);
  assert.deepEqual(await maya.told(), []);
  ok(await maya.program.post(`/conversations/${id}/assign`, { agentId: maya.id }));
  assert.deepEqual(await maya.told(), []);
});

test('a customer who answers is news for whoever has it and whoever follows, once until it is read', async () => {
  const { id, answer } = await answerable();
  ok(await maya.program.put(`/conversations/${id}/following`, { following: true }));
  await answer();
  assert.deepEqual(await tom.told(), ['answered 1']);
  await answer();
  assert.deepEqual(await tom.told(), ['answered 2'], 'the same notice once more');
  assert.deepEqual(await maya.told(), ['answered 2']);
  assert.deepEqual(await dana.told(), []);
  const { ids } = ok(await tom.program.post('/notices/mark', { conversationId: id }));
  assert.equal(ids.length, 1);
  await answer();
  assert.deepEqual(await tom.told(), ['answered 1'], 'a new one after reading');
});

test('mentions tell once, colleagues and teams, and whoever is named follows', async () => {
  const id = await toms();
  const { teamId } = office.at;
  await office.at.ground.db
    .insertInto('team_members')
    .values({ team_id: teamId, agent_id: dana.id })
    .execute();
  const html = `<p><span data-mention="${maya.id}">@Maya Lindt</span> and <span data-mention="${teamId}">@Support</span>, look</p>`;
  const noted = ok(await tom.program.post(`/conversations/${id}/notes`, { html, mentions: [maya.id] }));
  assert.deepEqual(noted.notTold, []);
  assert.deepEqual(await maya.told(), ['mentioned 1']);
  assert.deepEqual(await dana.told(), ['mentioned 1']);
  assert.deepEqual(await tom.told(), [], 'never for what one did oneself');
  assert.equal(ok(await maya.program.get(`/conversations/${id}/following`)).following, true);
  assert.equal(ok(await dana.program.get(`/conversations/${id}/following`)).following, false);
  const { items } = ok(await maya.program.get(`/conversations/${id}/messages`));
  const names = items.find((one: { direction: string }) => one.direction === 'note').mentions;
  assert.deepEqual(names.map((one: { name: string }) => one.name).sort(), ['Maya Lindt', 'Support']);
});

test('a colleague who may not see the conversation is not told, and the author hears of it', async () => {
  const hidden = await office.at.addInbox('Board', `board.${crypto.randomUUID()}@copperfield.example`);
  await office.at.ground.db
    .updateTable('inboxes')
    .set({ default_level: 'none' })
    .where('id', '=', hidden)
    .execute();
  await office.at.ground.db
    .insertInto('inbox_access')
    .values({ inbox_id: hidden, agent_id: tom.id, level: 'reply' })
    .execute();
  const { conversationId: id } = await office.at.arrives({ inboxId: hidden, from: stranger() });
  const { agents } = ok(await tom.program.get(`/conversations/${id}/colleagues`));
  assert.equal(agents.find((one: { id: string }) => one.id === maya.id).sees, false);
  const noted = ok(
    await tom.program.post(`/conversations/${id}/notes`, { text: '@Maya', mentions: [maya.id] }),
  );
  assert.deepEqual(noted.notTold, [maya.id]);
  assert.deepEqual(await maya.told(), []);
  for (const path of ['following', 'colleagues', 'handed-drafts'])
    assert.equal((await maya.program.get(`/conversations/${id}/${path}`)).status, 404, path);
  const follow = await maya.program.put(`/conversations/${id}/following`, { following: true });
  assert.equal(follow.status, 404);
});

test('whoever loses sight of an inbox no longer reads the notices it gave', async () => {
  const { id } = await answerable();
  const note = { text: 'Look', mentions: [maya.id] };
  ok(await tom.program.post(`/conversations/${id}/notes`, note));
  assert.deepEqual(await maya.told(), ['mentioned 1']);
  await office.at.ground.db
    .insertInto('inbox_access')
    .values({ inbox_id: office.at.inboxId, agent_id: maya.id, level: 'none' })
    .execute();
  assert.deepEqual(await maya.told(), []);
  assert.equal(ok(await maya.program.get('/notice-count')).unread, 0);
});

test("a colleague's notes and answers are news for whoever has it; unfollowing by hand stays", async () => {
  const { id, answer } = await answerable();
  ok(await maya.program.post(`/conversations/${id}/notes`, { text: 'I know them' }));
  assert.deepEqual(await tom.told(), ['noted 1']);
  await office.at.ground.runReactions();
  assert.equal(ok(await maya.program.get(`/conversations/${id}/following`)).following, true);
  ok(await maya.program.put(`/conversations/${id}/following`, { following: false }));
  ok(await tom.program.post(`/conversations/${id}/notes`, { text: '@Maya', mentions: [maya.id] }));
  await office.at.ground.runReactions();
  assert.equal(ok(await maya.program.get(`/conversations/${id}/following`)).following, false);
  await answer();
  assert.deepEqual(await maya.told(), ['mentioned 1'], 'named all the same, and nothing more');
});

test('an answer to what was solved says that it is open again; what did not arrive tells its author', async () => {
  const { id, answer } = await answerable();
  const sent = ok(await maya.program.post(`/conversations/${id}/replies`, { text: 'Done', solve: true }));
  assert.deepEqual(await tom.told(), ['noted 1']);
  await answer();
  assert.deepEqual(await tom.told(), ['noted 1', 'reopened 1']);
  const { ground } = office.at;
  for (const state of ['sending', 'failed'] as const)
    await transact(ground.db, (tx) => markDelivery(tx, sent.messageId, state, null, ground.clock.now()));
  assert.ok((await maya.told()).includes('undelivered 1'));
  assert.ok((await tom.told()).includes('undelivered 1'));
});

test('old facts, samples, spam, machines and quiet mail tell nobody', async () => {
  const { id, answer } = await answerable();
  await answer({ automated: 'auto-replied' });
  await answer({ historic: true });
  assert.deepEqual(await tom.told(), []);
  await office.at.ground.db.updateTable('conversations').set({ sample: true }).where('id', '=', id).execute();
  await answer();
  assert.deepEqual(await tom.told(), []);
  await office.at.ground.db
    .updateTable('conversations')
    .set({ sample: false, place: 'spam' })
    .where('id', '=', id)
    .execute();
  await answer();
  assert.deepEqual(await tom.told(), []);
});

test('what nobody has yet tells those who asked for it, of their teams or of everything', async () => {
  await maya.settings({ kinds: { arrived: { on: true } } });
  await dana.settings({ kinds: { arrived: { on: true } }, arrivedIn: 'all' });
  await office.at.arrives({ from: stranger() });
  assert.deepEqual(await dana.told(), ['arrived 1']);
  assert.deepEqual(await maya.told(), [], 'not in her team');
  await office.at.ground.db
    .insertInto('team_members')
    .values({ team_id: office.at.teamId, agent_id: maya.id })
    .execute();
  await office.at.arrives({ from: stranger() });
  assert.deepEqual(await maya.told(), ['arrived 1']);
  assert.deepEqual(await tom.told(), []);
});

test('a crash between an event and its notice loses none, and reading events again doubles none', async () => {
  const { id, answer } = await answerable();
  await office.at.ground.runReactions();
  ok(await tom.program.post('/notices/mark', { until: new Date('2100-01-01') }));
  await answer();
  const [reaction] = noticesReactions;
  assert.ok(reaction);
  const dies = {
    ...reaction,
    async handle(...args: Parameters<typeof reaction.handle>) {
      await reaction.handle(...args);
      throw new Error('The process died here');
    },
  };
  // Other tests share the server, and their transactions hold events back.
  await allVisible(office.at.ground);
  await assert.rejects(react(office.at.ground, dies), /died/);
  assert.deepEqual(ok(await tom.program.get('/notices?unread=true')).items, []);
  assert.deepEqual(await tom.told(), ['answered 1']);
  await office.at.ground.db
    .updateTable('event_cursors')
    .set({ ...beginning })
    .where('name', '=', reaction.name)
    .execute();
  assert.deepEqual(await tom.told(), ['answered 1']);
  ok(await tom.program.post('/notices/mark', { conversationId: id }));
});

test('notices are one’s own: others’ cannot be read or marked, and reading on one device is reading on all', async () => {
  const { id } = await answerable();
  ok(await tom.program.post(`/conversations/${id}/notes`, { text: 'Look', mentions: [maya.id] }));
  assert.deepEqual(await maya.told(), ['mentioned 1']);
  const [notice] = ok(await maya.program.get('/notices')).items;
  assert.deepEqual(ok(await tom.program.post('/notices/mark', { ids: [notice.id] })).ids, []);
  assert.deepEqual(await maya.told(), ['mentioned 1']);
  const events = () =>
    office.at.ground.db
      .selectFrom('events')
      .select('data')
      .where('kind', '=', 'own.notices')
      .execute()
      .then((rows) => rows.filter(({ data }) => data.agentId === maya.id).length);
  const before = await events();
  assert.deepEqual(ok(await maya.program.post('/notices/mark', { ids: [notice.id] })).ids, [notice.id]);
  assert.equal(await events(), before + 1, 'all her desks hear of it');
  assert.deepEqual(await maya.told(), []);
  ok(await maya.program.post('/notices/mark', { ids: [notice.id], read: false }));
  assert.deepEqual(await maya.told(), ['mentioned 1']);
});

test('the list pages by key, newest first', async () => {
  for (let count = 0; count < 5; count++) {
    const { conversationId } = await office.at.arrives({ from: stranger() });
    office.at.ground.clock.advance(1_000);
    ok(await tom.program.post(`/conversations/${conversationId}/assign`, { agentId: maya.id }));
  }
  await office.at.ground.runReactions();
  const seen: string[] = [];
  for (let cursor = ''; ; ) {
    const page = ok(await maya.program.get(`/notices?limit=2${cursor}`));
    seen.push(...page.items.map((one: { id: string }) => one.id));
    if (!page.next) break;
    cursor = `&cursor=${page.next}`;
  }
  assert.equal(new Set(seen).size, 5);
  assert.equal((await maya.program.get('/notices?cursor=1.2')).status, 400);
});

let strangers = 0;
const stranger = () => ({ name: 'Luca Chen', address: `luca.${++strangers}@chen.example` });

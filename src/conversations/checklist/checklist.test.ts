import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../../test/inbox.ts';
import type { Visitor } from '../../../test/staff.ts';
import { newId } from '../../platform/ids.ts';

let at: TestInbox;
let maya: Visitor;
let id: string;
before(async () => {
  at = await testInbox();
  maya = await programOf(at.ground, conversationsWeb(at.ground), at.maya.id);
});
beforeEach(async () => {
  const from = { name: 'Leila Tanaka', address: `leila.${newId()}@alder.example` };
  id = (await at.arrives({ from })).conversationId;
});
after(() => at.ground.close());

const add = async (text: string, more = {}) => {
  const { status, body } = await maya.post(`/conversations/${id}/checklist`, { text, ...more });
  assert.equal(status, 201, JSON.stringify(body));
  return body.itemId as string;
};
const list = async (who = maya) => (await who.get(`/conversations/${id}/checklist`)).body;
const texts = async () => (await list()).map(({ text }: { text: string }) => text);
const row = async () => (await maya.get(`/conversations/${id}`)).body;

test('items are added, ticked by somebody, and counted where lists see it', async () => {
  assert.equal((await row()).checklist, null);
  const first = await add('Issue credit note');
  await add('Tell accounting');
  await maya.patch(`/checklist-items/${first}`, { done: true });
  const before = await row();
  assert.deepEqual(before.checklist, { done: 1, total: 2 });
  assert.equal((await list())[0].done.by.id, at.maya.id);
  await maya.patch(`/checklist-items/${first}`, { done: true });
  assert.equal((await row()).version, before.version, 'ticking again is no news');
  const { items } = (await maya.get('/conversations?view=all&limit=100')).body;
  assert.deepEqual(items.find((one: { id: string }) => one.id === id).checklist, { done: 1, total: 2 });
  await maya.delete(`/checklist-items/${first}`);
  assert.deepEqual((await row()).checklist, { done: 0, total: 1 });
});

test('an item is given to a colleague with a date, moved between others, and the trail names it', async () => {
  const first = await add('one');
  const second = await add('two');
  const third = await add('three', { assigneeId: at.tom.id, dueAt: '2026-03-04T09:00:00Z' });
  const items = await list();
  assert.deepEqual([items[2].assignee.id, items[2].dueAt], [at.tom.id, '2026-03-04T09:00:00.000Z']);
  await maya.patch(`/checklist-items/${third}`, { position: (items[0].position + items[1].position) / 2 });
  assert.deepEqual(await texts(), ['one', 'three', 'two']);
  await maya.patch(`/checklist-items/${second}`, { assigneeId: at.tom.id, text: 'two, carefully' });
  const trail = (await maya.get(`/conversations/${id}/messages?limit=100`)).body.items.filter(
    ({ event }: { event: { kind: string } | null }) => event?.kind === 'conversation.checklist',
  );
  const { data } = trail.at(-1).event;
  assert.deepEqual(
    [data.act, data.names[second], data.names[at.tom.id]],
    ['assigned', 'two, carefully', 'Tom Okoro'],
  );
  assert.equal((await maya.delete(`/checklist-items/${first}`)).status, 200);
});

test('the same item sent twice is one, also at the same time; a hundred are enough', async () => {
  const itemId = newId();
  await Promise.all([add('once', { itemId }), add('once', { itemId })]);
  assert.deepEqual(await texts(), ['once']);
  await at.ground.db
    .updateTable('conversations')
    .set({ checklist_total: 100 })
    .where('id', '=', id)
    .execute();
  assert.equal((await maya.post(`/conversations/${id}/checklist`, { text: 'x' })).body.code, 'TOO_MANY');
});

test('two who tick at the same time both count', async () => {
  const ids = [];
  for (const text of ['a', 'b', 'c', 'd']) ids.push(await add(text));
  await Promise.all(ids.map((item) => maya.patch(`/checklist-items/${item}`, { done: true })));
  assert.deepEqual((await row()).checklist, { done: 4, total: 4 });
});

test('light agents keep it too; strangers see and change nothing, and nobody is asked who does not see it', async () => {
  const item = await add('one');
  const light = await at.addAgent('Lena Wolf', 'light');
  const lena = await programOf(at.ground, conversationsWeb(at.ground), light.id);
  assert.equal((await lena.patch(`/checklist-items/${item}`, { done: true })).status, 200);
  const other = await at.addAgent('Nobody Here');
  await at.ground.db
    .insertInto('inbox_access')
    .values({ agent_id: other.id, inbox_id: at.inboxId, level: 'none' })
    .execute();
  const stranger = await programOf(at.ground, conversationsWeb(at.ground), other.id);
  assert.equal((await stranger.get(`/conversations/${id}/checklist`)).status, 404);
  assert.equal((await stranger.patch(`/checklist-items/${item}`, { done: false })).status, 404);
  assert.equal((await stranger.delete(`/checklist-items/${item}`)).status, 404);
  assert.equal((await maya.patch(`/checklist-items/${item}`, { assigneeId: other.id })).status, 400);
  assert.equal((await maya.patch(`/checklist-items/${newId()}`, { done: true })).status, 404);
});

test('what was to be done in a merged conversation is to be done where it lies now, after what was there', async () => {
  const item = await add('of the other');
  await maya.patch(`/checklist-items/${item}`, { done: true });
  const scheduled = await maya.post(`/conversations/${id}/scheduled`, {
    text: 'Tomorrow.',
    sendAt: new Date(at.ground.clock.now().getTime() + 86_400_000).toISOString(),
    timeZone: 'Europe/Vienna',
  });
  assert.equal(scheduled.status, 201, JSON.stringify(scheduled.body));
  const source = id;
  const from = { name: 'Omar Haddad', address: `omar.${newId()}@birch.example` };
  id = (await at.arrives({ from })).conversationId;
  await add('of this one');
  const merged = await maya.post(`/conversations/${id}/merge`, { sources: [source] });
  assert.equal(merged.status, 200, JSON.stringify(merged.body));
  assert.deepEqual(await texts(), ['of this one', 'of the other']);
  assert.deepEqual((await row()).checklist, { done: 1, total: 2 });
  const { conversation_id } = await at.ground.db
    .selectFrom('scheduled_replies')
    .select('conversation_id')
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  assert.equal(conversation_id, id);
});

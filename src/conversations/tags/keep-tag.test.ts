import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../../test/inbox.ts';
import { makeAgent, type Visitor } from '../../../test/staff.ts';
import { newId } from '../../platform/ids.ts';

let at: TestInbox;
let ravi: Visitor;
let conversations: string[];

before(async () => {
  at = await testInbox();
  const web = conversationsWeb(at.ground);
  const id = await makeAgent(at.ground, 'Ravi Varma', 'supervisor');
  ravi = await programOf(at.ground, web, id, ['read', 'write', 'admin']);
  conversations = [];
  for (const subject of ['One', 'Two', 'Three']) {
    const { body } = await ravi.post('/conversations', {
      customer: 'leila@alder.example',
      inboxId: at.inboxId,
      subject,
      text: 'Hello',
      direction: 'in',
    });
    conversations.push(body.id);
  }
});
after(() => at.ground.close());

const kept = async (name: string) =>
  (await ravi.get('/tags/kept')).body.find((tag: { name: string }) => tag.name === name);
const tagsOf = async (id = '') =>
  (await ravi.get(`/conversations/${id}`)).body.tags.map(({ name }: { name: string }) => name).sort();
const give = (id: string | undefined, ...add: string[]) => ravi.post(`/conversations/${id}/tags`, { add });

test('the list says how many conversations bear each tag', async () => {
  await give(conversations[0], 'refund', 'urgent');
  await give(conversations[1], 'refund');
  assert.equal((await kept('refund')).uses, 2);
  assert.equal((await kept('urgent')).uses, 1);
});

test('a tag is renamed and recoloured everywhere at once; a name that is taken is told with its tag', async () => {
  const { id } = await kept('urgent');
  await ravi.patch(`/tags/${id}`, { name: 'Very   Urgent', hue: 30 });
  assert.deepEqual(await tagsOf(conversations[0]), ['refund', 'very urgent']);
  assert.equal((await kept('very urgent')).hue, 30);
  const taken = await ravi.patch(`/tags/${id}`, { name: 'REFUND' });
  assert.deepEqual([taken.status, taken.body.data.tagId], [409, (await kept('refund')).id]);
});

test('two tags are made one: each conversation bears it once, and the other is gone', async () => {
  await give(conversations[0], 'money back');
  await give(conversations[2], 'money back');
  const [from, into] = [await kept('money back'), await kept('refund')];
  const merged = await ravi.post(`/tags/${from.id}/merge`, { intoId: into.id });
  assert.equal(merged.body.moved, 2);
  assert.deepEqual(await tagsOf(conversations[0]), ['refund', 'very urgent']);
  assert.deepEqual(await tagsOf(conversations[2]), ['refund']);
  assert.equal((await kept('refund')).uses, 3);
  assert.equal(await kept('money back'), undefined);
  assert.equal((await ravi.post(`/tags/${into.id}/merge`, { intoId: into.id })).status, 400);
  assert.equal((await ravi.post(`/tags/${from.id}/merge`, { intoId: into.id })).status, 404);
});

test('two merges of the same tags the opposite ways end with one tag', async () => {
  const [a, b] = await Promise.all(
    ['left', 'right'].map(async (name) => (await ravi.post('/tags', { name })).body.id),
  );
  const both = await Promise.all([
    ravi.post(`/tags/${a}/merge`, { intoId: b }),
    ravi.post(`/tags/${b}/merge`, { intoId: a }),
  ]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 404]);
});

test('a tag put away stays on what bears it and is offered no more; removed, it is on nothing', async () => {
  const { id } = await kept('very urgent');
  const offered = async () => (await ravi.get('/tags')).body.some((tag: { id: string }) => tag.id === id);
  await ravi.patch(`/tags/${id}`, { archived: true });
  assert.equal(await offered(), false);
  assert.deepEqual(await tagsOf(conversations[0]), ['refund', 'very urgent']);
  await ravi.patch(`/tags/${id}`, { archived: false });
  assert.equal(await offered(), true);
  await ravi.delete(`/tags/${id}`);
  assert.deepEqual(await tagsOf(conversations[0]), ['refund']);
  assert.equal((await ravi.delete(`/tags/${id}`)).status, 404);
});

test('agents use tags but do not keep them, and neither does a key without the scope for it', async () => {
  const web = conversationsWeb(at.ground);
  const tom = await programOf(at.ground, web, await makeAgent(at.ground, 'Tom Okoro', 'agent'), [
    ...(['read', 'write', 'admin'] as const),
  ]);
  const { id } = await kept('refund');
  assert.equal((await tom.get('/tags/kept')).status, 403);
  assert.equal((await tom.patch(`/tags/${id}`, { name: 'x' })).status, 403);
  assert.equal((await tom.delete(`/tags/${id}`)).status, 403);
  const reader = await programOf(at.ground, web, await makeAgent(at.ground, 'Sue Pervisor', 'supervisor'), [
    ...(['read', 'write'] as const),
  ]);
  assert.equal((await reader.delete(`/tags/${id}`)).status, 403);
  assert.equal((await ravi.delete(`/tags/${newId()}`)).status, 404);
});

test('who kept which tag is in the log, without its name', async () => {
  const rows = await at.ground.db
    .selectFrom('audit_log')
    .select(['action', 'data'])
    .where('noun', '=', 'tag')
    .execute();
  const actions = new Set(rows.map(({ action }) => action));
  for (const action of ['tag.add', 'tag.change', 'tag.merge', 'tag.archive', 'tag.restore', 'tag.remove'])
    assert.ok(actions.has(action), action);
  assert.ok(!JSON.stringify(rows).includes('refund'));
});

test('how much teams, brands, inboxes and fields are used is counted', async () => {
  const { body } = await ravi.get('/uses');
  assert.equal(body.inboxes.find((one: { id: string }) => one.id === at.inboxId).uses, 3);
  assert.equal(body.brands[0].uses, 3);
});

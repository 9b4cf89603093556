import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../../test/inbox.ts';
import { transact } from '../../platform/db/transact.ts';
import { reply } from '../reply.ts';
import { solve } from '../solve.ts';
import { gistOf } from './gist.ts';

/* How something was solved: filled in before anybody types, required where an inbox says so, kept in a tree. */

let world: TestInbox;
let maya: Awaited<ReturnType<typeof programOf>>;
let dana: Awaited<ReturnType<typeof programOf>>;
before(async () => {
  world = await testInbox();
  const web = conversationsWeb(world.ground);
  const { id } = await world.addAgent('Dana Price', 'supervisor');
  maya = await programOf(world.ground, web, world.maya.id);
  dana = await programOf(world.ground, web, id, ['read', 'write', 'admin']);
  await world.ground.db
    .updateTable('inboxes')
    .set({ default_level: 'reply' })
    .where('id', '=', world.inboxId)
    .execute();
});
after(() => world.ground.close());

const cause = async (name: string, parentId?: string): Promise<string> =>
  (await dana.post('/causes', { name, parentId })).body.id;
const hints = async (id: string) => (await maya.get(`/conversations/${id}/resolution-hints`)).body;
const solved = (id: string, told: { how?: string; causeId?: string; why?: string }) =>
  transact(world.ground.db, (tx) => solve(tx, world.maya, { id, ...told }, world.ground.clock.now()));

test('the gist of an answer is what it says after greeting and thanks, before the closing', () => {
  assert.equal(
    gistOf('Hello Leila,\n\nthank you for writing. A new seal is on its way.\n\nBest regards\nMaya'),
    'A new seal is on its way.',
  );
  assert.equal(
    gistOf('Guten Tag Frau Wolf,\nDanke!\nDie Rechnung ist korrigiert.\n\nViele Grüße'),
    'Die Rechnung ist korrigiert.',
  );
  assert.equal(gistOf('Hi'), '');
  assert.equal(gistOf('x'.repeat(900)).length, 160);
});

test('how is the gist of the last answer; cause and prevention come from a matter that reads alike', async () => {
  const causeId = await cause('Leaking seal');
  const first = await world.arrives({ subject: 'The kettle leaks at the handle' });
  await solved(first.conversationId, { how: 'New seal', causeId, why: 'Check seals' });
  const { conversationId } = await world.arrives({ subject: 'Kettle leaks at its handle' });
  const empty = await hints(conversationId);
  assert.deepEqual([empty.how, empty.causeId, empty.why], ['New seal', causeId, 'Check seals']);
  assert.equal(empty.from.own, true);
  await transact(world.ground.db, (tx) =>
    reply(
      tx,
      world.maya,
      { id: conversationId, text: 'Hello,\n\nwe send a new kettle.' },
      world.ground.clock.now(),
    ),
  );
  assert.equal((await hints(conversationId)).how, 'we send a new kettle.');
  const other = await world.arrives({ subject: 'Something else entirely, please' });
  const none = await hints(other.conversationId);
  assert.deepEqual([none.how, none.causeId, none.from], ['', null, null]);
  assert.ok(none.causes.some((one: { causeId: string }) => one.causeId === causeId));
});

test('what another inbox solved stays unknown to whoever does not see that inbox', async () => {
  const secret = await world.addInbox('Board', 'board@copperfield.example');
  await world.ground.db
    .updateTable('inboxes')
    .set({ default_level: 'none' })
    .where('id', '=', secret)
    .execute();
  const hidden = await world.arrives({ inboxId: secret, subject: 'Merger talks with Northwick' });
  await solved(hidden.conversationId, { how: 'Signed on Monday' });
  const { conversationId } = await world.arrives({ subject: 'Merger talks with Northwick!' });
  assert.equal((await hints(conversationId)).how, '');
  const { customer_id } = await world.ground.db
    .selectFrom('conversations')
    .select('customer_id')
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow();
  const before = await maya.get(`/customers/${customer_id}/resolutions`);
  assert.doesNotMatch(JSON.stringify(before.body), /Signed on Monday/);
  assert.match(
    JSON.stringify((await dana.get(`/customers/${customer_id}/resolutions`)).body),
    /Signed on Monday/,
  );
});

test('an inbox that requires a word is solved with one, by reply too; others are as before', async () => {
  const set = (who: typeof dana, asking: string) =>
    who.send('PUT', `/resolution-asking/${world.inboxId}`, { asking });
  assert.equal((await set(maya, 'require')).status, 403);
  assert.equal((await set(dana, 'require')).status, 200);
  const { conversationId: id } = await world.arrives({ subject: 'Needs a word' });
  assert.equal((await maya.post(`/conversations/${id}/solve`, {})).status, 400);
  assert.equal((await maya.post(`/conversations/${id}/replies`, { text: 'Done', solve: true })).status, 400);
  assert.equal((await maya.get(`/conversations/${id}`)).body.status, 'new', 'nothing was sent or changed');
  assert.equal((await maya.post(`/conversations/${id}/solve`, { how: 'Told them' })).status, 200);
  assert.equal((await set(dana, 'off')).status, 200);
  const { conversationId: other } = await world.arrives({ subject: 'Needs none' });
  assert.equal((await hints(other)).asking, 'off');
  assert.equal((await maya.post(`/conversations/${other}/solve`, {})).status, 200);
});

test('a cause is renamed, moved, put away and taken back; a used one stays, and no circle is made', async () => {
  const top = await cause('Delivery');
  const under = await cause('Lost', top);
  const change = (id: string, body: object) => dana.send('PATCH', `/causes/${id}`, body);
  assert.equal((await maya.send('PATCH', `/causes/${top}`, { name: 'Mine' })).status, 403);
  assert.equal((await change(top, { parentId: under })).status, 400, 'a circle');
  assert.equal((await change(top, { parentId: top })).status, 400);
  assert.equal((await change(under, { name: 'Parcel lost' })).status, 200);
  const { conversationId: id } = await world.arrives({ subject: 'Where is it?' });
  await solved(id, { causeId: under });
  assert.equal((await maya.get(`/conversations/${id}`)).body.resolution.cause, 'Delivery › Parcel lost');
  assert.equal((await change(under, { archived: true })).status, 200);
  const offered = (await maya.get('/causes')).body as { id: string }[];
  assert.ok(!offered.some((one) => one.id === under));
  assert.equal((await maya.get(`/conversations/${id}`)).body.resolution.cause, 'Delivery › Parcel lost');
  assert.equal((await dana.send('DELETE', `/causes/${under}`)).status, 409, 'used');
  assert.equal((await dana.send('DELETE', `/causes/${top}`)).status, 409, 'others stand under it');
  assert.equal((await change(under, { parentId: null, archived: false })).status, 200);
  assert.equal((await dana.send('DELETE', `/causes/${top}`)).status, 200);
  assert.equal((await dana.send('DELETE', `/causes/${top}`)).status, 404);
});

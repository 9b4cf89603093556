import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../test/inbox.ts';
import type { Visitor } from '../../test/staff.ts';
import { second } from '../platform/clock/clock.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/ids.ts';
import { markBounced, markDelivery } from './mark-delivery.ts';

let at: TestInbox;
let maya: Visitor;
let tom: Visitor;
before(async () => {
  at = await testInbox();
  const web = conversationsWeb(at.ground);
  maya = await programOf(at.ground, web, at.maya.id);
  tom = await programOf(at.ground, web, at.tom.id);
});
after(() => at.ground.close());

const person = (name = 'Luca Chen') => ({ name, address: `${newId()}@chenbakery.example` });
const arrive = async (fields = {}) => (await at.arrives({ from: person(), ...fields })).conversationId;
const get = async (id: string | number) => (await maya.get(`/conversations/${id}`)).body;

test('a reply sent twice under one id is one reply', async () => {
  const id = await arrive();
  const messageId = newId();
  const one = await maya.post(`/conversations/${id}/replies`, { text: 'Once', messageId });
  const two = await maya.post(`/conversations/${id}/replies`, { text: 'Once', messageId });
  assert.deepEqual(two.body, one.body);
  assert.equal((await get(id)).messageCount, 2);
  const theft = await tom.post(`/conversations/${id}/replies`, { text: 'Mine', messageId });
  assert.equal(theft.body.code, 'ALREADY_EXISTS');
});

test('a reply that has not seen the newest message is stopped, with what was missed', async () => {
  const from = person();
  const first = await at.arrives({ from });
  const id = first.conversationId;
  at.ground.clock.advance(second);
  const second_ = await at.arrives({
    from,
    subject: 'Re: Invoice shows the wrong VAT number',
    text: 'ps',
    replyText: 'ps',
  });
  assert.equal(second_.conversationId, id);
  const stopped = await maya.post(`/conversations/${id}/replies`, { text: 'Hi', seen: first.messageId });
  assert.deepEqual([stopped.status, stopped.body.code], [409, 'NEWER_MESSAGE']);
  assert.equal(stopped.body.data.newest, second_.messageId);
  assert.deepEqual(
    stopped.body.data.missed.map(({ replyText }: { replyText: string }) => replyText),
    ['ps'],
  );
  const { status } = await maya.post(`/conversations/${id}/replies`, { text: 'Hi', seen: second_.messageId });
  assert.equal(status, 201);
});

test('a colleague’s note stops a reply, one’s own does not', async () => {
  const { conversationId: id, messageId: seen } = await at.arrives({ from: person() });
  at.ground.clock.advance(second);
  await maya.post(`/conversations/${id}/notes`, { text: 'I am on it' });
  assert.equal((await maya.post(`/conversations/${id}/replies`, { text: 'Hi', seen })).status, 201);
  at.ground.clock.advance(second);
  await tom.post(`/conversations/${id}/notes`, { text: 'Wait, they are a partner' });
  assert.equal((await maya.post(`/conversations/${id}/replies`, { text: 'Hi', seen })).status, 409);
  assert.equal(
    (await maya.post(`/conversations/${id}/replies`, { text: 'Hi' })).status,
    201,
    'unchecked if not asked',
  );
});

test('an answer goes to the customer and to whoever is in it for sure, never to ourselves or the pending', async () => {
  const leila = person('Leila Tanaka');
  const boss = person('Boss');
  const stranger = person('Stranger');
  const id = await arrive({
    from: leila,
    cc: [boss, { name: '', address: 'support+x@copperfield.example' }],
  });
  await at.arrives({
    from: leila,
    trust: 'unverified',
    subject: 'Re: Invoice shows the wrong VAT number',
    cc: [stranger],
  });
  const { replyTo, participants } = await get(id);
  assert.deepEqual(replyTo.to, [leila]);
  assert.deepEqual(replyTo.cc, [boss]);
  assert.deepEqual(replyTo.from, { name: 'Copperfield', address: 'support@copperfield.example' });
  assert.equal(participants.find(({ pending }: { pending: boolean }) => pending).address, stranger.address);
  await maya.post(`/conversations/${id}/participants`, { address: stranger.address, accept: true });
  assert.equal((await get(id)).replyTo.cc.length, 2);
  await maya.post(`/conversations/${id}/participants`, { address: boss.address, accept: false });
  assert.deepEqual((await get(id)).replyTo.cc, [stranger]);
});

test('recipients are checked, and there must be one', async () => {
  const id = await arrive();
  for (const to of [
    [],
    [{ address: 'support@copperfield.example' }],
    [{ address: 'no address' }],
    [{ name: 'a\r\nBcc: x@y.example', address: 'a@b.example' }],
  ]) {
    const { body } = await maya.post(`/conversations/${id}/replies`, { text: 'Hi', to });
    assert.equal(body.code, 'BAD_INPUT', JSON.stringify(to));
  }
  assert.equal((await maya.post(`/conversations/${id}/replies`, { text: '  ' })).body.code, 'BAD_INPUT');
  assert.equal((await get(id)).messageCount, 1);
});

test('a reply can be taken back while it is held; the conversation is as before', async () => {
  const id = await arrive();
  const before = await get(id);
  const { body } = await maya.post(`/conversations/${id}/replies`, {
    text: 'Oops',
    undoSeconds: 10,
    solve: true,
  });
  assert.equal(body.delivery, 'held');
  assert.equal((await get(id)).status, 'solved');
  assert.equal((await tom.post(`/messages/${body.messageId}/take-back`)).status, 403);
  assert.equal((await maya.post(`/messages/${body.messageId}/take-back`)).status, 200);
  const back = await get(id);
  const compared = [
    'status',
    'assignee',
    'waitingSince',
    'messageCount',
    'preview',
    'newestMessageId',
    'lastMessageAt',
  ];
  for (const key of compared) assert.deepEqual(back[key], before[key], key);
  assert.equal((await maya.post(`/messages/${body.messageId}/take-back`)).status, 200, 'twice is once');
  const gone = await maya.post(`/conversations/${id}/replies`, { text: 'Right', undoSeconds: 10 });
  await transact(at.ground.db, (tx) =>
    markDelivery(tx, gone.body.messageId, 'sending', null, at.ground.clock.now()),
  );
  assert.equal((await maya.post(`/messages/${gone.body.messageId}/take-back`)).body.code, 'CONFLICT');
});

test('a reply to what was solved is taken back: it is solved since when it was', async () => {
  const id = await arrive();
  await maya.post(`/conversations/${id}/solve`);
  const solvedAt = () =>
    at.ground.db.selectFrom('conversations').select(['status', 'solved_at']).where('id', '=', id).execute();
  const before = await solvedAt();
  at.ground.clock.advance(60 * second);
  const { body } = await maya.post(`/conversations/${id}/replies`, { text: 'And one more', undoSeconds: 10 });
  assert.equal((await maya.post(`/messages/${body.messageId}/take-back`)).status, 200);
  assert.deepEqual(await solvedAt(), before);
});

test('a conversation begun by a message that is taken back is put in the bin, not left empty', async () => {
  const { body } = await maya.post('/conversations', {
    customer: person(),
    inboxId: at.inboxId,
    subject: 'Too soon',
    text: 'Hello',
    undoSeconds: 10,
  });
  await maya.post(`/messages/${body.messageId}/take-back`);
  const row = await get(body.id);
  assert.deepEqual([row.place, row.messageCount, row.newestMessageId], ['bin', 0, null]);
});

test('delivery only goes forward, and what did not arrive brings the conversation back', async () => {
  const id = await arrive();
  const { messageId } = (await maya.post(`/conversations/${id}/replies`, { text: 'Hi' })).body;
  const mark = (state: 'sending' | 'sent' | 'queued' | 'delivered') =>
    transact(at.ground.db, (tx) => markDelivery(tx, messageId, state, null, at.ground.clock.now()));
  assert.deepEqual(
    [
      await mark('sending'),
      await mark('sent'),
      await mark('sent'),
      await mark('queued'),
      await mark('sending'),
    ],
    [true, true, false, false, false],
  );
  assert.equal((await get(id)).status, 'waiting');
  const bounce = (hard: boolean) =>
    transact(at.ground.db, (tx) =>
      markBounced(tx, messageId, { hard, note: 'No such mailbox.' }, at.ground.clock.now()),
    );
  assert.equal(await bounce(false), true);
  assert.equal((await get(id)).status, 'waiting', 'a soft one only says so');
  assert.equal(await bounce(true), true);
  const row = await get(id);
  assert.equal(row.status, 'open');
  assert.ok(row.waitingSince);
  assert.equal(await mark('delivered'), false);
});

test('several drafts: the last one counts, sending ends it', async () => {
  const id = await arrive();
  await maya.put(`/conversations/${id}/draft`, { body: { text: 'a' } });
  await maya.put(`/conversations/${id}/draft`, { body: { text: 'ab' } });
  const { body } = await maya.get(`/conversations/${id}/draft`);
  assert.deepEqual([body.body, body.version], [{ text: 'ab' }, 2]);
  await maya.post(`/conversations/${id}/replies`, { text: 'abc' });
  assert.equal((await maya.get(`/conversations/${id}/draft`)).body ?? null, null);
});

import assert from 'node:assert/strict';
import { after as afterAll, before, test } from 'node:test';
import { type TestInbox, testInbox } from '../../test/inbox.ts';
import { after, day, minute } from '../platform/clock/clock.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/ids.ts';
import { receive } from './receive.ts';
import { reply } from './reply.ts';
import { threadToken } from './thread-token.ts';

let at: TestInbox;
before(async () => {
  at = await testInbox();
});
afterAll(() => at.ground.close());

/** Everybody of their own, so that tests do not meet. */
const person = (name = 'Kofi Byrne') => ({ name, address: `${newId()}@byrnebooks.example` });
const conversation = (id: string) =>
  at.ground.db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const people = (id: string) =>
  at.ground.db
    .selectFrom('participants')
    .selectAll()
    .where('conversation_id', '=', id)
    .orderBy('value')
    .execute();
const eventsOf = (id: string) =>
  at.ground.db
    .selectFrom('events')
    .select(['kind', 'version'])
    .where('conversation_id', '=', id)
    .orderBy('id')
    .execute();
const answer = (id: string, text = 'We have corrected it.') =>
  transact(at.ground.db, (tx) => reply(tx, at.maya, { id, text }, at.ground.clock.now()));
const set = (id: string, values: Record<string, unknown>) =>
  at.ground.db.updateTable('conversations').set(values).where('id', '=', id).execute();

test('a mail from somebody new opens a conversation with a customer of that name', async () => {
  const from = person('Priya Dlamini');
  const got = await at.arrives({ from });
  assert.equal(got.opened, true);
  const row = await conversation(got.conversationId);
  assert.equal(row.status, 'new');
  assert.equal(row.team_id, at.teamId);
  assert.equal(row.message_count, 1);
  assert.deepEqual(row.waiting_since, at.ground.clock.now());
  const customer = await at.ground.db
    .selectFrom('customers')
    .selectAll()
    .where('id', '=', row.customer_id)
    .executeTakeFirstOrThrow();
  assert.equal(customer.name, 'Priya Dlamini');
  assert.deepEqual(await eventsOf(row.id), [
    { kind: 'conversation.opened', version: 1 },
    { kind: 'message.received', version: 2 },
  ]);
  assert.equal(row.version, 2);
});

test('the same raw input, or the same mail through two of our addresses, is one message', async () => {
  const message = at.mail({ from: person() });
  const now = at.ground.clock.now();
  const first = await transact(at.ground.db, (tx) => receive(tx, at.ground, message, now));
  const again = await transact(at.ground.db, (tx) => receive(tx, at.ground, message, now));
  assert.deepEqual(again, { ...first, opened: false, repeated: true });
  const other = { ...message, id: newId(), channelId: newId() };
  const twice = await transact(at.ground.db, (tx) => receive(tx, at.ground, other, now));
  assert.deepEqual([twice.repeated, twice.messageId], [true, message.id]);
  assert.equal((await conversation(first.conversationId)).message_count, 1);
});

test('another mail under the same Message-ID is kept, for anyone can write any Message-ID', async () => {
  const first = at.mail({ from: person() });
  await transact(at.ground.db, (tx) => receive(tx, at.ground, first, at.ground.clock.now()));
  const got = await at.arrives({ from: person(), externalKey: first.externalKey, text: 'Something else' });
  assert.equal(got.repeated, false);
});

test('the same mail arriving at once by many ways is received once', async () => {
  const message = at.mail({ from: person() });
  const now = at.ground.clock.now();
  const all = await Promise.all(
    Array.from({ length: 8 }, () =>
      transact(at.ground.db, (tx) => receive(tx, at.ground, { ...message, id: newId() }, now)),
    ),
  );
  assert.equal(all.filter(({ repeated }) => !repeated).length, 1);
  assert.equal(new Set(all.map(({ conversationId }) => conversationId)).size, 1);
});

test('copies named at the beginning by a proven sender are in; all named later or by others stay pending', async () => {
  const cc = [person('Amina Kowalski')];
  const doubtful = await at.arrives({ from: person(), cc, trust: 'unverified' });
  assert.equal((await people(doubtful.conversationId)).find(({ role }) => role === 'cc')?.pending, true);
  const from = person();
  const first = at.mail({ from, cc });
  const { conversationId } = await transact(at.ground.db, (tx) =>
    receive(tx, at.ground, first, at.ground.clock.now()),
  );
  assert.equal((await people(conversationId)).find(({ role }) => role === 'cc')?.pending, false);
  const late = person('Somebody Else');
  await at.arrives({ from, cc: [late], inReplyTo: first.externalKey });
  const named = (await people(conversationId)).filter(({ role }) => role === 'cc');
  assert.deepEqual(named.map(({ pending }) => pending).sort(), [false, true]);
});

test('our own addresses, tagged or not, never become participants', async () => {
  const to = ['support@copperfield.example', 'Support+1-abc@Copperfield.example'].map((address) => ({
    name: '',
    address,
  }));
  const got = await at.arrives({ from: person(), to });
  assert.equal((await people(got.conversationId)).length, 1);
});

test('an answer to what was solved long ago opens a new conversation that follows the old', async () => {
  const from = person();
  const first = at.mail({ from });
  const { conversationId } = await transact(at.ground.db, (tx) =>
    receive(tx, at.ground, first, at.ground.clock.now()),
  );
  await set(conversationId, { status: 'solved', solved_at: after(at.ground.clock.now(), -29 * day) });
  const early = await at.arrives({ from, inReplyTo: first.externalKey });
  assert.equal(early.conversationId, conversationId);
  assert.equal((await conversation(conversationId)).status, 'open');
  await set(conversationId, { status: 'solved', solved_at: after(at.ground.clock.now(), -31 * day) });
  const late = await at.arrives({ from, inReplyTo: first.externalKey, text: 'again' });
  assert.equal(late.opened, true);
  assert.equal((await conversation(late.conversationId)).follows_id, conversationId);
});

test('what was snoozed or in the bin comes back when the customer writes', async () => {
  const from = person();
  const first = at.mail({ from });
  const { conversationId } = await transact(at.ground.db, (tx) =>
    receive(tx, at.ground, first, at.ground.clock.now()),
  );
  await set(conversationId, {
    place: 'bin',
    snoozed_until: after(at.ground.clock.now(), day),
    status: 'held',
  });
  await at.arrives({ from, inReplyTo: first.externalKey });
  const row = await conversation(conversationId);
  assert.deepEqual([row.place, row.snoozed_until, row.status, row.shelf], ['inbox', null, 'open', 'open']);
});

test('automatic mail joins without opening anything or making anybody wait', async () => {
  const from = person();
  const first = at.mail({ from });
  const { conversationId } = await transact(at.ground.db, (tx) =>
    receive(tx, at.ground, first, at.ground.clock.now()),
  );
  await answer(conversationId);
  await set(conversationId, { status: 'solved', solved_at: at.ground.clock.now() });
  const got = await at.arrives({ from, inReplyTo: first.externalKey, automated: 'auto-reply' });
  assert.equal(got.conversationId, conversationId);
  const row = await conversation(conversationId);
  assert.deepEqual([row.status, row.waiting_since], ['solved', null]);
});

test('mail of a blocked sender or domain lies in spam, collected, and nobody is disturbed', async () => {
  const { db, clock } = at.ground;
  const domain = `${newId()}.example`;
  await db
    .insertInto('blocked_senders')
    .values({ pattern: `@${domain}`, by_id: null, at: clock.now() })
    .execute();
  const from = { name: 'Buy Now', address: `Deals@${domain}` };
  const first = await at.arrives({ from });
  const second = await at.arrives({ from, text: 'and more' });
  assert.deepEqual([first.blocked, second.blocked, second.opened], [true, true, false]);
  const row = await conversation(first.conversationId);
  assert.deepEqual([row.place, row.message_count, row.waiting_since], ['spam', 2, null]);
  const events = await db
    .selectFrom('events')
    .select('data')
    .where('conversation_id', '=', row.id)
    .where('kind', '=', 'message.received')
    .execute();
  assert.ok(events.every(({ data }) => (data as { quiet: boolean }).quiet));
});

test('an old fact keeps its date, is quiet, and does not wake a conversation of today', async () => {
  const from = person();
  const first = at.mail({ from });
  const { conversationId } = await transact(at.ground.db, (tx) =>
    receive(tx, at.ground, first, at.ground.clock.now()),
  );
  await answer(conversationId);
  const before = await conversation(conversationId);
  const old = after(at.ground.clock.now(), -90 * day);
  const joined = await at.arrives({ from, historic: true, at: old, inReplyTo: first.externalKey });
  const row = await conversation(conversationId);
  assert.equal(joined.conversationId, conversationId);
  assert.deepEqual(
    [row.status, row.last_message_id, row.last_message_at],
    ['waiting', before.last_message_id, before.last_message_at],
  );
  const alone = await conversation(
    (await at.arrives({ from: person(), historic: true, at: old })).conversationId,
  );
  assert.deepEqual([alone.status, alone.last_message_at, alone.created_at], ['solved', old, old]);
});

test('an answer written outside Rapport becomes ours, already sent, and nobody waits any more', async () => {
  const from = person();
  const first = at.mail({ from });
  const { conversationId } = await transact(at.ground.db, (tx) =>
    receive(tx, at.ground, first, at.ground.clock.now()),
  );
  at.ground.clock.advance(minute);
  const own = { name: 'Support', address: 'support@copperfield.example' };
  const got = await at.arrives({
    fromUs: true,
    from: own,
    to: [from],
    inReplyTo: first.externalKey,
    text: 'Done by phone.',
  });
  assert.equal(got.conversationId, conversationId);
  const row = await conversation(conversationId);
  assert.deepEqual([row.status, row.waiting_since, row.message_count], ['waiting', null, 2]);
  const message = await at.ground.db
    .selectFrom('messages')
    .selectAll()
    .where('id', '=', got.messageId)
    .executeTakeFirstOrThrow();
  assert.deepEqual([message.direction, message.delivery], ['out', 'sent']);
});

test('the Sent copy of what Rapport sent itself is not a second message, even if the host renamed it', async () => {
  const from = person();
  const { conversationId } = await at.arrives({ from });
  const { messageId } = await answer(conversationId, 'We have corrected it.\n\nMaya');
  const { number } = await conversation(conversationId);
  const got = await at.arrives({
    fromUs: true,
    from: { name: '', address: 'support@copperfield.example' },
    to: [from],
    externalKey: '<renamed@host.example>',
    tokens: [threadToken(at.ground.secrets, number)],
    text: 'We have corrected it.\r\n\r\nMaya\r\n',
  });
  assert.deepEqual([got.repeated, got.messageId], [true, messageId]);
});

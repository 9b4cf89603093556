import assert from 'node:assert/strict';
import { after as afterAll, before, test } from 'node:test';
import { type TestInbox, testInbox } from '../../test/inbox.ts';
import { after, day, hour, minute } from '../platform/clock/clock.ts';
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

test('an answer joins by reference, sets the conversation open and keeps who has it', async () => {
  const from = person();
  const first = at.mail({ from });
  const { conversationId } = await transact(at.ground.db, (tx) =>
    receive(tx, at.ground, first, at.ground.clock.now()),
  );
  await answer(conversationId);
  assert.equal((await conversation(conversationId)).status, 'waiting');
  const second = await at.arrives({ from, subject: 'Something else entirely', inReplyTo: first.externalKey });
  assert.equal(second.conversationId, conversationId);
  const row = await conversation(conversationId);
  assert.deepEqual([row.status, row.assignee_id, row.message_count], ['open', at.maya.id, 3]);
  assert.ok(row.waiting_since);
});

test('an answer joins by a reference to the Message-ID we made', async () => {
  const from = person();
  const { conversationId } = await at.arrives({ from });
  const { messageId } = await answer(conversationId);
  const { number } = await conversation(conversationId);
  const key = `<${messageId}.${threadToken(at.ground.secrets, number)}@copperfield.example>`;
  const got = await at.arrives({ from, references: [key], subject: 'x' });
  assert.equal(got.conversationId, conversationId);
});

test('a stranger who knows a Message-ID and forges nothing else opens a conversation of their own', async () => {
  const first = at.mail({ from: person() });
  const { conversationId } = await transact(at.ground.db, (tx) =>
    receive(tx, at.ground, first, at.ground.clock.now()),
  );
  const got = await at.arrives({
    from: person('Mallory'),
    inReplyTo: first.externalKey,
    references: [first.externalKey!],
  });
  assert.notEqual(got.conversationId, conversationId);
});

test('a token from a stranger joins as pending and makes nobody a participant', async () => {
  const { conversationId } = await at.arrives({ from: person() });
  const { number } = await conversation(conversationId);
  const mallory = person('Mallory');
  const tokens = [threadToken(at.ground.secrets, number)];
  const got = await at.arrives({ from: mallory, tokens, cc: [person('Eve')] });
  assert.equal(got.conversationId, conversationId);
  const message = await at.ground.db
    .selectFrom('messages')
    .select('pending')
    .where('id', '=', got.messageId)
    .executeTakeFirstOrThrow();
  assert.equal(message.pending, true);
  const pending = (await people(conversationId)).filter((one) => one.pending);
  assert.equal(pending.length, 2);
  const again = await at.arrives({ from: mallory, inReplyTo: `<${got.messageId}@alder.example>` });
  assert.notEqual(again.conversationId, conversationId, 'pending people do not join by reference');
});

test('a wrong or foreign token says nothing', async () => {
  const { conversationId } = await at.arrives({ from: person() });
  const { number } = await conversation(conversationId);
  const right = threadToken(at.ground.secrets, number);
  const wrong = right.slice(0, -1) + (right.endsWith('a') ? 'b' : 'a');
  const got = await at.arrives({ from: person(), tokens: [wrong, 'zzz-aaaaaaaaaaaaaaaaaaaa', ''] });
  assert.equal(got.opened, true);
});

test('a token joins whatever became of headers and subject', async () => {
  const from = person();
  const { conversationId } = await at.arrives({ from });
  const { number } = await conversation(conversationId);
  const got = await at.arrives({
    from,
    subject: 'Neu',
    tokens: [threadToken(at.ground.secrets, number)],
    trust: 'failed',
  });
  assert.equal(got.conversationId, conversationId);
});

test('a forged sender needs a token: references and subject do not let it in', async () => {
  const from = person();
  const first = at.mail({ from });
  const { conversationId } = await transact(at.ground.db, (tx) =>
    receive(tx, at.ground, first, at.ground.clock.now()),
  );
  const forged = await at.arrives({
    from,
    trust: 'failed',
    inReplyTo: first.externalKey,
    subject: `Re: ${first.subject}`,
  });
  assert.notEqual(forged.conversationId, conversationId);
});

test('an answer without headers joins by its subject: same sender, same inbox, within 30 days', async () => {
  const from = person();
  const { conversationId } = await at.arrives({ from, subject: 'Refund for October' });
  const joins = await at.arrives({ from, subject: 'AW: Re: [#77] Refund for  october' });
  assert.equal(joins.conversationId, conversationId);
  const plain = await at.arrives({ from, subject: 'Refund for October', text: 'another one' });
  assert.notEqual(plain.conversationId, conversationId, 'without "Re:" it is a new matter');
  const stranger = await at.arrives({ from: person(), subject: 'Re: Refund for October' });
  assert.notEqual(stranger.conversationId, conversationId);
  await set(conversationId, { last_message_at: after(at.ground.clock.now(), -31 * day) });
  await set(plain.conversationId, { last_message_at: after(at.ground.clock.now(), -31 * day) });
  const late = await at.arrives({ from, subject: 'Re: Refund for October' });
  assert.equal(late.opened, true);
});

test('copies of an unproven sender stay pending, those of a proven one do not', async () => {
  const cc = [person('Amina Kowalski')];
  const doubtful = await at.arrives({ from: person(), cc, trust: 'unverified' });
  assert.equal((await people(doubtful.conversationId)).find(({ role }) => role === 'cc')?.pending, true);
  const proven = await at.arrives({ from: person(), cc });
  assert.equal((await people(proven.conversationId)).find(({ role }) => role === 'cc')?.pending, false);
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

test('a reply that arrives before its parent is found by the parent, at any distance and at once', async () => {
  for (let round = 0; round < 12; round++) {
    const from = person();
    const parent = at.mail({ from, subject: 'Order 12' });
    const child = at.mail({
      from,
      subject: 'Re: Order 12',
      text: 'ps',
      inReplyTo: parent.externalKey,
      references: [parent.externalKey!],
    });
    const grandchild = at.mail({
      from,
      subject: 'Re: Order 12',
      text: 'pps',
      inReplyTo: child.externalKey,
      references: [parent.externalKey!, child.externalKey!],
    });
    const order = [
      [grandchild, child, parent],
      [child, parent, grandchild],
      [parent, grandchild, child],
    ][round % 3]!;
    const now = at.ground.clock.now();
    const one = (message: typeof parent) =>
      transact(at.ground.db, (tx) => receive(tx, at.ground, message, now));
    const got =
      round < 6
        ? await Promise.all(order.map(one))
        : [await one(order[0]!), await one(order[1]!), await one(order[2]!)];
    assert.equal(new Set(got.map(({ conversationId }) => conversationId)).size, 1, `round ${round}`);
    assert.equal((await conversation(got[0]!.conversationId)).message_count, 3);
  }
});

test('one sender who opens too much is collected in one conversation; nothing is lost', async () => {
  const from = person('A script');
  const all = [];
  for (let n = 0; n < 70; n++)
    all.push(await at.arrives({ from, subject: `Alert ${n}`, trust: 'unverified' }));
  const ids = new Set(all.map(({ conversationId }) => conversationId));
  assert.equal(ids.size, 51);
  const rows = await Promise.all([...ids].map(conversation));
  assert.equal(
    rows.reduce((sum, row) => sum + row.message_count, 0),
    70,
  );
  assert.deepEqual(
    rows.filter(({ flood }) => flood).map(({ message_count }) => message_count),
    [20],
  );
  at.ground.clock.advance(2 * hour);
  const calm = await at.arrives({ from, subject: 'A real question', trust: 'unverified' });
  assert.equal(calm.opened, true);
});

test('whoever has no address is not taken for the last one without', async () => {
  const from = { name: '', address: 'unknown@unknown.invalid' };
  const first = at.mail({ from, trust: 'unverified' });
  const { conversationId } = await transact(at.ground.db, (tx) =>
    receive(tx, at.ground, first, at.ground.clock.now()),
  );
  const got = await at.arrives({
    from,
    trust: 'unverified',
    subject: `Re: ${first.subject}`,
    inReplyTo: first.externalKey,
  });
  assert.notEqual(got.conversationId, conversationId);
});

import assert from 'node:assert/strict';
import { after as afterAll, before, test } from 'node:test';
import { type TestInbox, testInbox } from '../../test/inbox.ts';
import { after, day, hour } from '../platform/clock/clock.ts';
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
const answer = (id: string, text = 'We have corrected it.') =>
  transact(at.ground.db, (tx) => reply(tx, at.maya, { id, text }, at.ground.clock.now()));
const set = (id: string, values: Record<string, unknown>) =>
  at.ground.db.updateTable('conversations').set(values).where('id', '=', id).execute();

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

test('a sender named by somebody else (a Reply-To) joins by a token alone, and as pending', async () => {
  const from = person();
  const first = at.mail({ from, subject: 'Refund' });
  const { conversationId } = await transact(at.ground.db, (tx) =>
    receive(tx, at.ground, first, at.ground.clock.now()),
  );
  const { number } = await conversation(conversationId);
  const sender = { name: 'Form', address: 'no-reply@evil.example' };
  const said = { from, sender, named: true, trust: 'unverified' as const, subject: 'Re: Refund' };
  const got = await at.arrives({ ...said, inReplyTo: first.externalKey });
  assert.notEqual(got.conversationId, conversationId);
  const byToken = await at.arrives({ ...said, tokens: [threadToken(at.ground.secrets, number)] });
  assert.equal(byToken.conversationId, conversationId);
  const message = await at.ground.db
    .selectFrom('messages')
    .select('pending')
    .where('id', '=', byToken.messageId)
    .executeTakeFirstOrThrow();
  assert.equal(message.pending, true);
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

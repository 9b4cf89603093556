import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { type TestGround, testGround } from '../../../test/ground.ts';
import { type Mailbox, plantAnswer, plantMailbox } from '../../../test/outbox.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/ids.ts';
import { applyBounce } from './bounces.ts';
import { messageKey } from './compose.ts';
import type { MailBounce } from './parse/mail.ts';

let ground: TestGround;
let mailbox: Mailbox;
let messageId: string;
let key: string;
beforeEach(async () => {
  ground = await testGround();
  mailbox = await plantMailbox(ground, 1);
  ({ messageId } = await plantAnswer(ground, mailbox, { delivery: 'sent' }));
  key = await deliveredUnder(messageId);
});
afterEach(() => ground.close());

/** Writes the delivery of a message that has left, and returns its Message-ID. */
async function deliveredUnder(id: string): Promise<string> {
  const { number } = await ground.db
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .select('c.number')
    .where('m.id', '=', id)
    .executeTakeFirstOrThrow();
  const name = messageKey(ground.secrets, id, number, mailbox.address);
  const now = ground.clock.now();
  const row = { channel_id: mailbox.channelId, next_at: now, created_at: now };
  await ground.db
    .insertInto('deliveries')
    .values({ ...row, message_id: id, external_key: name })
    .execute();
  await ground.db.updateTable('messages').set({ external_key: name }).where('id', '=', id).execute();
  return name;
}

const bounce = (change: Partial<MailBounce> = {}): { bounce: MailBounce } => ({
  bounce: {
    kind: 'hard',
    recipient: 'leila.tanaka@alder.example',
    status: '5.1.1',
    diagnostic: '550 5.1.1 <leila.tanaka@alder.example>: unknown user',
    originalMessageId: key,
    originalHeaders: {},
    ...change,
  },
});

const apply = (mail: { bounce: MailBounce | null }, channel?: { id: string; inbox_id: string }) =>
  transact(ground.db, (tx) =>
    applyBounce(
      tx,
      mail,
      channel ?? { id: mailbox.channelId, inbox_id: mailbox.inboxId },
      ground.clock.now(),
    ),
  );

const state = () =>
  ground.db
    .selectFrom('messages')
    .select(['delivery', 'delivery_note'])
    .where('id', '=', messageId)
    .executeTakeFirstOrThrow();

test('a bounce is written on the message it is about, and the address is remembered', async () => {
  assert.equal(await apply(bounce()), true);
  assert.deepEqual(await state(), {
    delivery: 'bounced',
    delivery_note:
      'It did not reach leila.tanaka@alder.example. This address does not exist. It said: “<leila.tanaka@alder.example>: unknown user”',
  });
  const dead = await ground.db.selectFrom('dead_addresses').select('address').execute();
  assert.deepEqual(dead, [{ address: 'leila.tanaka@alder.example' }]);
});

test('a full mailbox is a bounce as well, but the address lives on', async () => {
  assert.equal(
    await apply(bounce({ kind: 'soft', status: '4.2.2', diagnostic: '452 4.2.2 Mailbox full' })),
    true,
  );
  assert.equal((await state()).delivery, 'bounced');
  assert.deepEqual(await ground.db.selectFrom('dead_addresses').selectAll().execute(), []);
});

test('a delay changes nothing but the note', async () => {
  assert.equal(await apply(bounce({ kind: 'delay', status: '4.4.1', diagnostic: null })), true);
  const { delivery, delivery_note } = await state();
  assert.equal(delivery, 'sent');
  assert.match(delivery_note ?? '', /^Delayed on its way to leila/);
});

test('a bounce proves that a doubtful message was sent', async () => {
  await ground.db.updateTable('messages').set({ delivery: 'unknown' }).where('id', '=', messageId).execute();
  await apply(bounce());
  assert.equal((await state()).delivery, 'bounced');
});

test('the Message-ID may stand in the returned headers alone', async () => {
  assert.equal(
    await apply(bounce({ originalMessageId: null, originalHeaders: { 'message-id': key } })),
    true,
  );
  assert.equal((await state()).delivery, 'bounced');
});

test('what names no Message-ID of ours, or one with another token, is about nothing', async () => {
  const forged = key.replace(/\.[^@]+@/, '.1-aaaaaaaaaaaaaaaaaaaa@');
  for (const name of [null, forged, `<${newId()}@copperfield.example>`, '', '<>']) {
    assert.equal(await apply(bounce({ originalMessageId: name })), false, String(name));
  }
  assert.equal(await apply({ bounce: null }), false);
  assert.equal((await state()).delivery, 'sent');
});

test('another inbox cannot bounce it', async () => {
  const other = await plantMailbox(ground, 1, { address: 'sales@copperfield.example' });
  assert.equal(await apply(bounce(), { id: other.channelId, inbox_id: other.inboxId }), false);
});

test('an address the message never went to is not remembered as dead', async () => {
  await apply(bounce({ recipient: 'victim@birch.example' }));
  assert.deepEqual(await ground.db.selectFrom('dead_addresses').selectAll().execute(), []);
});

test('a bounce that comes twice is the same bounce, and a late delay does not undo it', async () => {
  await apply(bounce());
  const before = await state();
  await apply(bounce());
  await apply(bounce({ kind: 'delay' }));
  assert.deepEqual(await state(), before);
});

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { type TestGround, testGround } from '../../test/ground.ts';
import { type Mailbox, plantAnswer, plantMailbox } from '../../test/outbox.ts';
import { type SmtpSink, startSmtpSink } from '../../test/servers/smtp-sink.ts';
import { receive } from '../conversations/receive.ts';
import { day, hour } from '../platform/clock/clock.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/ids.ts';
import { type Answered, mayAnswerAutomatically } from './automatic.ts';
import { deliver } from './deliver.ts';
import { writeAcknowledgement } from './email/acknowledge.ts';
import { closeMailConnections } from './email/send.ts';

let ground: TestGround;
let sink: SmtpSink;
let mailbox: Mailbox;
let conversationId: string;
beforeEach(async () => {
  ground = await testGround();
  sink = await startSmtpSink();
  mailbox = await plantMailbox(ground, sink.port);
  ({ conversationId } = await plantAnswer(ground, mailbox));
});
afterEach(async () => {
  closeMailConnections(ground);
  await sink.close();
  await ground.close();
});

const ask = (change: Partial<Answered> = {}) =>
  transact(ground.db, (tx) =>
    mayAnswerAutomatically(
      tx,
      {
        address: 'stranger@birch.example',
        conversationId,
        automated: null,
        historic: false,
        pending: false,
        trust: 'unverified',
        mailFrom: 'stranger@birch.example',
        ...change,
      },
      ground.clock.now(),
    ),
  );

test('an address nobody verified gets three automatic mails a day, however they are asked for', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask()));
  assert.equal(answers.filter(Boolean).length, 3);
  assert.equal(await ask({ address: 'Stranger@BIRCH.example' }), false);
  assert.equal(await ask({ address: 'other@birch.example' }), true);
  ground.clock.advance(day);
  assert.equal(await ask(), true);
});

for (const [who, change] of [
  ['a machine', { automated: 'auto-reply' }],
  ['a mailing list', { automated: 'list' }],
  ['an old mail', { historic: true }],
  ['somebody not yet let in', { pending: true }],
  ['a forged sender', { trust: 'failed' }],
  ['the null sender', { mailFrom: '' }],
  ['mailer-daemon', { address: 'MAILER-DAEMON@birch.example' }],
  ['no-reply', { address: 'no-reply@birch.example' }],
  ['a list’s owner', { address: 'news-owner@birch.example' }],
  ['our own address', { address: 'Support@copperfield.example' }],
  ['our own plus-address', { address: 'support+abc@copperfield.example' }],
  ['what is no address', { address: 'nobody' }],
] satisfies [string, Partial<Answered>][]) {
  test(`${who} gets no automatic mail`, async () => {
    assert.equal(await ask(change), false);
    assert.deepEqual(await ground.db.selectFrom('automatic_sent').selectAll().execute(), []);
  });
}

/** A mail from Ben arrives and everything it causes happens. */
async function mailFrom(address: string, automated: string | null = null, historic = false) {
  const now = ground.clock.now();
  const id = newId();
  const received = await transact(ground.db, (tx) =>
    receive(
      tx,
      ground,
      {
        id,
        channel: 'email',
        channelId: mailbox.channelId,
        inboxId: mailbox.inboxId,
        rawId: null,
        at: now,
        from: { name: 'Ben Aziz', address },
        to: [{ name: '', address: mailbox.address }],
        cc: [],
        subject: `Question ${id}`,
        text: 'Hello?',
        html: null,
        replyText: 'Hello?',
        automated,
        language: null,
        trust: 'unverified',
        externalKey: `<${id}@birch.example>`,
        inReplyTo: null,
        references: [],
        tokens: [],
        attachments: [],
        remoteImages: 0,
        warnings: [],
        historic,
        fromUs: false,
      },
      now,
    ),
  );
  await ground.runReactions();
  return received;
}

const automaticMails = () =>
  ground.db
    .selectFrom('messages')
    .select(['id', 'delivery'])
    .where('automated', '=', 'auto-replied')
    .execute();

test('an inbox acknowledges a first mail only when it was told to', async () => {
  await mailFrom('ben@birch.example');
  assert.deepEqual(await automaticMails(), []);
  const now = ground.clock.now();
  await transact(ground.db, (tx) =>
    writeAcknowledgement(tx, mailbox.inboxId, { text: 'We got your message.' }, now),
  );
  const { conversationId: opened } = await mailFrom('ben@birch.example');
  const [said] = await automaticMails();
  assert.ok(said);
  await deliver(ground, said.id);
  assert.equal(sink.taken.length, 1);
  assert.match(sink.taken[0]?.raw ?? '', /^Auto-Submitted: auto-replied\r?$/m);
  assert.match(sink.taken[0]?.raw ?? '', /We got your message\./);
  const conversation = await ground.db
    .selectFrom('conversations')
    .select(['status', 'waiting_since'])
    .where('id', '=', opened)
    .executeTakeFirstOrThrow();
  assert.equal(conversation.status, 'new', 'nobody has answered yet');
  assert.ok(conversation.waiting_since, 'and the customer still waits');
});

test('machines, old mail and the fourth of a day are not acknowledged', async () => {
  const now = ground.clock.now();
  await transact(ground.db, (tx) => writeAcknowledgement(tx, mailbox.inboxId, { text: 'Thanks.' }, now));
  await mailFrom('robot@birch.example', 'auto-generated');
  await mailFrom('old@birch.example', null, true);
  assert.deepEqual(await automaticMails(), []);
  for (let n = 0; n < 5; n++) {
    ground.clock.advance(hour);
    await mailFrom('ben@birch.example');
  }
  assert.equal((await automaticMails()).length, 3);
});

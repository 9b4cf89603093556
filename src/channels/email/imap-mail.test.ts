import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listening, question, until } from '../../../test/listening.ts';
import { plantAnswer } from '../../../test/outbox.ts';
import { bring } from '../../../test/servers/smtp-client.ts';
import { startSmtpSink } from '../../../test/servers/smtp-sink.ts';
import { deliver } from '../deliver.ts';
import { startListeners } from '../listeners.ts';
import { startDoor } from './door.ts';
import { loopHeader, loopMark } from './loop.ts';
import { closeMailConnections } from './send.ts';

describe('what is met in a mailbox', () => {
  const at = listening();

  test('a mail that is too large leaves a message that says so and where it is', async () => {
    await at.connect();
    await at.listen();
    await until(at.isOk, 'connected');
    at.imap.deliver(
      question('large', {
        headers: 'Content-Type: text/plain\nIn-Reply-To: <x@y.example>\n',
        body: 'x'.repeat(70).concat('\n').repeat(20_000),
      }),
    );
    at.imap.deliver(question('small'));
    await until(async () => (await at.subjects()).length === 2, 'both are messages');
    const large = await at.ground.db
      .selectFrom('messages')
      .selectAll()
      .where('subject', '=', 'Question large')
      .executeTakeFirstOrThrow();
    assert.match(large.text, /still in the mailbox/);
    assert.ok(large.warnings.some((warning) => warning.includes('too large')));
    assert.equal(large.sender?.address, 'leila.tanakalarge@alder.example');
  });

  test('an answer sent from another program joins as ours; our own copies do not', async () => {
    await at.connect();
    await at.listen();
    await until(at.isOk, 'connected');
    at.imap.deliver(question(1));
    await until(async () => (await at.subjects()).length === 1, 'the question is read');
    at.imap.deliver(
      `From: support@copperfield.example\nTo: leila.tanaka1@alder.example\nSubject: Re: Question 1\nMessage-ID: <phone1@mobile.example>\nIn-Reply-To: <q1@alder.example>\n\nSent from my phone.\n`,
      { folder: 'Sent' },
    );
    at.imap.deliver(
      `From: support@copperfield.example\nTo: leila.tanaka1@alder.example\nSubject: Re: Question 1\nMessage-ID: <own1@copperfield.example>\n${loopHeader}: ${loopMark(at.ground.secrets)}\n\nSent from Rapport.\n`,
      { folder: 'Sent' },
    );
    // Sent is looked at whenever something comes, at the latest once a minute.
    at.imap.deliver(question(2));
    await until(
      async () =>
        (await at.ground.db.selectFrom('messages').select('id').where('direction', '=', 'out').execute())
          .length === 1,
      'our answer is there',
    );
    const out = await at.ground.db
      .selectFrom('messages')
      .selectAll()
      .where('direction', '=', 'out')
      .executeTakeFirstOrThrow();
    assert.equal(out.text.trim(), 'Sent from my phone.');
    const asked = await at.ground.db
      .selectFrom('messages')
      .select('conversation_id')
      .where('subject', '=', 'Question 1')
      .executeTakeFirstOrThrow();
    assert.equal(out.conversation_id, asked.conversation_id);
    assert.equal(out.delivery, 'sent');
  });

  test('the copy in Sent settles a message of which nobody knew whether it was sent, and joins as nothing new', async (t) => {
    const sink = await startSmtpSink();
    t.after(async () => {
      closeMailConnections(at.ground);
      await sink.close();
    });
    sink.behave = (stage) => (stage === 'answer' ? 'take-and-cut' : undefined);
    const channel = await at.connect();
    const smtp = { host: '127.0.0.1', port: sink.port, security: 'none', user: '' };
    await at.ground.db
      .updateTable('channels')
      .set({ config: JSON.stringify({ ...(channel.config as object), smtp }) })
      .execute();
    const { brand_id: brandId } = await at.ground.db
      .selectFrom('inboxes')
      .select('brand_id')
      .where('id', '=', channel.inbox_id)
      .executeTakeFirstOrThrow();
    const mailbox = { channelId: channel.id, inboxId: channel.inbox_id, brandId, address: channel.address };
    const [sent, lost] = [await plantAnswer(at.ground, mailbox), await plantAnswer(at.ground, mailbox)];
    const stateOf = (id: string) =>
      at.ground.db
        .selectFrom('messages')
        .select(['delivery', 'delivery_note'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
    for (const { messageId } of [sent, lost]) {
      await deliver(at.ground, messageId);
      assert.equal((await stateOf(messageId)).delivery, 'unknown');
    }
    const count = async () => (await at.ground.db.selectFrom('messages').select('id').execute()).length;
    const before = await count();

    await at.listen();
    await until(at.isOk, 'connected');
    at.imap.deliver(sink.taken[0]?.raw ?? '', { folder: 'Sent' });
    at.imap.deliver(question(1));
    await until(async () => (await stateOf(sent.messageId)).delivery === 'sent', 'the copy is read');
    assert.match((await stateOf(sent.messageId)).delivery_note ?? '', /Sent folder/);
    assert.equal((await stateOf(lost.messageId)).delivery, 'unknown', 'the other is still in doubt');
    await until(async () => (await at.subjects()).includes('Question 1'), 'the question is read');
    assert.equal(await count(), before + 1, 'the question, and no second answer');
  });

  test('a mail met by IMAP and at the door is one', async () => {
    await at.connect();
    await at.listen();
    await until(at.isOk, 'connected');
    at.imap.deliver(question(1));
    await until(async () => (await at.subjects()).length === 1, 'it is read');
    const door = await startDoor(at.ground);
    assert.match(await bring(door.port, question(1), { to: 'support@copperfield.example' }), /^250/);
    await door.close();
    assert.deepEqual(await at.subjects(), ['Question 1']);
  });

  test('two processes never read one mailbox at the same time', async () => {
    await at.connect();
    await at.listen();
    await until(at.isOk, 'connected');
    const first = (await at.channel()).listener_id;
    const second = await startListeners({ ...at.ground });
    assert.equal((await at.channel()).listener_id, first);
    at.ground.clock.advance(31_000);
    // The first is thought dead now: the second takes over, and the first may not write any more.
    await second.reload();
    assert.notEqual((await at.channel()).listener_id, first);
    at.imap.deliver(question(1));
    await until(async () => (await at.subjects()).length === 1, 'one of them reads it');
    await second.close();
  });
});

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type TestGround, testGround } from '../../test/ground.ts';
import { connectMailbox } from '../../test/mailbox.ts';
import { transact } from '../platform/db/transact.ts';
import type { RawItem } from './channel.ts';
import { loopHeader, loopMark } from './email/loop.ts';
import { mailKey } from './email/mail-key.ts';
import { atHand, store, takeIn } from './intake.ts';
import { channelJobs } from './jobs.ts';
import { readRaw } from './read-raw.ts';
import { readerOf } from './reader.ts';
import type { ChannelRow } from './tables.ts';

const crlf = (text: string) => Buffer.from(text.replace(/\r?\n/g, '\r\n'));
const mail = (name: string, headers = '', body = 'Good morning.') =>
  crlf(
    `From: Tariq Mensah <tariq.mensah@alder.example>\nTo: support@copperfield.example\nSubject: ${name}\nMessage-ID: <${name}@alder.example>\n${headers}\n${body}\n`,
  );

describe('the way in', () => {
  let ground: TestGround;
  let channel: ChannelRow;
  before(async () => {
    ground = await testGround();
    channel = await connectMailbox(ground, { aliases: ['help@copperfield.example'] });
  });
  after(() => ground.close());
  beforeEach(async () => {
    await ground.db.deleteFrom('raw_inbound').execute();
    await ground.db.deleteFrom('conversations').execute();
  });

  const item = (bytes: Buffer, rest: Partial<RawItem> = {}): RawItem => ({
    bytes,
    externalKey: mailKey(bytes),
    envelope: { via: 'door', recipients: [channel.address] },
    historic: false,
    at: ground.clock.now(),
    ...rest,
  });
  const arrive = (bytes: Buffer) => takeIn(ground, [{ channel, item: item(bytes) }]);
  const raws = () => ground.db.selectFrom('raw_inbound').selectAll().orderBy('id').execute();
  const messages = () => ground.db.selectFrom('messages').selectAll().orderBy('at').execute();
  /** Keeps an input without reading it, as a process that dies right after does. */
  const keepOnly = async (bytes: Buffer): Promise<string> => {
    const work = atHand({ channel, item: item(bytes) });
    await transact(ground.db, (tx) => store(tx, ground, work, mailKey(bytes), ground.clock.now()));
    return work.raw.id;
  };

  test('what was stored by a process that died is read by the sweep, once, when its lease is over', async () => {
    await keepOnly(mail('left'));
    const read = async () => channelJobs.find((job) => job.name === 'channels.read')?.run(ground, {});
    await read();
    assert.equal((await messages()).length, 0, 'its owner may still be at work');
    ground.clock.advance(31_000);
    await Promise.all([read(), read()]);
    await readerOf(ground).idle();
    assert.equal((await messages()).length, 1);
    assert.equal((await raws())[0]?.state, 'read');
  });

  test('two readings of one input at the same time make one message', async () => {
    const id = await keepOnly(mail('raced'));
    await Promise.all([readRaw(ground, id), readRaw(ground, id), readRaw(ground, id)]);
    assert.equal((await messages()).length, 1);
    assert.equal((await raws()).length, 1);
  });

  test('the same input again adds nothing', async () => {
    await arrive(mail('again'));
    await arrive(mail('again'));
    assert.equal((await raws()).length, 1);
    assert.equal((await messages()).length, 1);
  });

  test('what cannot be read is shown to a person, with the original', async () => {
    const id = await keepOnly(mail('poison'));
    const work = {
      channel,
      raw: {
        id,
        envelope: { via: 'nowhere' },
        historic: false,
        receivedAt: ground.clock.now(),
        attempts: 7,
        size: 10,
      },
      bytes: mail('poison'),
    };
    // An envelope nobody can read fails every time; the eighth failure is the last.
    await readRaw(ground, id, work);
    const [message] = await messages();
    assert.match(message?.text ?? '', /could not be read/);
    assert.equal(message?.sender?.address, 'tariq.mensah@alder.example');
    assert.equal(message?.subject, 'poison');
    const [file] = await ground.db.selectFrom('attachments').selectAll().execute();
    assert.equal(file?.name, 'original.eml');
    assert.deepEqual(await ground.files.read(file?.file_hash ?? ''), mail('poison'));
    assert.equal((await raws())[0]?.state, 'unreadable');
  });

  test('a reading that fails is tried again after growing pauses, and says why meanwhile', async () => {
    const id = await keepOnly(mail('flaky'));
    await ground.db
      .updateTable('raw_inbound')
      .set({ envelope: JSON.stringify({ via: 'nowhere' }) })
      .where('id', '=', id)
      .execute();
    const pauses: number[] = [];
    for (let n = 0; n < 3; n++) {
      await readRaw(ground, id);
      const [raw] = await raws();
      assert.equal(raw?.state, 'stored');
      assert.notEqual(raw?.state_note, '');
      pauses.push(((raw?.next_at.getTime() ?? 0) - ground.clock.now().getTime()) / 1000);
    }
    assert.deepEqual(pauses, [5, 15, 60]);
  });

  test('our own mail that comes back is ignored, and says so; a forged mark is read like any mail', async () => {
    await arrive(mail('loop', `${loopHeader}: ${loopMark(ground.secrets)}\n`));
    await arrive(mail('forged', `${loopHeader}: aaaaaaaaaaaaaaaaaaaa\n`));
    assert.deepEqual(
      (await raws()).map((raw) => [raw.state, raw.state_note]),
      [
        ['ignored', 'A mail sent from here that came back.'],
        ['read', ''],
      ],
    );
    assert.deepEqual(
      (await messages()).map((message) => message.subject),
      ['forged'],
    );
  });

  test('a bounce of nothing we sent opens no conversation and stays to be seen', async () => {
    const bounce = crlf(`From: Mail Delivery System <MAILER-DAEMON@mx.alder.example>
To: support@copperfield.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <b1@mx.alder.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.alder.example

Final-Recipient: rfc822; nobody@elsewhere.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown
--B
Content-Type: text/rfc822-headers

Message-ID: <never-ours@elsewhere.example>
Subject: Hello
--B--
`);
    await arrive(bounce);
    assert.equal((await messages()).length, 0);
    const [raw] = await raws();
    assert.equal(raw?.state, 'ignored');
    assert.match(raw?.state_note ?? '', /bounce/);
  });

  test('our own addresses take no part in a conversation: alias, receiving-only mailbox, plus-address', async () => {
    await arrive(
      crlf(
        'From: tariq.mensah@alder.example\nTo: support@copperfield.example, Help@copperfield.example\n' +
          'Cc: help+k3@copperfield.example, leila.tanaka@alder.example\nSubject: all of you\nMessage-ID: <all@alder.example>\n\nHello\n',
      ),
    );
    const people = await ground.db.selectFrom('participants').select('value').orderBy('value').execute();
    assert.deepEqual(
      people.map(({ value }) => value),
      ['leila.tanaka@alder.example', 'tariq.mensah@alder.example'],
    );
  });

  test('nobody speaks for a customer by naming them in Reply-To', async () => {
    await arrive(mail('asked'));
    await arrive(
      crlf(
        'From: no-reply@evil.example\nReply-To: Tariq Mensah <tariq.mensah@alder.example>\nTo: support@copperfield.example\n' +
          'Subject: Re: asked\nIn-Reply-To: <asked@alder.example>\nMessage-ID: <x@evil.example>\n\nPlease send it to my new address.\n',
      ),
    );
    const rows = await ground.db.selectFrom('conversations').select('message_count').execute();
    assert.deepEqual(
      rows.map((row) => row.message_count),
      [1, 1],
    );
  });

  test('a customer’s mail that a colleague forwards is the customer’s', async () => {
    await ground.db
      .insertInto('agents')
      .values({
        id: '0197a000-0000-7000-8000-000000000001',
        name: 'Maya Lindt',
        email: 'maya.lindt@copperfield.example',
        image: null,
        role: 'agent',
        deactivated_at: null,
        created_at: ground.clock.now(),
        updated_at: ground.clock.now(),
      } as never)
      .execute();
    const forwarded = (from: string, id: string) =>
      crlf(
        `From: Somebody <${from}>\nTo: support@copperfield.example\nSubject: Fwd: Broken lamp\nMessage-ID: <${id}@x.example>\n\nCan you take this?\n\n---------- Forwarded message ---------\nFrom: Yuki Novak <yuki.novak@alder.example>\nDate: Mon, 2 Mar 2026 at 08:00\nSubject: Broken lamp\nTo: <maya.lindt@copperfield.example>\n\nMy lamp is broken.\n`,
      );
    await arrive(forwarded('maya.lindt@copperfield.example', 'f1'));
    await arrive(forwarded('stranger@elsewhere.example', 'f2'));
    const senders = (await messages()).map((message) => message.sender?.address).sort();
    assert.deepEqual(senders, ['stranger@elsewhere.example', 'yuki.novak@alder.example']);
  });

  test('a bomb of mails from one sender is taken in whole and is no wall of conversations', async () => {
    const bomb = Array.from({ length: 400 }, (_, n) => mail(`bomb-${n}`));
    const lanes = bomb.values();
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (const bytes of lanes) await arrive(bytes);
      }),
    );
    await readerOf(ground).idle();
    assert.equal((await messages()).length, 400);
    const conversations = await ground.db.selectFrom('conversations').select('id').execute();
    assert.ok(conversations.length <= 55, `${conversations.length} conversations`);
  });

  test('a large original lies in a file, a small one in its row, and both are read the same way', async () => {
    await arrive(mail('small'));
    await arrive(mail('large', '', 'word '.repeat(20_000)));
    const [small, large] = await raws();
    assert.deepEqual([small?.bytes === null, small?.file_hash === null], [false, true]);
    assert.deepEqual([large?.bytes === null, large?.file_hash === null], [true, false]);
    assert.equal((await messages()).length, 2);
  });
});

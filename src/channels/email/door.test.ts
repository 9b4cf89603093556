import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import nodemailer from 'nodemailer';
import { type TestGround, testGround } from '../../../test/ground.ts';
import { connectMailbox } from '../../../test/mailbox.ts';
import { bring, smtpTalk } from '../../../test/servers/smtp-client.ts';
import { transact } from '../../platform/db/transact.ts';
import { bySystem } from '../../platform/events/record.ts';
import type { Ground } from '../../platform/ground.ts';
import { refuse } from '../../platform/http/errors.ts';
import { pauseChannel } from '../change-channel.ts';
import { readerOf } from '../reader.ts';
import { type Door, startDoor } from './door.ts';

const support = 'support@copperfield.example';
const mail = (subject: string, rest: { id?: string; body?: string; headers?: string } = {}) =>
  `From: Leila Tanaka <leila.tanaka@alder.example>
To: ${support}
Subject: ${subject}
Message-ID: <${rest.id ?? subject.replace(/\W/g, '-')}@alder.example>
${rest.headers ?? ''}Date: Mon, 2 Mar 2026 08:59:00 +0000

${rest.body ?? 'The charger I bought last week does not start.'}
`;

const rawOf = (ground: Ground) => ground.db.selectFrom('raw_inbound').selectAll().orderBy('id').execute();
const messagesOf = (ground: Ground) => ground.db.selectFrom('messages').selectAll().orderBy('id').execute();

describe('the mail door', () => {
  let ground: TestGround;
  let door: Door;
  before(async () => {
    ground = await testGround({ env: { MAIL_MAX_MB: '2', LMTP_PORT: '0' } });
    await connectMailbox(ground, { aliases: ['help@copperfield.example'] });
    door = await startDoor(ground);
  });
  after(async () => {
    await door.close();
    await ground.close();
  });

  test('a mail becomes a conversation once it is answered with 250', async () => {
    const said = await bring(door.port, mail('Charger broken'), { to: support });
    assert.match(said, /^250 2\.0\.0 /);
    await readerOf(ground).idle();
    const [message] = await messagesOf(ground);
    assert.equal(message?.subject, 'Charger broken');
    assert.equal(message?.text.trim(), 'The charger I bought last week does not start.');
    assert.deepEqual(message?.sender, { name: 'Leila Tanaka', address: 'leila.tanaka@alder.example' });
    const [raw] = await rawOf(ground);
    assert.equal(raw?.state, 'read');
    const original = raw?.bytes?.toString() ?? '';
    assert.match(
      original,
      /^Return-Path: <leila\.tanaka@alder\.example>\r\nReceived: from mta\.alder\.example \(\[127\.0\.0\.1\]\)/,
    );
    const events = await ground.db
      .selectFrom('events')
      .select('kind')
      .where('conversation_id', 'is not', null)
      .execute();
    assert.ok(events.some((event) => event.kind === 'message.received'));
  });

  test('a mail with characters no database can hold is taken in like any other', async () => {
    const odd = mail('Odd\0 one', { id: 'o\0dd', headers: 'Cc: =?utf-8?q?n=00ul?= <x@alder.example>\n' });
    const said = await bring(door.port, odd, { to: support });
    assert.match(said, /^250 2\.0\.0 /);
    await readerOf(ground).idle();
    const message = (await messagesOf(ground)).at(-1);
    assert.equal(message?.subject, 'Odd one');
    assert.equal((await rawOf(ground)).at(-1)?.state, 'read');
  });

  test('plus-addresses and aliases arrive, strangers and other hosts are refused, nothing is relayed', async () => {
    const before = (await rawOf(ground)).length;
    assert.match(
      await bring(door.port, mail('By plus'), { to: 'support+k3-abc@copperfield.example' }),
      /^250/,
    );
    assert.match(await bring(door.port, mail('By alias'), { to: 'Help@Copperfield.Example' }), /^250/);
    assert.match(
      await bring(door.port, mail('Nobody'), { to: 'nobody@copperfield.example' }),
      /^550 5\.1\.1/,
    );
    assert.match(await bring(door.port, mail('Relay'), { to: 'ben.aziz@elsewhere.example' }), /^550 5\.1\.1/);
    assert.equal((await rawOf(ground)).length, before + 2);
    await readerOf(ground).idle();
  });

  test('the same mail brought again after a lost answer is stored once', async () => {
    const before = (await rawOf(ground)).length;
    const text = mail('Twice', { id: 'twice' });
    const talk = await smtpTalk(door.port);
    await talk.say('MAIL FROM:<leila.tanaka@alder.example>');
    await talk.say(`RCPT TO:<${support}>`);
    await talk.say('DATA');
    talk.write(`${text.replace(/\n/g, '\r\n')}\r\n.\r\n`);
    await talk.answer();
    talk.cut();
    assert.match(await bring(door.port, text, { to: support }), /^250/);
    assert.match(
      await bring(
        door.port,
        `Received: from relay.example by other.example; Mon, 2 Mar 2026 09:00:00 +0000\n${text}`,
        { to: support },
      ),
      /^250/,
    );
    assert.equal((await rawOf(ground)).length, before + 1);
  });

  test('two different mails under one Message-ID are two', async () => {
    const before = (await rawOf(ground)).length;
    await bring(door.port, mail('Same name', { id: 'same', body: 'First.' }), { to: support });
    await bring(door.port, mail('Same name', { id: 'same', body: 'Second.' }), { to: support });
    assert.equal((await rawOf(ground)).length, before + 2);
  });

  test('a mail over the limit is refused with 552, announced or not, and the door goes on', async () => {
    const before = (await rawOf(ground)).length;
    const talk = await smtpTalk(door.port);
    assert.match(await talk.say('MAIL FROM:<leila.tanaka@alder.example> SIZE=104857600'), /^552/);
    await talk.say('MAIL FROM:<leila.tanaka@alder.example>');
    await talk.say(`RCPT TO:<${support}>`);
    await talk.say('DATA');
    const line = Buffer.from(`${'x'.repeat(998)}\r\n`);
    talk.write(mail('Huge').replace(/\n/g, '\r\n'));
    for (let sent = 0; sent < 100 * 1024 * 1024; sent += line.length * 1000)
      talk.write(Buffer.concat(Array(1000).fill(line)));
    talk.write('\r\n.\r\n');
    assert.match(await talk.answer(), /^552 /);
    assert.match(await talk.say('NOOP'), /^250/);
    await talk.end();
    assert.equal((await rawOf(ground)).length, before);
  });

  test('a dot between bare line feeds ends nothing, so no second mail can be smuggled in', async () => {
    const before = (await rawOf(ground)).length;
    for (const end of ['\n.\n', '\n.\r\n', '\r.\r', '\r\n.\n']) {
      const smuggled = `${mail(`Outer ${JSON.stringify(end)}`).replace(/\n/g, '\r\n')}${end}MAIL FROM:<boss@copperfield.example>\r\nRCPT TO:<${support}>\r\nDATA\r\n${mail('Smuggled').replace(/\n/g, '\r\n')}`;
      const talk = await smtpTalk(door.port);
      await talk.say('MAIL FROM:<leila.tanaka@alder.example>');
      await talk.say(`RCPT TO:<${support}>`);
      await talk.say('DATA');
      talk.write(`${smuggled}\r\n.\r\n`);
      assert.match(await talk.answer(), /^250/);
      await talk.end();
    }
    const raws = await rawOf(ground);
    assert.equal(raws.length, before + 4);
    await readerOf(ground).idle();
    assert.ok((await messagesOf(ground)).every((message) => message.subject !== 'Smuggled'));
  });

  test('one mail to two of our mailboxes reaches both; to two names of one mailbox it is one', async () => {
    await connectMailbox(ground, { address: 'sales@copperfield.example' });
    const before = (await rawOf(ground)).length;
    const talk = await smtpTalk(door.port);
    await talk.say('MAIL FROM:<leila.tanaka@alder.example>');
    for (const to of [support, 'support+x@copperfield.example', 'sales@copperfield.example'])
      await talk.say(`RCPT TO:<${to}>`);
    assert.match((await talk.data(mail('To both')))[0] ?? '', /^250/);
    await talk.end();
    const added = (await rawOf(ground)).slice(before);
    assert.deepEqual(new Set(added.map((raw) => raw.channel_id)).size, 2);
    assert.equal(added.length, 2);
  });

  test('LMTP answers once for each recipient', async () => {
    const talk = await smtpTalk(door.lmtpPort ?? 0, 'LHLO postfix.copperfield.example');
    await talk.say('MAIL FROM:<tariq.mensah@alder.example>');
    await talk.say(`RCPT TO:<${support}>`);
    assert.match(await talk.say('RCPT TO:<nobody@copperfield.example>'), /^550/);
    await talk.say('RCPT TO:<support+y@copperfield.example>');
    const said = await talk.data(mail('By LMTP'), 2);
    assert.ok(
      said.every((line) => line.startsWith('250 2.0.0')),
      said.join(),
    );
    await talk.end();
  });

  test('while the disk is full the sender is told to try later, and what comes then is kept', async () => {
    const body = 'A long story. '.repeat(10_000);
    const full = {
      ...ground,
      files: { ...ground.files, put: () => Promise.reject(refuse('UNAVAILABLE', 'The disk is full.')) },
    };
    const shut = await startDoor({ ...full, config: { ...ground.config, lmtpPort: undefined } });
    assert.match(await bring(shut.port, mail('Disk full', { body }), { to: support }), /^451 4\.3\.0/);
    await shut.close();
    assert.match(await bring(door.port, mail('Disk full', { body }), { to: support }), /^250/);
  });

  test('a paused mailbox is answered with "later", not with "never"', async () => {
    const paused = await connectMailbox(ground, { address: 'paused@copperfield.example' });
    await transact(ground.db, (tx) => pauseChannel(tx, bySystem, paused.id, true, ground.clock.now()));
    assert.match(await bring(door.port, mail('Later'), { to: paused.address }), /^450 4\.2\.1/);
  });

  test('guessing recipients ends after a while', async () => {
    const talk = await smtpTalk(door.port);
    await talk.say('MAIL FROM:<x@guess.example>');
    for (let n = 0; n < 20; n++) assert.match(await talk.say(`RCPT TO:<a${n}@copperfield.example>`), /^550/);
    assert.match(await talk.say(`RCPT TO:<${support}>`), /^421/);
    talk.cut();
  });

  test('an ordinary mail program can send here too', async () => {
    const transport = nodemailer.createTransport({ host: '127.0.0.1', port: door.port, ignoreTLS: true });
    const sent = await transport.sendMail({
      from: 'ben.aziz@alder.example',
      to: support,
      subject: 'Grüße ✓',
      text: 'Hallo',
      attachments: [{ filename: 'a.txt', content: 'words' }],
    });
    transport.close();
    assert.match(sent.response, /^250/);
    await readerOf(ground).idle();
    const message = (await messagesOf(ground)).find((one) => one.subject === 'Grüße ✓');
    const files = await ground.db
      .selectFrom('attachments')
      .selectAll()
      .where('message_id', '=', message?.id ?? '')
      .execute();
    assert.deepEqual(
      files.map((file) => [file.name, Number(file.size)]),
      [['a.txt', 5]],
    );
  });
});

test('while the database is away the sender is told to try later', async () => {
  const ground = await testGround();
  await connectMailbox(ground);
  const door = await startDoor(ground);
  const talk = await smtpTalk(door.port);
  await talk.say('MAIL FROM:<leila.tanaka@alder.example>');
  await talk.say(`RCPT TO:<${support}>`);
  await readerOf(ground).idle();
  await ground.close();
  assert.match((await talk.data(mail('Database away')))[0] ?? '', /^451 4\.3\.0/);
  await talk.end();
  await door.close();
});

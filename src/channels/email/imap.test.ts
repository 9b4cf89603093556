import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type TestGround, testGround } from '../../../test/ground.ts';
import { connectMailbox } from '../../../test/mailbox.ts';
import { type ImapServer, startImap } from '../../../test/servers/imap.ts';
import { transact } from '../../platform/db/transact.ts';
import { bySystem } from '../../platform/events/record.ts';
import { changeChannel } from '../change-channel.ts';
import { type Listeners, startListeners } from '../listeners.ts';
import { readerOf } from '../reader.ts';
import type { ChannelRow } from '../tables.ts';
import { loopHeader, loopMark } from './loop.ts';

const mail = (n: number | string, rest: { body?: string; headers?: string } = {}) =>
  `From: Leila Tanaka <leila.tanaka${n}@alder.example>
To: support@copperfield.example
Subject: Question ${n}
Message-ID: <q${n}@alder.example>
${rest.headers ?? ''}
${rest.body ?? `This is question ${n}.`}
`;

describe('a mailbox read by IMAP', () => {
  let ground: TestGround;
  let imap: ImapServer;
  let listeners: Listeners | undefined;
  beforeEach(async () => {
    ground = await testGround({ start: new Date().toISOString(), env: { MAIL_MAX_MB: '1' } });
    imap = await startImap();
  });
  afterEach(async () => {
    await listeners?.close();
    await imap.close();
    await ground.close();
  });

  const connect = (rest: Record<string, unknown> = {}): Promise<ChannelRow> =>
    connectMailbox(ground, { imap: { port: imap.port, user: imap.user, password: 'secret', ...rest } });
  const listen = async () => {
    listeners = await startListeners(ground);
  };
  const channel = async () => ground.db.selectFrom('channels').selectAll().executeTakeFirstOrThrow();
  const subjects = async () => {
    await readerOf(ground).idle();
    const rows = await ground.db
      .selectFrom('messages')
      .select('subject')
      .where('direction', '=', 'in')
      .orderBy('subject')
      .execute();
    return rows.map((row) => row.subject);
  };
  /** Asks again until it is so; the limit only ends a test that fails. */
  const until = async (so: () => Promise<boolean> | boolean, what: string, ms = 15_000) => {
    for (const end = performance.now() + ms; !(await so()); ) {
      if (performance.now() > end) assert.fail(`Not in time: ${what}`);
      await pause(20);
    }
  };
  const isOk = async () => (await channel()).state === 'ok';

  test('what was there before stays out, what comes is read within a second and marked as seen', async () => {
    imap.deliver(mail('old'));
    await connect();
    await listen();
    await until(isOk, 'the mailbox is connected');
    const begun = performance.now();
    imap.deliver(mail(1));
    await until(async () => (await subjects()).length === 1, 'the mail is a message');
    assert.ok(performance.now() - begun < 3_000, 'IDLE brings it at once');
    assert.deepEqual(await subjects(), ['Question 1']);
    await until(() => imap.messages()[1]?.flags.includes('\\Seen') ?? false, 'the mail is marked');
    assert.deepEqual(imap.messages()[0]?.flags, []);
  });

  test('old mail is brought in by choice, quietly, as far back as asked', async () => {
    imap.deliver(mail('ancient'), { at: new Date(Date.now() - 90 * 86_400_000) });
    imap.deliver(mail('recent'), { at: new Date(Date.now() - 5 * 86_400_000) });
    await connect({ backfillDays: 30 });
    await listen();
    await until(isOk, 'the mailbox is read to its end');
    assert.deepEqual(await subjects(), ['Question recent']);
    const conversation = await ground.db
      .selectFrom('conversations')
      .select(['historic', 'waiting_since'])
      .executeTakeFirstOrThrow();
    assert.deepEqual(conversation, { historic: true, waiting_since: null });
    assert.deepEqual(imap.messages()[1]?.flags, [], 'old mail is left as it was');
  });

  test('mail is moved where the owner wants it', async () => {
    await connect({ after: 'move', moveTo: 'Done' });
    await listen();
    await until(isOk, 'connected');
    imap.deliver(mail(1));
    await until(
      () => imap.messages('Done').length === 1 && imap.messages().length === 0,
      'the mail is moved',
    );
    assert.deepEqual(await subjects(), ['Question 1']);
  });

  test('a connection cut in the middle of a fetch loses nothing and doubles nothing', async () => {
    await connect();
    await listen();
    await until(isOk, 'connected');
    imap.cutAfter(30_000);
    for (let n = 0; n < 40; n++)
      imap.deliver(mail(String(n).padStart(2, '0'), { body: 'word '.repeat(1000) }));
    await until(async () => (await subjects()).length >= 40, 'all are read', 30_000);
    assert.equal(new Set(await subjects()).size, 40);
    assert.equal((await subjects()).length, 40);
  });

  test('after an outage it catches up from where it was', async () => {
    await connect();
    await listen();
    await until(isOk, 'connected');
    imap.deliver(mail(1));
    await until(async () => (await subjects()).length === 1, 'the first is read');
    await listeners?.close();
    for (let n = 2; n <= 60; n++) imap.deliver(mail(String(n).padStart(2, '0')));
    await listen();
    await until(async () => (await subjects()).length === 60, 'all sixty are read');
  });

  test('new numbers for all mail (UIDVALIDITY) double nothing and lose nothing', async () => {
    await connect();
    await listen();
    await until(isOk, 'connected');
    for (let n = 1; n <= 3; n++) imap.deliver(mail(n));
    await until(async () => (await subjects()).length === 3, 'three are read');
    await listeners?.close();
    imap.deliver(mail(4));
    imap.renumber();
    await listen();
    await until(async () => (await subjects()).length === 4, 'the fourth is read');
    await until(async () => !(await channel()).cursor?.includes('"since"'), 'the looking back has ended');
    assert.deepEqual(await subjects(), ['Question 1', 'Question 2', 'Question 3', 'Question 4']);
    const answers = await ground.db.selectFrom('conversations').select('historic').execute();
    assert.ok(answers.every((one) => !one.historic));
  });

  test('a password that no longer works is said in plain words, and a new one heals it at once', async () => {
    const { id } = await connect();
    await listen();
    await until(isOk, 'connected');
    imap.setPassword('changed');
    imap.cut();
    await until(async () => (await channel()).state === 'reauth', 'the state says so');
    const { state_detail } = await channel();
    assert.match(state_detail, /does not accept this user name and password/);
    assert.doesNotMatch(state_detail, /secret/);
    const events = await ground.db
      .selectFrom('events')
      .select('data')
      .where('kind', '=', 'channel.state')
      .execute();
    assert.ok(events.some(({ data }) => data.channelId === id && data.state === 'reauth'));
    imap.deliver(mail('meanwhile'));
    await transact(ground.db, (tx) =>
      changeChannel(tx, ground, bySystem, { id, imap: { password: 'changed' } }, ground.clock.now()),
    );
    await listeners?.reload(id);
    await until(async () => (await subjects()).length === 1, 'what came meanwhile is read');
    await until(isOk, 'and the state says so');
  });

  test('a mailbox out of reach for five minutes raises an alarm, and catches up by itself', async () => {
    const { id } = await connect();
    await listen();
    await until(isOk, 'connected');
    const { port } = imap;
    await imap.close();
    await until(async () => (await channel()).state === 'degraded', 'it says that it has trouble');
    ground.clock.advance(5 * 60_000);
    await listeners?.reload();
    const down = await channel();
    assert.equal(down.state, 'down');
    assert.match(down.state_detail, /127\.0\.0\.1/);
    imap = await startImap('secret', port);
    // The host came back with all its mail under new numbers, as this server does.
    imap.deliver(mail(1), { at: ground.clock.now() });
    await listeners?.reload(id);
    await until(isOk, 'it is well again');
    await until(async () => (await subjects()).length === 1, 'the mail is read');
  });

  test('a mail that is too large leaves a message that says so and where it is', async () => {
    await connect();
    await listen();
    await until(isOk, 'connected');
    imap.deliver(
      mail('large', {
        headers: 'Content-Type: text/plain\nIn-Reply-To: <x@y.example>\n',
        body: 'x'.repeat(70).concat('\n').repeat(20_000),
      }),
    );
    imap.deliver(mail('small'));
    await until(async () => (await subjects()).length === 2, 'both are messages');
    const large = await ground.db
      .selectFrom('messages')
      .selectAll()
      .where('subject', '=', 'Question large')
      .executeTakeFirstOrThrow();
    assert.match(large.text, /still in the mailbox/);
    assert.ok(large.warnings.some((warning) => warning.includes('too large')));
    assert.equal(large.sender?.address, 'leila.tanakalarge@alder.example');
  });

  test('an answer sent from another program joins as ours; our own copies do not', async () => {
    await connect();
    await listen();
    await until(isOk, 'connected');
    imap.deliver(mail(1));
    await until(async () => (await subjects()).length === 1, 'the question is read');
    imap.deliver(
      `From: support@copperfield.example\nTo: leila.tanaka1@alder.example\nSubject: Re: Question 1\nMessage-ID: <phone1@mobile.example>\nIn-Reply-To: <q1@alder.example>\n\nSent from my phone.\n`,
      { folder: 'Sent' },
    );
    imap.deliver(
      `From: support@copperfield.example\nTo: leila.tanaka1@alder.example\nSubject: Re: Question 1\nMessage-ID: <own1@copperfield.example>\n${loopHeader}: ${loopMark(ground.secrets)}\n\nSent from Rapport.\n`,
      { folder: 'Sent' },
    );
    // Sent is looked at whenever something comes, at the latest once a minute.
    imap.deliver(mail(2));
    await until(
      async () =>
        (await ground.db.selectFrom('messages').select('id').where('direction', '=', 'out').execute())
          .length === 1,
      'our answer is there',
    );
    const out = await ground.db
      .selectFrom('messages')
      .selectAll()
      .where('direction', '=', 'out')
      .executeTakeFirstOrThrow();
    assert.equal(out.text.trim(), 'Sent from my phone.');
    const asked = await ground.db
      .selectFrom('messages')
      .select('conversation_id')
      .where('subject', '=', 'Question 1')
      .executeTakeFirstOrThrow();
    assert.equal(out.conversation_id, asked.conversation_id);
    assert.equal(out.delivery, 'sent');
  });

  test('a mail met by IMAP and at the door is one', async () => {
    await connect();
    await listen();
    await until(isOk, 'connected');
    imap.deliver(mail(1));
    await until(async () => (await subjects()).length === 1, 'it is read');
    const { startDoor } = await import('./door.ts');
    const { bring } = await import('../../../test/servers/smtp-client.ts');
    const door = await startDoor(ground);
    assert.match(await bring(door.port, mail(1), { to: 'support@copperfield.example' }), /^250/);
    await door.close();
    assert.deepEqual(await subjects(), ['Question 1']);
  });

  test('two processes never read one mailbox at the same time', async () => {
    await connect();
    await listen();
    await until(isOk, 'connected');
    const first = (await channel()).listener_id;
    const second = await startListeners({ ...ground });
    assert.equal((await channel()).listener_id, first);
    ground.clock.advance(31_000);
    // The first is thought dead now: the second takes over, and the first may not write any more.
    await second.reload();
    assert.notEqual((await channel()).listener_id, first);
    imap.deliver(mail(1));
    await until(async () => (await subjects()).length === 1, 'one of them reads it');
    await second.close();
  });
});

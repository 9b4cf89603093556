// Over 250 lines because the life of one delivery is told in one place, stage after stage, on one office.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { type TestGround, testGround } from '../../test/ground.ts';
import { type Mailbox, plantAnswer, plantMailbox } from '../../test/outbox.ts';
import { type SmtpSink, startSmtpSink } from '../../test/servers/smtp-sink.ts';
import { day, hour, minute, second } from '../platform/clock/clock.ts';
import { transact } from '../platform/db/transact.ts';
import { claim, leaseMs, stillMine } from './claim.ts';
import { deliver } from './deliver.ts';
import { closeMailConnections } from './email/send.ts';
import { freeOutbox, holdOutbox } from './outbox-hold.ts';
import { sweepOutbox } from './outbox-sweep.ts';

let ground: TestGround;
let sink: SmtpSink;
let mailbox: Mailbox;
beforeEach(async () => {
  ground = await testGround();
  sink = await startSmtpSink();
  mailbox = await plantMailbox(ground, sink.port);
});
afterEach(async () => {
  closeMailConnections(ground);
  await sink.close();
  await ground.close();
});

const message = (id: string) =>
  ground.db
    .selectFrom('messages as m')
    .leftJoin('deliveries as d', 'd.message_id', 'm.id')
    .select([
      'm.delivery',
      'm.delivery_note',
      'm.external_key',
      'd.attempts',
      'd.next_at',
      'd.taken',
      'd.handed_at',
    ])
    .where('m.id', '=', id)
    .executeTakeFirstOrThrow();

const mailboxState = () =>
  ground.db
    .selectFrom('channels')
    .select(['out_error_code', 'out_error_text', 'last_out_at'])
    .where('id', '=', mailbox.channelId)
    .executeTakeFirstOrThrow();

const unfolded = (raw = ''): string => raw.replace(/\r?\n[ \t]+/g, ' ');

/** Lets time pass from one due time to the next, in steps of at least `stride`, trying at each. */
async function passTime(messageId: string, ms: number, stride = minute): Promise<void> {
  const until = ground.clock.now().getTime() + ms;
  while (ground.clock.now().getTime() < until) {
    const { next_at } = await message(messageId);
    const now = ground.clock.now().getTime();
    const step = Math.max(stride, (next_at?.getTime() ?? 0) - now);
    ground.clock.advance(Math.min(step, until - now));
    await deliver(ground, messageId);
  }
}

test('an answer leaves once, threads at the customer and says so on the message', async () => {
  const { messageId, askedId } = await plantAnswer(ground, mailbox);
  await deliver(ground, messageId);
  await deliver(ground, messageId);
  assert.equal(sink.taken.length, 1);
  const [sent] = sink.taken;
  assert.equal(sent?.from, 'support@copperfield.example');
  assert.deepEqual(sent?.to, ['leila.tanaka@alder.example']);
  assert.match(sent?.raw ?? '', /^Subject: Re: The kettle leaks\r?$/m);
  assert.match(sent?.raw ?? '', new RegExp(`^In-Reply-To: <question-${askedId}@alder.example>\r?$`, 'm'));
  const row = await message(messageId);
  assert.equal(row.delivery, 'sent');
  assert.equal(row.attempts, 1);
  assert.match(
    row.external_key ?? '',
    new RegExp(`^<${messageId}\\.[0-9a-z]+-[a-z2-7]{20}@copperfield.example>$`),
  );
  assert.ok(unfolded(sent?.raw).includes(`Message-ID: ${row.external_key}`));
  assert.deepEqual((await mailboxState()).last_out_at, ground.clock.now());
});

test('a refusal for good is said on the message at once, in words', async () => {
  sink.behave = (at) => (at === 'rcpt' ? '550 5.1.1 No such user here' : undefined);
  const { messageId } = await plantAnswer(ground, mailbox);
  await deliver(ground, messageId);
  const row = await message(messageId);
  assert.equal(row.delivery, 'failed');
  assert.equal(row.delivery_note, 'This address does not exist. It said: “No such user here”');
});

test('a server away for hours is tried again under the same Message-ID with growing pauses', async () => {
  const tries: number[] = [];
  sink.behave = (at) => {
    if (at === 'rcpt') tries.push(ground.clock.now().getTime());
    return at === 'rcpt' && tries.length <= 8 ? '451 4.3.0 Try again later' : undefined;
  };
  const { messageId } = await plantAnswer(ground, mailbox);
  await deliver(ground, messageId);
  const first = await message(messageId);
  assert.equal(first.delivery, 'queued');
  assert.match(first.delivery_note ?? '', /Their mail server has a problem|mail server/);
  await passTime(messageId, 6 * hour);
  const pauses = tries.slice(1).map((at, index) => (at - (tries[index] as number)) / minute);
  assert.deepEqual(pauses, [1, 2, 5, 10, 30, 60, 60, 60]);
  assert.equal((await message(messageId)).delivery, 'sent');
  assert.equal(sink.taken.length, 1);
  assert.ok(unfolded(sink.taken[0]?.raw).includes(`Message-ID: ${first.external_key}`));
});

test('after five days without success it becomes a dead letter and is tried no more', async () => {
  let tries = 0;
  sink.behave = (at) => {
    if (at === 'mail') tries++;
    return at === 'mail' ? '451 4.3.2 Not now' : undefined;
  };
  const { messageId } = await plantAnswer(ground, mailbox);
  await deliver(ground, messageId);
  await passTime(messageId, 4 * day + 23 * hour, 8 * hour);
  assert.equal((await message(messageId)).delivery, 'queued');
  await passTime(messageId, 2 * hour);
  const row = await message(messageId);
  assert.equal(row.delivery, 'failed');
  assert.match(row.delivery_note ?? '', /^Given up after five days of trying\./);
  const before = tries;
  await passTime(messageId, day, 8 * hour);
  assert.equal(tries, before);
});

test('no answer after the whole body leaves it unknown, and nobody sends it again', async () => {
  sink.behave = (at) => (at === 'answer' ? 'take-and-cut' : undefined);
  const { messageId } = await plantAnswer(ground, mailbox);
  await deliver(ground, messageId);
  assert.equal((await message(messageId)).delivery, 'unknown');
  sink.behave = () => undefined;
  await passTime(messageId, 2 * hour);
  await sweepOutbox(ground);
  await deliver(ground, messageId);
  assert.equal((await message(messageId)).delivery, 'unknown');
  assert.equal(sink.taken.length, 1);
});

test('a wrong password keeps mail queued, says so on the mailbox, and is not counted as time', async () => {
  await sink.close();
  sink = await startSmtpSink({ password: 'new' });
  const other = await plantMailbox(ground, sink.port, {
    address: 'sales@copperfield.example',
    password: 'old',
  });
  mailbox = other;
  const { messageId } = await plantAnswer(ground, other);
  await deliver(ground, messageId);
  assert.equal((await message(messageId)).delivery, 'queued');
  assert.equal((await mailboxState()).out_error_code, 'REAUTH');
  await passTime(messageId, 6 * day, 12 * hour);
  assert.equal((await message(messageId)).delivery, 'queued');
  assert.equal(sink.taken.length, 0);
});

test('what waits for an unreachable mailbox goes as soon as one message got through', async () => {
  sink.behave = (at) => (at === 'connect' ? '421 4.3.2 Maintenance' : undefined);
  const one = await plantAnswer(ground, mailbox);
  const two = await plantAnswer(ground, mailbox);
  for (const { messageId } of [one, two]) await deliver(ground, messageId);
  await passTime(one.messageId, hour);
  assert.ok((await mailboxState()).out_error_text);
  sink.behave = () => undefined;
  const three = await plantAnswer(ground, mailbox);
  await deliver(ground, three.messageId);
  for (const { messageId } of [one, two]) await deliver(ground, messageId);
  assert.equal(sink.taken.length, 3);
  assert.equal((await mailboxState()).out_error_text, null);
});

test('a try whose process died before handing over is made again; one that died after it never', async () => {
  const before = await plantAnswer(ground, mailbox);
  const afterIt = await plantAnswer(ground, mailbox);
  const lost = await claim(ground, before.messageId);
  const handed = await claim(ground, afterIt.messageId);
  assert.ok(lost && handed);
  assert.equal(await stillMine(ground, handed), true);
  lost.leave();
  handed.leave();
  ground.clock.advance(leaseMs - second);
  await sweepOutbox(ground);
  assert.equal((await message(before.messageId)).delivery, 'sending');
  ground.clock.advance(2 * second);
  await sweepOutbox(ground);
  assert.equal((await message(before.messageId)).delivery, 'queued');
  assert.equal((await message(afterIt.messageId)).delivery, 'unknown');
  assert.equal(await stillMine(ground, lost), false, 'the slow process may not hand it over any more');
  await deliver(ground, before.messageId);
  await deliver(ground, afterIt.messageId);
  assert.equal(sink.taken.length, 1);
});

test('a death between the server’s answer and our commit leaves it unknown, sent once', async () => {
  const { messageId } = await plantAnswer(ground, mailbox);
  // The server has taken it; every write of the outcome fails from now on, as if we had died.
  sink.behave = async (at) => {
    if (at === 'answer') await ground.db.updateTable('deliveries').set({ attempts: 99 }).execute();
    return undefined;
  };
  await deliver(ground, messageId);
  assert.equal((await message(messageId)).delivery, 'sending');
  ground.clock.advance(leaseMs + second);
  await sweepOutbox(ground);
  const row = await message(messageId);
  assert.equal(row.delivery, 'unknown');
  assert.match(row.delivery_note ?? '', /may have been sent/);
  assert.equal(sink.taken.length, 1);
});

test('of several recipients only those who were asked to wait are tried again', async () => {
  let busy = true;
  sink.behave = (at, address) =>
    at === 'rcpt' && address.startsWith('tariq') && busy ? '450 4.2.1 Busy' : undefined;
  const { messageId } = await plantAnswer(ground, mailbox, {
    cc: [{ name: 'Tariq Mensah', address: 'tariq@birch.example' }],
  });
  await deliver(ground, messageId);
  assert.equal((await message(messageId)).delivery, 'queued');
  assert.match(
    (await message(messageId)).delivery_note ?? '',
    /^Sent to leila\.tanaka@alder\.example\. Not to tariq/,
  );
  busy = false;
  await passTime(messageId, hour);
  assert.equal((await message(messageId)).delivery, 'sent');
  assert.deepEqual(
    sink.taken.map((one) => one.to),
    [['leila.tanaka@alder.example'], ['tariq@birch.example']],
  );
});

test('while the outbox is held nothing leaves; released, everything does', async () => {
  await transact(ground.db, (tx) => holdOutbox(tx, 'restore', ground.clock.now()));
  const { messageId } = await plantAnswer(ground, mailbox);
  await deliver(ground, messageId);
  assert.equal(sink.taken.length, 0);
  assert.equal((await message(messageId)).delivery, 'queued');
  await transact(ground.db, (tx) => freeOutbox(tx, ground.clock.now()));
  await deliver(ground, messageId);
  assert.equal(sink.taken.length, 1);
});

test('a slow mailbox holds two lanes and stops no other', async (t) => {
  const slow = await startSmtpSink();
  t.after(() => slow.close());
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  slow.behave = async (at) => {
    if (at === 'mail') await opened;
    return undefined;
  };
  const slowBox = await plantMailbox(ground, slow.port, { address: 'slow@copperfield.example' });
  const stuck: string[] = [];
  for (let n = 0; n < 3; n++) stuck.push((await plantAnswer(ground, slowBox)).messageId);
  const running = stuck.map((id) => deliver(ground, id).then(() => id));
  const turnedAway = await Promise.race(running);
  assert.equal((await message(turnedAway)).delivery, 'queued', 'it found no lane and waits');
  const { messageId } = await plantAnswer(ground, mailbox);
  await deliver(ground, messageId);
  assert.equal(sink.taken.length, 1);
  open();
  await Promise.all(running);
  assert.equal(slow.taken.length, 2);
  await deliver(ground, turnedAway);
  assert.equal(slow.taken.length, 3);
});

test('a mailbox sends no more in a minute than its rate', async () => {
  const ids = [];
  for (let n = 0; n < 62; n++) ids.push((await plantAnswer(ground, mailbox)).messageId);
  for (const id of ids) await deliver(ground, id);
  assert.equal(sink.taken.length, 60);
  ground.clock.advance(minute);
  for (const id of ids) await deliver(ground, id);
  assert.equal(sink.taken.length, 62);
});

test('an inbox without a mailbox says so on the message', async () => {
  const { messageId } = await plantAnswer(ground, mailbox);
  await ground.db.updateTable('channels').set({ archived_at: ground.clock.now() }).execute();
  await deliver(ground, messageId);
  const row = await message(messageId);
  assert.equal(row.delivery, 'failed');
  assert.match(row.delivery_note ?? '', /no mailbox to send from/);
});

test('two processes that deliver the same message at once send it once', async () => {
  const { messageId } = await plantAnswer(ground, mailbox);
  const elsewhere = { ...ground };
  await Promise.all([deliver(ground, messageId), deliver(elsewhere, messageId), deliver(ground, messageId)]);
  closeMailConnections(elsewhere);
  assert.equal(sink.taken.length, 1);
});

test('a mail server inside our own network is reached only if an owner allowed it', async () => {
  await ground.db.deleteFrom('settings').where('key', '=', 'net.allow').execute();
  const { messageId } = await plantAnswer(ground, mailbox);
  await deliver(ground, messageId);
  const row = await message(messageId);
  assert.equal(row.delivery, 'queued');
  assert.match(row.delivery_note ?? '', /private network\. Allow it in Settings/);
  assert.equal(sink.connections(), 0);
});

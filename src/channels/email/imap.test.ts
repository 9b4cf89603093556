import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listening, question, until } from '../../../test/listening.ts';
import { startImap } from '../../../test/servers/imap.ts';
import { transact } from '../../platform/db/transact.ts';
import { bySystem } from '../../platform/events/record.ts';
import { changeChannel } from '../change-channel.ts';

describe('a mailbox read by IMAP', () => {
  const at = listening();

  test('what was there before stays out, what comes is announced, read and marked as seen', async () => {
    at.imap.deliver(question('old'));
    await at.connect();
    await at.listen();
    await until(at.isOk, 'the mailbox is connected');
    const begun = performance.now();
    at.imap.deliver(question(1));
    await until(async () => (await at.subjects()).length === 1, 'the mail is a message');
    assert.ok(performance.now() - begun < 20_000, 'IDLE brings it; a look without it comes once a minute');
    assert.deepEqual(await at.subjects(), ['Question 1']);
    await until(() => at.imap.messages()[1]?.flags.includes('\\Seen') ?? false, 'the mail is marked');
    assert.deepEqual(at.imap.messages()[0]?.flags, []);
  });

  test('old mail is brought in by choice, quietly, as far back as asked', async () => {
    at.imap.deliver(question('ancient'), { at: new Date(Date.now() - 90 * 86_400_000) });
    at.imap.deliver(question('recent'), { at: new Date(Date.now() - 5 * 86_400_000) });
    await at.connect({ backfillDays: 30 });
    await at.listen();
    await until(at.isOk, 'the mailbox is read to its end');
    assert.deepEqual(await at.subjects(), ['Question recent']);
    const conversation = await at.ground.db
      .selectFrom('conversations')
      .select(['historic', 'waiting_since'])
      .executeTakeFirstOrThrow();
    assert.deepEqual(conversation, { historic: true, waiting_since: null });
    assert.deepEqual(at.imap.messages()[1]?.flags, [], 'old mail is left as it was');
  });

  test('mail is moved where the owner wants it', async () => {
    await at.connect({ after: 'move', moveTo: 'Done' });
    await at.listen();
    await until(at.isOk, 'connected');
    at.imap.deliver(question(1));
    await until(
      () => at.imap.messages('Done').length === 1 && at.imap.messages().length === 0,
      'the mail is moved',
    );
    assert.deepEqual(await at.subjects(), ['Question 1']);
  });

  test('a connection cut in the middle of a fetch loses nothing and doubles nothing', async () => {
    await at.connect();
    await at.listen();
    await until(at.isOk, 'connected');
    at.imap.cutAfter(30_000);
    for (let n = 0; n < 40; n++)
      at.imap.deliver(question(String(n).padStart(2, '0'), { body: 'word '.repeat(1000) }));
    await until(async () => (await at.subjects()).length >= 40, 'all are read', 30_000);
    assert.equal(new Set(await at.subjects()).size, 40);
    assert.equal((await at.subjects()).length, 40);
  });

  test('after an outage it catches up from where it was', async () => {
    await at.connect();
    await at.listen();
    await until(at.isOk, 'connected');
    at.imap.deliver(question(1));
    await until(async () => (await at.subjects()).length === 1, 'the first is read');
    await at.listeners?.close();
    for (let n = 2; n <= 60; n++) at.imap.deliver(question(String(n).padStart(2, '0')));
    await at.listen();
    await until(async () => (await at.subjects()).length === 60, 'all sixty are read');
  });

  test('new numbers for all mail (UIDVALIDITY) double nothing and lose nothing', async () => {
    await at.connect();
    await at.listen();
    await until(at.isOk, 'connected');
    for (let n = 1; n <= 3; n++) at.imap.deliver(question(n));
    await until(async () => (await at.subjects()).length === 3, 'three are read');
    await at.listeners?.close();
    at.imap.deliver(question(4));
    at.imap.renumber();
    await at.listen();
    await until(async () => (await at.subjects()).length === 4, 'the fourth is read');
    await until(async () => !(await at.channel()).cursor?.includes('"since"'), 'the looking back has ended');
    assert.deepEqual(await at.subjects(), ['Question 1', 'Question 2', 'Question 3', 'Question 4']);
    const answers = await at.ground.db.selectFrom('conversations').select('historic').execute();
    assert.ok(answers.every((one) => !one.historic));
  });

  test('a password that no longer works is said in plain words, and a new one heals it at once', async () => {
    const { id } = await at.connect();
    await at.listen();
    await until(at.isOk, 'connected');
    at.imap.setPassword('changed');
    at.imap.cut();
    await until(async () => (await at.channel()).state === 'reauth', 'the state says so');
    const { state_detail } = await at.channel();
    assert.match(state_detail, /does not accept this user name and password/);
    assert.doesNotMatch(state_detail, /secret/);
    const events = await at.ground.db
      .selectFrom('events')
      .select('data')
      .where('kind', '=', 'channel.state')
      .execute();
    assert.ok(events.some(({ data }) => data.channelId === id && data.state === 'reauth'));
    at.imap.deliver(question('meanwhile'));
    await transact(at.ground.db, (tx) =>
      changeChannel(tx, at.ground, bySystem, { id, imap: { password: 'changed' } }, at.ground.clock.now()),
    );
    await at.listeners?.reload(id);
    await until(async () => (await at.subjects()).length === 1, 'what came meanwhile is read');
    await until(at.isOk, 'and the state says so');
  });

  test('a mailbox out of reach for five minutes raises an alarm, and catches up by itself', async () => {
    const { id } = await at.connect();
    await at.listen();
    await until(at.isOk, 'connected');
    const { port } = at.imap;
    await at.imap.close();
    await until(async () => (await at.channel()).state === 'degraded', 'it says that it has trouble');
    at.ground.clock.advance(5 * 60_000);
    await at.listeners?.reload();
    const down = await at.channel();
    assert.equal(down.state, 'down');
    assert.match(down.state_detail, /127\.0\.0\.1/);
    at.imap = await startImap('secret', port);
    // The host came back with all its mail under new numbers, as this server does.
    at.imap.deliver(question(1), { at: at.ground.clock.now() });
    await at.listeners?.reload(id);
    await until(at.isOk, 'it is well again');
    await until(async () => (await at.subjects()).length === 1, 'the mail is read');
  });
});

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { type TestGround, testGround } from '../../test/ground.ts';
import { type Mailbox, plantAnswer, plantMailbox } from '../../test/outbox.ts';
import { type SmtpSink, startSmtpSink } from '../../test/servers/smtp-sink.ts';
import type { Delivery } from '../conversations/types.ts';
import { minute } from '../platform/clock/clock.ts';
import { transact } from '../platform/db/transact.ts';
import { type By, bySystem } from '../platform/events/record.ts';
import { newId } from '../platform/ids.ts';
import type { Caller, Level, Role } from '../staff/caller.ts';
import { deliver } from './deliver.ts';
import { closeMailConnections } from './email/send.ts';
import { systemMailJob } from './email/system-mail.ts';
import { mayHandle } from './outbox-access.ts';
import { cancel, confirmSent, hold, release, retry } from './outbox-verbs.ts';
import { countOutbox, listOutbox } from './outbox-views.ts';
import { proveSent } from './prove-sent.ts';

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

const caller = (role: Role, inboxes: [string, Level][] = [], agentId = newId()): Caller => ({
  agentId,
  name: 'Ravi Varma',
  email: 'ravi@copperfield.example',
  role,
  inboxes: new Map(inboxes),
  seesAll: role === 'owner' || role === 'admin' || role === 'supervisor',
  sight: 'all',
  teamIds: [],
  scopes: null,
});

const stateOf = async (id: string) =>
  (
    await ground.db
      .selectFrom('messages')
      .select(['delivery', 'delivery_note'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).delivery;

const does = (verb: typeof cancel, id: string, by: By = bySystem) =>
  transact(ground.db, (tx) => verb(tx, by, id, ground.clock.now()));
const retries = (id: string, anyway = false) =>
  transact(ground.db, (tx) => retry(tx, bySystem, id, anyway, ground.clock.now()));
const inState = async (delivery: Delivery) => (await plantAnswer(ground, mailbox, { delivery })).messageId;

test('each message stands in the group of what is wrong with it', async () => {
  sink.behave = (at, address) =>
    at !== 'rcpt' ? undefined : address.startsWith('gone') ? '550 5.1.1 No' : '450 4.2.1 Busy';
  const failed = await plantAnswer(ground, mailbox, { to: [{ name: '', address: 'gone@alder.example' }] });
  const retrying = await plantAnswer(ground, mailbox);
  const waiting = await inState('held');
  await deliver(ground, failed.messageId);
  await deliver(ground, retrying.messageId);
  const unknown = await inState('unknown');
  const bounced = await inState('bounced');
  await inState('sent');
  const owner = caller('owner');
  const groups = { waiting, retrying: retrying.messageId, unknown, failed: failed.messageId, bounced };
  for (const [group, id] of Object.entries(groups)) {
    const { items } = await listOutbox(ground.db, owner, { group: group as keyof typeof groups, limit: 50 });
    assert.deepEqual(
      items.map((item) => item.messageId),
      [id],
      group,
    );
  }
  const counts = await countOutbox(ground.db, owner);
  assert.deepEqual(
    [counts.waiting, counts.retrying, counts.unknown, counts.failed, counts.bounced],
    [1, 1, 1, 1, 1],
  );
  const [item] = (await listOutbox(ground.db, owner, { group: 'retrying', limit: 50 })).items;
  assert.deepEqual(item?.nextTryAt, new Date(ground.clock.now().getTime() + minute));
  assert.equal(item?.tries, 1);
  assert.match(item?.note ?? '', /Busy/);
  assert.deepEqual(item?.can, ['retry', 'cancel']);
});

test('pages of the outbox follow each other without a gap', async () => {
  const ids = new Set<string>();
  for (let n = 0; n < 5; n++) ids.add(await inState('failed'));
  const seen: string[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await listOutbox(ground.db, caller('owner'), { group: 'failed', limit: 2, cursor });
    seen.push(...page.items.map((item) => item.messageId));
    cursor = page.next ?? undefined;
    more = page.next !== null;
  }
  assert.equal(seen.length, 5);
  assert.deepEqual(new Set(seen), ids);
});

test('who may see and act on a message of the outbox', async () => {
  const { inboxId } = mailbox;
  const id = await inState('failed');
  const author = newId();
  const table: [Caller, string | null, boolean][] = [
    [caller('owner'), null, true],
    [caller('supervisor'), null, true],
    [caller('agent', [[inboxId, 'manage']]), null, true],
    [caller('agent', [[inboxId, 'reply']]), null, false],
    [caller('agent', [[inboxId, 'reply']], author), author, true],
    [caller('agent', [[inboxId, 'view']], author), author, false],
    [caller('agent', [[newId(), 'manage']], author), author, false],
    [caller('light', [[inboxId, 'view']]), null, false],
  ];
  for (const [who, authorId, may] of table) {
    await ground.db.updateTable('messages').set({ author_id: authorId }).where('id', '=', id).execute();
    const { items } = await listOutbox(ground.db, who, { group: 'failed', limit: 50 });
    const label = `${who.role} ${[...who.inboxes.values()]} author ${authorId === who.agentId}`;
    assert.equal(mayHandle(who, { inboxId, authorId }), may, label);
    assert.equal(items.length, may ? 1 : 0, `${label}, in the list`);
    assert.equal((await countOutbox(ground.db, who)).failed, may ? 1 : 0, `${label}, in the counts`);
  }
});

test('a dead letter tried again goes out', async () => {
  sink.behave = (at) => (at === 'rcpt' ? '550 5.7.1 Blocked' : undefined);
  const { messageId } = await plantAnswer(ground, mailbox);
  await deliver(ground, messageId);
  assert.equal(await stateOf(messageId), 'failed');
  sink.behave = () => undefined;
  await retries(messageId);
  await ground.runJobs();
  assert.equal(await stateOf(messageId), 'sent');
  assert.equal(sink.taken.length, 1);
});

test('what may have been sent is sent again only by a person who says so', async () => {
  const id = await inState('unknown');
  await assert.rejects(retries(id), { code: 'CONFLICT' });
  assert.equal(await stateOf(id), 'unknown');
  await retries(id, true);
  await ground.runJobs();
  assert.equal(await stateOf(id), 'sent');
  const [line] = await ground.db.selectFrom('audit_log').select(['action', 'noun_id']).execute();
  assert.deepEqual(line, { action: 'outbox.send-again', noun_id: id });
});

test('“it was sent” takes it off the list, and nothing leaves', async () => {
  const id = await inState('unknown');
  await does(confirmSent, id);
  assert.equal(await stateOf(id), 'sent');
  await deliver(ground, id);
  assert.equal(sink.taken.length, 0);
});

test('what is cancelled does not leave', async () => {
  for (const state of ['queued', 'failed', 'unknown'] as const) {
    const id = await inState(state);
    await does(cancel, id);
    assert.equal(await stateOf(id), 'cancelled');
    await deliver(ground, id);
  }
  assert.equal(sink.taken.length, 0);
});

test('what is leaving, sent or bounced cannot be changed any more', async () => {
  for (const state of ['sending', 'sent', 'delivered', 'bounced', 'cancelled'] as const) {
    const id = await inState(state);
    for (const act of [() => retries(id, true), () => does(cancel, id), () => does(confirmSent, id)]) {
      await assert.rejects(act, { code: 'CONFLICT' }, state);
    }
    assert.equal(await stateOf(id), state);
  }
  await assert.rejects(retries(newId()), { code: 'NOT_FOUND' });
});

test('holding keeps everything inside until released', async () => {
  await transact(ground.db, (tx) => hold(tx, bySystem, ground.clock.now()));
  const id = await inState('queued');
  await deliver(ground, id);
  assert.equal((await countOutbox(ground.db, caller('agent'))).held?.reason, 'person');
  assert.equal(await stateOf(id), 'queued');
  await transact(ground.db, (tx) => release(tx, bySystem, ground.clock.now()));
  await deliver(ground, id);
  assert.equal(await stateOf(id), 'sent');
});

test('an answer or the copy in the Sent folder settles a doubt, and only a doubt', async () => {
  const id = await inState('unknown');
  const key = `<${id}.token@copperfield.example>`;
  await ground.db.updateTable('messages').set({ external_key: key }).where('id', '=', id).execute();
  const prove = (name: string) =>
    transact(ground.db, (tx) => proveSent(tx, name, 'copy', ground.clock.now()));
  assert.equal(await prove('<other@copperfield.example>'), false);
  assert.equal(await prove(key), true);
  assert.equal(await stateOf(id), 'sent');
  assert.equal(await prove(key), false);
});

test('mail of our own leaves by the first mailbox that works, marked as automatic', async (t) => {
  const broken = await startSmtpSink();
  t.after(() => broken.close());
  broken.behave = (at) => (at === 'connect' ? '421 4.3.2 Down' : undefined);
  const first = await plantMailbox(ground, broken.port, { address: 'first@copperfield.example' });
  await ground.db
    .updateTable('channels')
    .set({ created_at: new Date(0) })
    .where('id', '=', first.channelId)
    .execute();
  const mail = { to: 'tom@copperfield.example', subject: 'Join us', text: 'Open https://x.example/#secret' };
  await systemMailJob.run(ground, mail);
  assert.equal(sink.taken.length, 1);
  assert.equal(sink.taken[0]?.from, 'support@copperfield.example');
  assert.match(sink.taken[0]?.raw ?? '', /^Auto-Submitted: auto-generated\r?$/m);
});

test('mail of our own that cannot be sent is tried again, and its link is in no error', async () => {
  sink.behave = (at) => (at === 'mail' ? '451 4.3.0 Later' : undefined);
  const mail = { to: 'tom@copperfield.example', subject: 'Join us', text: 'Open https://x.example/#secret' };
  await assert.rejects(systemMailJob.run(ground, mail), (error: Error) => {
    assert.doesNotMatch(String(error.stack), /secret|tom@/);
    return true;
  });
  await ground.db.updateTable('channels').set({ archived_at: ground.clock.now() }).execute();
  await assert.rejects(systemMailJob.run(ground, mail), /no mailbox to send from/);
});

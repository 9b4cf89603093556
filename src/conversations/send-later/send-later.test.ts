// Over 250 lines because everything that can happen to one reply while it waits is told in one place.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../../test/inbox.ts';
import type { Visitor } from '../../../test/staff.ts';
import { day, hour, minute } from '../../platform/clock/clock.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/ids.ts';
import { leave } from './leave.ts';

let at: TestInbox;
let maya: Visitor;
let tom: Visitor;
let id: string;
before(async () => {
  at = await testInbox();
  const web = conversationsWeb(at.ground);
  maya = await programOf(at.ground, web, at.maya.id);
  tom = await programOf(at.ground, web, at.tom.id);
});
beforeEach(async () => {
  const from = { name: 'Leila Tanaka', address: `leila.${newId()}@alder.example` };
  id = (await at.arrives({ from })).conversationId;
  at.ground.clock.advance(minute);
});
after(() => at.ground.close());

const inAnHour = () => new Date(at.ground.clock.now().getTime() + hour).toISOString();
const letter = (more = {}) => ({
  html: '<p>Here is <strong>your</strong> invoice</p>',
  sendAt: inAnHour(),
  timeZone: 'Europe/Vienna',
  ...more,
});
const schedule = async (more = {}) => {
  const { status, body } = await maya.post(`/conversations/${id}/scheduled`, letter(more));
  assert.equal(status, 201, JSON.stringify(body));
  return body.scheduledId as string;
};
const waiting = async (who = maya) => (await who.get(`/conversations/${id}/scheduled`)).body;
const said = async () =>
  (await maya.get(`/conversations/${id}/messages?limit=100`)).body.items.filter(
    ({ direction }: { direction: string }) => direction === 'out',
  );
const followUp = () => ({ subject: 'Re: Invoice shows the wrong VAT number', text: 'ps', replyText: 'ps' });
const writesAgain = async () => {
  const { body } = await maya.get(`/conversations/${id}`);
  return at.arrives({ from: { name: '', address: body.customer.email }, ...followUp() });
};

test('a reply waits in sight of everyone and leaves once at its time, as its author', async () => {
  const scheduledId = await schedule({ statusAfter: 'solved' });
  const [one] = await waiting(tom);
  assert.deepEqual(
    [one.id, one.agent.id, one.timeZone, one.mine, one.text],
    [scheduledId, at.maya.id, 'Europe/Vienna', false, 'Here is your invoice'],
  );
  await at.ground.runJobs();
  assert.equal((await said()).length, 0);
  at.ground.clock.advance(hour);
  await Promise.all([
    leave(at.ground, scheduledId, at.ground.clock.now()),
    leave(at.ground, scheduledId, at.ground.clock.now()),
  ]);
  const [message, ...more] = await said();
  assert.deepEqual([message.id, message.author.id, more.length], [scheduledId, at.maya.id, 0]);
  assert.deepEqual(await waiting(), []);
  const { body } = await maya.get(`/conversations/${id}`);
  assert.deepEqual([body.status, body.assignee.id], ['solved', at.maya.id]);
  await at.ground.runJobs();
  assert.equal((await said()).length, 1);
});

test('the job alone is enough, and a lost job is found by the sweep', async () => {
  const first = await schedule();
  at.ground.clock.advance(hour);
  await at.ground.runJobs();
  assert.deepEqual(
    (await said()).map((one: { id: string }) => one.id),
    [first],
  );
  const second = newId();
  await at.ground.db
    .insertInto('scheduled_replies')
    .values({
      id: second,
      conversation_id: id,
      agent_id: at.maya.id,
      state: 'waiting',
      why: null,
      note: null,
      send_at: at.ground.clock.now(),
      time_zone: 'UTC',
      status_after: 'waiting',
      html: null,
      text: 'From a restored backup',
      recipients: '{}',
      uploads: [],
      created_at: at.ground.clock.now(),
      updated_at: at.ground.clock.now(),
    })
    .execute();
  const { sendLaterJobs } = await import('./jobs.ts');
  await sendLaterJobs.find(({ name }) => name === 'conversations.leave-overdue')?.run(at.ground, {});
  assert.equal((await said()).length, 2);
});

test('a process that dies while it leaves sends nothing, and the next try sends it once', async () => {
  const scheduledId = await schedule();
  at.ground.clock.advance(hour);
  const { db } = at.ground;
  await transact(db, async (tx) => {
    // Held here, it stops after the message was written and before anything is committed.
    await tx
      .selectFrom('participants')
      .select('value')
      .where('conversation_id', '=', id)
      .forUpdate()
      .execute();
    const dying = assert.rejects(leave(at.ground, scheduledId, at.ground.clock.now()));
    for (let killed = false; !killed; ) {
      const { rows } = await sql<{ killed: boolean }>`
        select pg_terminate_backend(pid) as killed from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
          and query ilike '%insert into participants%'`.execute(db);
      killed = rows.some((row) => row.killed);
    }
    await dying;
  });
  assert.equal((await said()).length, 0);
  assert.equal((await waiting())[0].state, 'waiting');
  await at.ground.runJobs();
  assert.equal((await said()).length, 1);
});

test('when the customer writes first it is given back as a draft, and its author is told', async () => {
  await maya.put(`/conversations/${id}/draft`, {
    body: { mode: 'reply', reply: { html: '<p>old</p>', files: [] } },
  });
  const scheduledId = await schedule();
  assert.equal((await maya.get(`/conversations/${id}/draft`)).body, null, 'the draft became this');
  await maya.put(`/conversations/${id}/draft`, {
    body: { mode: 'reply', reply: { html: '<p>more</p>', files: [] } },
  });
  await writesAgain();
  const { body } = await maya.get(`/conversations/${id}/draft`);
  assert.equal(body.body.reply.html, '<p>Here is <strong>your</strong> invoice</p><p>more</p>');
  const [one] = await waiting();
  assert.deepEqual([one.id, one.state, one.why], [scheduledId, 'returned', 'message']);
  assert.deepEqual(await waiting(tom), [], 'only its author is told');
  at.ground.clock.advance(2 * hour);
  await at.ground.runJobs();
  assert.equal((await said()).length, 0);
  await maya.post(`/conversations/${id}/replies`, { text: 'Hello' });
  assert.deepEqual(await waiting(), []);
  const trail = (await maya.get(`/conversations/${id}/messages?limit=100`)).body.items.flatMap(
    (item: { event: { kind: string; data: { why?: string } } | null }) => item.event?.kind ?? [],
  );
  assert.ok(trail.includes('conversation.scheduled') && trail.includes('conversation.unscheduled'));
});

test('an automatic answer of theirs gives nothing back', async () => {
  await schedule();
  const { body } = await maya.get(`/conversations/${id}`);
  await at.arrives({
    from: { name: '', address: body.customer.email },
    ...followUp(),
    automated: 'auto-replied',
  });
  assert.equal((await waiting())[0].state, 'waiting');
});

test('a message of the customer and the time race: it is sent or given back, never both', async () => {
  for (let round = 0; round < 6; round++) {
    const from = { name: 'Leila', address: `leila.${newId()}@alder.example` };
    id = (await at.arrives({ from })).conversationId;
    const scheduledId = await schedule();
    at.ground.clock.advance(hour);
    await Promise.all([
      leave(at.ground, scheduledId, at.ground.clock.now()),
      at.arrives({ from, ...followUp() }),
    ]);
    const sent = (await said()).length;
    const [one] = await waiting();
    const draft = (await maya.get(`/conversations/${id}/draft`)).body;
    assert.ok(
      sent === 1 ? one === undefined && draft === null : one.state === 'returned' && draft !== null,
      `round ${round}: ${sent} sent`,
    );
  }
});

test('its author changes time and words, a colleague can only call it off, and both are told', async () => {
  const scheduledId = await schedule();
  const later = new Date(at.ground.clock.now().getTime() + day).toISOString();
  const changed = await maya.patch(`/scheduled-replies/${scheduledId}`, {
    sendAt: later,
    html: '<p>New</p>',
  });
  assert.equal(changed.status, 200);
  at.ground.clock.advance(2 * hour);
  await at.ground.runJobs();
  const [one] = await waiting();
  assert.deepEqual([one.sendAt, one.text], [later, 'New']);
  assert.equal((await tom.patch(`/scheduled-replies/${scheduledId}`, { text: 'x' })).status, 403);
  assert.equal((await tom.post(`/scheduled-replies/${scheduledId}/call-off`, { keep: false })).status, 403);
  assert.equal((await tom.post(`/scheduled-replies/${scheduledId}/call-off`)).status, 200);
  assert.deepEqual(
    (await waiting()).map(({ state, why }: { state: string; why: string }) => [state, why]),
    [['returned', 'agent']],
  );
  assert.equal((await maya.get(`/conversations/${id}/draft`)).body.body.reply.html, '<p>New</p>');
  await maya.post(`/scheduled-replies/${scheduledId}/call-off`);
  assert.deepEqual(await waiting(), []);
  assert.equal((await maya.patch(`/scheduled-replies/${scheduledId}`, { text: 'x' })).status, 409);
});

test('sent now, it leaves as at its time', async () => {
  const scheduledId = await schedule();
  assert.equal((await tom.post(`/scheduled-replies/${scheduledId}/send`)).status, 403, 'its author’s alone');
  assert.equal((await maya.post(`/scheduled-replies/${scheduledId}/send`)).status, 200);
  assert.equal((await said()).length, 1);
  assert.equal((await maya.post(`/scheduled-replies/${scheduledId}/send`)).status, 409);
});

test('an author who left, or may not answer here any more, sends nothing; the words wait for them', async () => {
  const scheduledId = await schedule();
  await at.ground.db
    .insertInto('inbox_access')
    .values({ agent_id: at.maya.id, inbox_id: at.inboxId, level: 'view' })
    .execute();
  at.ground.clock.advance(hour);
  await at.ground.runJobs();
  assert.equal((await said()).length, 0);
  const [one] = await waiting();
  assert.deepEqual([one.id, one.state, one.why], [scheduledId, 'returned', 'access']);
  await at.ground.db.deleteFrom('inbox_access').where('agent_id', '=', at.maya.id).execute();
});

test('who may not see the conversation sees none of what waits in it, and may do nothing', async () => {
  const scheduledId = await schedule();
  const stranger = await at.addAgent('Lena Wolf');
  await at.ground.db
    .insertInto('inbox_access')
    .values({ agent_id: stranger.id, inbox_id: at.inboxId, level: 'none' })
    .execute();
  const lena = await programOf(at.ground, conversationsWeb(at.ground), stranger.id);
  assert.equal((await lena.get(`/conversations/${id}/scheduled`)).status, 404);
  assert.deepEqual((await lena.get('/scheduled-replies?whose=all')).body.items, []);
  for (const act of ['call-off', 'send'])
    assert.equal((await lena.post(`/scheduled-replies/${scheduledId}/${act}`)).status, 404);
  assert.ok((await tom.get('/scheduled-replies?whose=all')).body.items.length > 0);
  assert.deepEqual((await tom.get('/scheduled-replies')).body.items, []);
});

test('the same schedule sent twice waits once; a time that is past, a year away or unseen words are stopped', async () => {
  const scheduledId = newId();
  await schedule({ scheduledId });
  await schedule({ scheduledId });
  assert.equal((await waiting()).length, 1);
  const post = (more: object) => maya.post(`/conversations/${id}/scheduled`, letter(more));
  assert.equal((await post({ sendAt: at.ground.clock.now().toISOString() })).body.code, 'BAD_INPUT');
  assert.equal((await post({ sendAt: '2036-01-01T00:00:00Z' })).body.code, 'BAD_INPUT');
  assert.equal((await post({ timeZone: 'Middle-earth/Bree' })).status, 400);
  assert.equal((await post({ html: '', text: ' ' })).body.code, 'BAD_INPUT');
  assert.equal((await post({ seen: null })).body.code, 'NEWER_MESSAGE');
});

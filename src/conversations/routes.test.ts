import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../test/inbox.ts';
import type { Visitor } from '../../test/staff.ts';
import { day, minute } from '../platform/clock/clock.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/ids.ts';

let at: TestInbox;
let maya: Visitor;
let tom: Visitor;
before(async () => {
  at = await testInbox();
  const web = conversationsWeb(at.ground);
  maya = await programOf(at.ground, web, at.maya.id);
  tom = await programOf(at.ground, web, at.tom.id);
});
after(() => at.ground.close());

const person = (name = 'Luca Chen') => ({ name, address: `${newId()}@chenbakery.example` });
const arrive = async (fields = {}) => (await at.arrives({ from: person(), ...fields })).conversationId;
const get = async (id: string | number) => (await maya.get(`/conversations/${id}`)).body;
const lines = async (id: string) => {
  const { body } = await maya.get(`/conversations/${id}/messages?limit=100`);
  return body.items.map((item: { direction: string; event: { kind: string } | null; replyText: string }) =>
    item.event ? item.event.kind : `${item.direction}: ${item.replyText}`,
  );
};
const jobsOf = async (messageId: string) => {
  const rows = await at.ground.db
    .selectFrom('graphile_worker.jobs' as never)
    .select(['key', 'run_at'] as never)
    .where('key' as never, '=', `deliver:${messageId}` as never)
    .execute();
  return rows as unknown as { key: string; run_at: Date }[];
};

test('a mail is answered by the API: the whole path, with its trail', async () => {
  const id = await arrive({ subject: 'Wrong VAT number' });
  const before = await get(id);
  assert.equal(before.status, 'new');
  assert.deepEqual(before.may, { reply: true, note: true, change: true, manage: false });
  assert.equal((await get(before.number)).id, id);
  at.ground.clock.advance(minute);
  const sent = await maya.post(`/conversations/${id}/replies`, {
    html: '<p>It is <b>corrected</b>.<script>x</script></p>',
  });
  assert.deepEqual([sent.status, sent.body.delivery], [201, 'queued']);
  const row = await get(id);
  assert.deepEqual(
    [row.status, row.assignee.id, row.waitingSince, row.messageCount],
    ['waiting', at.maya.id, null, 2],
  );
  const { body } = await maya.get(`/messages/${sent.body.messageId}/html`);
  assert.equal(body.html, '<p>It is <b>corrected</b>.</p>');
  assert.deepEqual(await lines(id), [
    'in: Hello, the invoice is wrong.',
    'out: It is corrected.',
    'conversation.assigned',
  ]);
  assert.equal((await jobsOf(sent.body.messageId)).length, 1);
  const solved = await maya.post(`/conversations/${id}/solve`, { how: 'Corrected', why: 'Check on save' });
  assert.equal(solved.status, 200);
  assert.equal((await get(id)).resolution.why, 'Check on save');
  assert.equal((await maya.get('/conversations?view=solved')).body.items[0].id, id);
});

test('snoozed it is away, and comes back at its time by itself', async () => {
  const id = await arrive();
  const until = new Date(at.ground.clock.now().getTime() + day);
  await maya.post(`/conversations/${id}/status`, { status: 'waiting' });
  assert.equal(
    (await maya.post(`/conversations/${id}/snooze`, { until: '2020-01-01T00:00:00Z' })).body.code,
    'BAD_INPUT',
  );
  await maya.post(`/conversations/${id}/snooze`, { until });
  assert.equal((await maya.get('/conversations?view=snoozed')).body.items[0].id, id);
  const { conversationsJobs } = await import('./jobs.ts');
  const wake = conversationsJobs.find(({ name }) => name === 'conversations.wake')!;
  await wake.run(at.ground, {});
  assert.ok((await get(id)).snoozedUntil);
  at.ground.clock.advance(day);
  await wake.run(at.ground, {});
  const row = await get(id);
  assert.deepEqual([row.snoozedUntil, row.status], [null, 'open']);
});

test('solved conversations close by age; the bin is emptied after 30 days', async () => {
  const solved = await arrive();
  const binned = await arrive();
  await maya.post(`/conversations/${solved}/solve`);
  await maya.post(`/conversations/${binned}/bin`);
  const { conversationsJobs } = await import('./jobs.ts');
  const run = async () => {
    for (const name of ['conversations.close', 'conversations.tidy'])
      await conversationsJobs.find((job) => job.name === name)?.run(at.ground, {});
  };
  await run();
  assert.equal((await get(solved)).status, 'solved');
  assert.equal((await get(binned)).place, 'bin');
  at.ground.clock.advance(31 * day);
  await run();
  assert.equal((await get(solved)).status, 'closed');
  assert.equal((await get(binned)).code, 'NOT_FOUND');
});

test('what an agent had goes back to the team when they leave', async () => {
  const leaving = await at.addAgent('Leaving');
  const id = await arrive();
  await maya.post(`/conversations/${id}/assign`, { agentId: leaving.id });
  const { deactivateAgent } = await import('../staff/change-agent.ts');
  await transact(at.ground.db, (tx) => deactivateAgent(tx, at.maya, leaving.id, at.ground.clock.now()));
  await at.ground.settle();
  const row = await get(id);
  assert.deepEqual([row.assignee, row.team.id], [null, at.teamId]);
  const again = await maya.post(`/conversations/${id}/assign`, { agentId: leaving.id });
  assert.equal(again.body.code, 'BAD_INPUT');
});

test('moving to another inbox takes it from whoever cannot answer there, and both inboxes hear of it', async () => {
  const id = await arrive();
  const other = await at.addInbox('Sales', `${newId()}@copperfield.example`);
  await at.ground.db
    .insertInto('inbox_access')
    .values({ inbox_id: other, agent_id: at.tom.id, level: 'none' })
    .execute();
  await maya.post(`/conversations/${id}/assign`, { agentId: at.tom.id });
  const { body } = await maya.patch(`/conversations/${id}`, { inboxId: other, priority: 3 });
  const row = await get(id);
  assert.deepEqual([row.inbox.id, row.assignee, row.priority, row.version], [other, null, 3, body.version]);
  assert.equal((await tom.get(`/conversations/${id}`)).status, 404);
  const events = await at.ground.db
    .selectFrom('events')
    .select(['kind', 'inbox_id', 'version'])
    .where('conversation_id', '=', id)
    .orderBy('id')
    .execute();
  assert.deepEqual(events.slice(-4), [
    { kind: 'conversation.priority', inbox_id: at.inboxId, version: 4 },
    { kind: 'conversation.left', inbox_id: at.inboxId, version: 5 },
    { kind: 'conversation.moved', inbox_id: other, version: 6 },
    { kind: 'conversation.assigned', inbox_id: other, version: 7 },
  ]);
});

test('custom fields keep to their type', async () => {
  const admin = await programOf(
    at.ground,
    conversationsWeb(at.ground),
    (await at.addAgent('Admin', 'admin')).id,
    ['read', 'write', 'admin'],
  );
  const id = await arrive();
  const field = { label: 'Plan', type: 'choice', choices: ['Team', 'Company'] };
  assert.equal((await maya.put('/custom-fields/conversation/plan', field)).status, 403);
  assert.equal((await admin.put('/custom-fields/conversation/plan', field)).status, 200);
  assert.equal(
    (await admin.put('/custom-fields/conversation/plan', { ...field, type: 'text' })).body.code,
    'CONFLICT',
  );
  assert.equal(
    (await admin.put('/custom-fields/conversation/due', { label: 'Due', type: 'date' })).status,
    200,
  );
  const set = (fields: object) => maya.patch(`/conversations/${id}`, { fields });
  assert.equal((await set({ plan: 'Gold' })).body.code, 'BAD_INPUT');
  assert.equal((await set({ due: '2026-02-30' })).body.code, 'BAD_INPUT');
  assert.equal((await set({ nothing: 1 })).body.code, 'BAD_INPUT');
  assert.equal((await set({ plan: 'Team', due: '2026-02-28' })).status, 200);
  assert.deepEqual((await get(id)).fields, { plan: 'Team', due: '2026-02-28' });
  await set({ due: null });
  assert.deepEqual((await get(id)).fields, { plan: 'Team' });
});

test('tags are found whatever their case, and one that changes nothing did not happen', async () => {
  const id = await arrive();
  const one = await maya.post(`/conversations/${id}/tags`, { add: ['VAT', ' vat ', 'Refund'] });
  const two = await maya.post(`/conversations/${id}/tags`, { add: ['vat'] });
  assert.equal(two.body.version, one.body.version);
  assert.deepEqual(
    (await get(id)).tags.map(({ name }: { name: string }) => name),
    ['refund', 'vat'],
  );
  await maya.post(`/conversations/${id}/tags`, { remove: ['Refund'] });
  const trail = (await maya.get(`/conversations/${id}/messages`)).body.items.filter(
    ({ event }: { event: unknown }) => event,
  );
  assert.deepEqual(Object.values(trail.at(-1).event.data.names), ['refund']);
});

test('spam with block is heard no more; unblocking hears again', async () => {
  const from = person();
  const id = await arrive({ from });
  await maya.post(`/conversations/${id}/spam`, { block: true });
  assert.equal((await at.arrives({ from, text: 'again' })).blocked, true);
  const lead = await programOf(
    at.ground,
    conversationsWeb(at.ground),
    (await at.addAgent('Lead', 'supervisor')).id,
  );
  const list = (await lead.get('/blocked-senders')).body;
  assert.ok(list.some(({ pattern }: { pattern: string }) => pattern === from.address));
  assert.equal((await lead.delete(`/blocked-senders/${encodeURIComponent(from.address)}`)).status, 200);
  assert.equal((await at.arrives({ from, text: 'and again' })).blocked, false);
  await maya.post(`/conversations/${id}/restore`);
  assert.equal((await get(id)).place, 'inbox');
});

test('a conversation is started with anyone, or recorded without sending anything', async () => {
  const customer = person('Ivan Lindqvist');
  const started = await maya.post('/conversations', {
    customer,
    inboxId: at.inboxId,
    subject: 'Your renewal',
    text: 'Hello Ivan',
  });
  assert.equal(started.status, 201);
  assert.equal((await jobsOf(started.body.messageId)).length, 1);
  assert.deepEqual(
    [(await get(started.body.id)).status, (await get(started.body.id)).assignee.id],
    ['waiting', at.maya.id],
  );
  const reply = await at.arrives({ from: customer, subject: 'Re: Your renewal' });
  assert.equal(reply.conversationId, started.body.id, 'the answer joins by subject');
  const customerId = (await get(started.body.id)).customer.id;
  const recorded = await maya.post('/conversations', {
    customer: customerId,
    inboxId: at.inboxId,
    subject: 'Call',
    text: 'They called',
    direction: 'in',
  });
  const row = await get(recorded.body.id);
  assert.deepEqual([row.status, row.channel, row.customer.email], ['new', 'api', customer.address]);
  assert.equal((await jobsOf(recorded.body.messageId)).length, 0);
  assert.equal(
    (await maya.post(`/conversations/${recorded.body.id}/replies`, { text: 'Thanks for the call' })).status,
    201,
  );
});

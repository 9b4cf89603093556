import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../test/inbox.ts';
import type { Visitor } from '../../test/staff.ts';
import { day, hour, minute } from '../platform/clock/clock.ts';
import { newId } from '../platform/ids.ts';
import { conversationsJobs } from './jobs.ts';

let at: TestInbox;
let maya: Visitor;
let id: string;
let from: { name: string; address: string };
before(async () => {
  at = await testInbox();
  maya = await programOf(at.ground, conversationsWeb(at.ground), at.maya.id);
});
beforeEach(async () => {
  from = { name: 'Leila Tanaka', address: `leila.${newId()}@alder.example` };
  id = (await at.arrives({ from })).conversationId;
  at.ground.clock.advance(minute);
});
after(() => at.ground.close());

const row = async () => (await maya.get(`/conversations/${id}`)).body;
const snooze = (input: object) => maya.post(`/conversations/${id}/snooze`, input);
const wake = () => conversationsJobs.find(({ name }) => name === 'conversations.wake')?.run(at.ground, {});
const woken = async () =>
  (await maya.get(`/conversations/${id}/messages?limit=100`)).body.items
    .filter(({ event }: { event: { kind: string } | null }) => event?.kind === 'conversation.woken')
    .map(({ event }: { event: { data: { why: string } } }) => event.data.why);
const again = (more = {}) =>
  at.arrives({
    from,
    subject: 'Re: Invoice shows the wrong VAT number',
    text: 'ps',
    replyText: 'ps',
    ...more,
  });

test('until they answer: an answer brings it back and the trail says so', async () => {
  assert.equal((await snooze({ until: null, answer: true })).status, 200);
  const { snoozedForAnswer, snoozedUntil } = await row();
  const latest = new Date(at.ground.clock.now().getTime() + 28 * day).toISOString();
  assert.deepEqual([snoozedForAnswer, snoozedUntil], [true, latest]);
  await again({ automated: 'auto-replied' });
  assert.equal((await row()).snoozedForAnswer, true, 'a machine’s answer is none');
  await again();
  const back = await row();
  assert.deepEqual([back.snoozedUntil, back.snoozedForAnswer, back.status], [null, false, 'new']);
  assert.deepEqual(await woken(), ['message']);
});

test('until they answer, a time at latest: nobody answered, and it says so', async () => {
  const until = new Date(at.ground.clock.now().getTime() + hour).toISOString();
  await snooze({ until, answer: true });
  await wake();
  assert.equal((await row()).snoozedForAnswer, true);
  at.ground.clock.advance(hour);
  await Promise.all([wake(), wake()]);
  assert.deepEqual(await woken(), ['unanswered']);
  assert.equal((await row()).snoozedUntil, null);
});

test('a time alone, put away again as that, forgets the answer', async () => {
  const until = new Date(at.ground.clock.now().getTime() + hour).toISOString();
  await snooze({ until, answer: true });
  await snooze({ until });
  assert.equal((await row()).snoozedForAnswer, false);
  at.ground.clock.advance(hour);
  await wake();
  assert.deepEqual(await woken(), ['time']);
  assert.equal((await snooze({ until })).body.code, 'BAD_INPUT');
});

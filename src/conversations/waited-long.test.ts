import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../test/inbox.ts';
import { makeOwner, type Visitor } from '../../test/staff.ts';
import { day } from '../platform/clock/clock.ts';
import { waitedLongJob } from './waited-long.ts';

let at: TestInbox;
let dana: Visitor;

before(async () => {
  at = await testInbox();
  const id = (await at.ground.db.selectFrom('agents').select('id').executeTakeFirst())?.id;
  dana = await programOf(at.ground, conversationsWeb(at.ground), id ?? (await makeOwner(at.ground)), [
    ...(['read', 'write', 'admin'] as const),
  ]);
});
after(() => at.ground.close());

const open = async (status: 'waiting' | 'held' | 'open') => {
  const { body } = await dana.post('/conversations', {
    customer: 'leila@alder.example',
    inboxId: at.inboxId,
    subject: status,
    text: 'Hello',
    direction: 'in',
  });
  await dana.post(`/conversations/${body.id}/status`, { status });
  return body.id as string;
};
const waits = (days: number | null) =>
  at.ground.db.updateTable('inboxes').set({ waiting_days: days }).where('id', '=', at.inboxId).execute();
const statusOf = async (id: string) => (await dana.get(`/conversations/${id}`)).body.status;

test('what waits for the customer too long is solved by itself, and nothing else is', async () => {
  const [waiting, held, opened] = [await open('waiting'), await open('held'), await open('open')];
  at.ground.clock.advance(20 * day);
  await waitedLongJob.run(at.ground, {});
  assert.equal(await statusOf(waiting), 'waiting', 'an inbox that says nothing waits for ever');

  await waits(30);
  await waitedLongJob.run(at.ground, {});
  assert.equal(await statusOf(waiting), 'waiting', 'not yet');

  at.ground.clock.advance(11 * day);
  const fresh = await open('waiting');
  await waitedLongJob.run(at.ground, {});
  assert.equal(await statusOf(waiting), 'solved');
  assert.deepEqual(
    [await statusOf(held), await statusOf(opened), await statusOf(fresh)],
    ['held', 'open', 'waiting'],
  );
  const { version } = (await dana.get(`/conversations/${waiting}`)).body;
  await waitedLongJob.run(at.ground, {});
  assert.equal((await dana.get(`/conversations/${waiting}`)).body.version, version, 'once');
});

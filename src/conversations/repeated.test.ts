import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { conversationsWeb, programOf, testInbox } from '../../test/inbox.ts';
import { minute } from '../platform/clock/clock.ts';
import { newId } from '../platform/ids.ts';

const at = await testInbox();
const maya = await programOf(at.ground, conversationsWeb(at.ground), at.maya.id);
after(() => at.ground.close());

test('a reply repeated under its key is written once, even if we died before the answer was kept', async () => {
  const { conversationId: id } = await at.arrives({});
  const key = { 'idempotency-key': newId() };
  const body = { text: 'Only once, please.' };
  const first = await maya.send('POST', `/conversations/${id}/replies`, body, key);
  // As after a crash between the act and the keeping of its answer.
  await at.ground.db.updateTable('idempotency_keys').set({ status: null, answer: null }).execute();
  at.ground.clock.advance(2 * minute);
  const again = await maya.send('POST', `/conversations/${id}/replies`, body, key);
  assert.equal(again.status, 201);
  assert.equal(again.body.messageId, first.body.messageId);
  assert.equal((await maya.get(`/conversations/${id}`)).body.messageCount, 2);
});

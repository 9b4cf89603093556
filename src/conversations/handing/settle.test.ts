import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../../test/inbox.ts';
import type { Visitor } from '../../../test/staff.ts';

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

test('a draft handed over can be taken where its conversation was merged into', async () => {
  const from = (name: string) => ({ name, address: `${name}@alder.example` });
  const { conversationId: source } = await at.arrives({ from: from('leila'), subject: 'One' });
  const { conversationId: target } = await at.arrives({ from: from('omar'), subject: 'Two' });
  const body = { reply: { html: '<p>Half a letter</p>' } };
  const handed = await maya.post(`/conversations/${source}/handed-drafts`, { agentId: at.tom.id, body });
  assert.ok(handed.status < 300, JSON.stringify(handed.body));
  assert.equal((await maya.post(`/conversations/${target}/merge`, { sources: [source] })).status, 200);
  const waiting = (await tom.get(`/conversations/${target}/handed-drafts`)).body;
  assert.equal(waiting.length, 1);
  const settled = await tom.post(`/handed-drafts/${waiting[0].id}/settle`, { to: 'taken' });
  assert.equal(settled.status, 200, JSON.stringify(settled.body));
  assert.deepEqual(settled.body.body, body);
});

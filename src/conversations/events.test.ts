import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../test/inbox.ts';

let at: TestInbox;
before(async () => {
  at = await testInbox();
});
after(() => at.ground.close());

test('events and the audit log hold ids, never what people wrote or are called', async () => {
  const canary = 'canary7f3';
  const from = { name: `${canary} person`, address: `${canary}@alder.example` };
  const { conversationId: id } = await at.arrives({ from, subject: canary, text: canary, replyText: canary });
  const admin = await at.addAgent('Ada Novak', 'admin');
  const program = await programOf(at.ground, conversationsWeb(at.ground), admin.id, [
    'read',
    'write',
    'admin',
  ]);
  const field = { label: canary, type: 'text' };
  const acts: [string, 'post' | 'put' | 'patch', object][] = [
    ['/custom-fields/conversation/word', 'put', field],
    [`/conversations/${id}/notes`, 'post', { text: canary }],
    [`/conversations/${id}/replies`, 'post', { text: canary, cc: `${canary}.cc@alder.example` }],
    [`/conversations/${id}`, 'patch', { subject: `${canary} again`, fields: { word: canary } }],
    [`/conversations/${id}/tags`, 'post', { add: [canary] }],
    [`/conversations/${id}/solve`, 'post', { how: canary, why: canary }],
    [`/conversations/${id}/draft`, 'put', { body: { text: canary } }],
    [`/conversations/${id}/spam`, 'post', { block: true }],
    ['/customers', 'post', { name: canary, email: `${canary}.new@alder.example`, note: canary }],
    ['/companies', 'post', { name: canary }],
  ];
  for (const [path, method, body] of acts) {
    const { status } = await program[method](path, body);
    assert.ok(status < 300, `${method} ${path}: ${status}`);
  }
  const events = await at.ground.db.selectFrom('events').selectAll().execute();
  const audited = await at.ground.db.selectFrom('audit_log').selectAll().execute();
  assert.ok(events.length > 10 && audited.length > 0);
  for (const row of [...events, ...audited]) {
    assert.ok(!JSON.stringify(row).includes(canary), JSON.stringify(row));
  }
});

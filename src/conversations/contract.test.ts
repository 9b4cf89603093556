import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../test/inbox.ts';
import type { Visitor } from '../../test/staff.ts';

let at: TestInbox;
let maya: Visitor;
before(async () => {
  at = await testInbox();
  maya = await programOf(at.ground, conversationsWeb(at.ground), at.maya.id);
});
after(() => at.ground.close());

test('programs name people as they like: an object with an address or an e-mail, a word, one or many', async () => {
  const started = await maya.post('/conversations', {
    customer: 'Luca Chen <luca@chenbakery.example>',
    inboxId: at.inboxId,
    subject: 'Oven',
    text: 'Hello',
    cc: { email: 'mario@chenbakery.example' },
  });
  assert.equal(started.status, 201);
  const { id } = started.body;
  assert.equal((await maya.get(`/conversations/${id}`)).body.customer.name, 'Luca Chen');
  const replied = await maya.post(`/conversations/${id}/replies`, {
    text: 'One more thing',
    to: 'luca@chenbakery.example',
    cc: ['"Anna" <anna@chenbakery.example>', { address: 'mario@chenbakery.example' }],
    bcc: 'book@keeper.example',
  });
  assert.equal(replied.status, 201);
  const { body } = await maya.get(`/conversations/${id}/messages?from=end&limit=5`);
  const { to, cc, bcc } = body.items.find((one: { id: string }) => one.id === replied.body.messageId);
  assert.deepEqual(
    [to, cc, bcc],
    [
      [{ name: '', address: 'luca@chenbakery.example' }],
      [
        { name: 'Anna', address: 'anna@chenbakery.example' },
        { name: '', address: 'mario@chenbakery.example' },
      ],
      [{ name: '', address: 'book@keeper.example' }],
    ],
  );
  const wrong = await maya.post(`/conversations/${id}/replies`, { text: 'x', cc: 'nobody' });
  assert.equal(wrong.status, 400);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../../test/inbox.ts';
import type { Visitor } from '../../../test/staff.ts';
import { hour } from '../../platform/clock/clock.ts';
import { newId } from '../../platform/ids.ts';
import { leave } from './leave.ts';

let at: TestInbox;
let maya: Visitor;
before(async () => {
  at = await testInbox();
  maya = await programOf(at.ground, conversationsWeb(at.ground), at.maya.id);
});
after(() => at.ground.close());

test('merged with the conversation of somebody else, a reply still goes to whom it was written, and to nobody more', async () => {
  const other = { name: 'Omar Haddad', address: `omar.${newId()}@birch.example` };
  const leila = { name: 'Leila Tanaka', address: `leila.${newId()}@alder.example` };
  const { conversationId: id } = await at.arrives({ from: leila });
  const { conversationId: target } = await at.arrives({ from: other, text: 'My own matter' });
  const sendAt = new Date(at.ground.clock.now().getTime() + hour);
  const letter = { html: '<p>Here is <strong>your</strong> invoice</p>', sendAt, timeZone: 'UTC' };
  const { body: moves } = await maya.post(`/conversations/${id}/scheduled`, letter);
  const { body: stays } = await maya.post(`/conversations/${target}/scheduled`, letter);
  const merged = await maya.post(`/conversations/${target}/merge`, { sources: [id] });
  assert.equal(merged.status, 200, JSON.stringify(merged.body));
  at.ground.clock.advance(hour);
  for (const [scheduledId, address] of [
    [moves.scheduledId, leila.address],
    [stays.scheduledId, other.address],
  ]) {
    await leave(at.ground, scheduledId, at.ground.clock.now());
    const { recipients } = await at.ground.db
      .selectFrom('messages')
      .select('recipients')
      .where('id', '=', scheduledId)
      .executeTakeFirstOrThrow();
    const all = [...(recipients.to ?? []), ...(recipients.cc ?? []), ...(recipients.bcc ?? [])];
    assert.deepEqual(
      all.map((one) => one.address),
      [address],
    );
  }
});

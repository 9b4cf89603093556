import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testInbox } from '../../test/inbox.ts';
import { useReply } from '../canned/use.ts';
import { assign } from '../conversations/assign.ts';
import { changeConversation } from '../conversations/change.ts';
import { lockItself } from '../conversations/change-conversation.ts';
import { handDraft } from '../conversations/handing/hand.ts';
import { reply } from '../conversations/reply.ts';
import { addView } from '../conversations/saved-views/save-view.ts';
import { solve } from '../conversations/solve.ts';
import { start } from '../conversations/start.ts';
import { tag } from '../conversations/tag.ts';
import { merge } from '../conversations/together/merge.ts';
import { addCause } from '../conversations/words.ts';
import type { Tx } from '../platform/db/connect.ts';
import { transact } from '../platform/db/transact.ts';
import { callersOf } from '../staff/signed-in.ts';
import { plantSample } from './plant.ts';
import { removeSample } from './remove.ts';

/** What somebody did with the samples while looking around, and what of it is there afterwards. */

const office = await testInbox();
const { ground, arrives } = office;
const maya = await office.addAgent('Maya Lind', 'owner');
const { db } = ground;
after(() => ground.close());
const by = maya;

const noor = { name: 'Noor Abadi', address: 'noor@birch.example' };
const omar = { name: 'Omar Haddad', address: 'omar@elm.example' };

const act = <T>(work: (tx: Tx, now: Date) => Promise<T>) =>
  transact(db, (tx) => work(tx, ground.clock.now()));

/** Plants, lets somebody do something, and takes the samples out again. */
async function lookingAround(doing: () => Promise<void>): Promise<void> {
  await act((tx, now) => plantSample(tx, ground, maya.id, now));
  ground.clock.advance(60_000);
  await doing();
  await act((tx, now) => removeSample(tx, by, now));
  await ground.settle();
}

const sampleOf = (subject: string) =>
  db
    .selectFrom('conversations')
    .selectAll()
    .where('subject', '=', subject)
    .where('sample', '=', true)
    .executeTakeFirstOrThrow();
const rowOf = (id: string) =>
  db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst();
const messagesOf = async (id: string) =>
  (
    await db.selectFrom('messages').select('text').where('conversation_id', '=', id).orderBy('at').execute()
  ).map(({ text }) => text);

test('an answer in a sample conversation reaches nobody and goes with it', async () => {
  let id = '';
  await lookingAround(async () => {
    ({ id } = await sampleOf('Change the billing e-mail on our account'));
    const sent = await act((tx, now) => reply(tx, by, { id, text: 'You need the role Billing.' }, now));
    assert.equal(sent.delivery, 'sent');
  });
  assert.equal(await rowOf(id), undefined);
  assert.deepEqual(await db.selectFrom('deliveries').selectAll().execute(), []);
  assert.deepEqual(await db.selectFrom('followers').selectAll().execute(), []);
});

test('tag, team, cause and field of the samples stay where something real uses them; the others go', async () => {
  const { conversationId: id } = await arrives({ text: 'The kettle leaks.' });
  await lookingAround(async () => {
    const cause = await db
      .selectFrom('causes')
      .select('id')
      .where('name', '=', 'Bug')
      .executeTakeFirstOrThrow();
    const team = await db
      .selectFrom('teams')
      .select('id')
      .where('name', '=', 'Shipping')
      .executeTakeFirstOrThrow();
    const dana = await db
      .selectFrom('agents')
      .select('id')
      .where('name', '=', 'Dana Price')
      .where('sample', '=', true)
      .executeTakeFirstOrThrow();
    await act((tx, now) => tag(tx, by, { id, add: ['refund'] }, now));
    await act((tx, now) => assign(tx, by, { id, teamId: team.id, agentId: dana.id }, now));
    await act((tx, now) => changeConversation(tx, by, { id, fields: { order_number: 'K-1' } }, now));
    await act((tx, now) => solve(tx, by, { id, how: 'New seal.', causeId: cause.id }, now));
    await act((tx) => addCause(tx, { name: 'Seal', parentId: cause.id }));
  });
  const names = async (table: 'tags' | 'teams' | 'causes') =>
    (await db.selectFrom(table).select('name').orderBy('name').execute()).map(({ name }) => name);
  assert.deepEqual(await names('tags'), ['refund']);
  assert.ok((await names('teams')).includes('Shipping'));
  assert.ok(!(await names('teams')).includes('Technical'));
  assert.deepEqual(await names('causes'), ['Bug', 'Product', 'Seal']);
  assert.deepEqual(await db.selectFrom('causes').select('id').where('sample', '=', true).execute(), []);
  assert.deepEqual(
    (await db.selectFrom('custom_fields').select('key').execute()).map(({ key }) => key),
    ['order_number'],
  );
  const real = await rowOf(id);
  assert.deepEqual(real?.fields, { order_number: 'K-1' });
  assert.equal(real?.assignee_id, null, 'the sample colleague is gone');
  assert.equal(real?.status, 'solved');
});

test('what was said with a sample reply stays as it was said; a reply and a view somebody changed stay theirs', async () => {
  const { conversationId: id } = await arrives({ text: 'When does the refund come?' });
  let said = '';
  await lookingAround(async () => {
    const [caller] = await callersOf(db, [maya.id]);
    assert.ok(caller);
    const canned = await db
      .selectFrom('canned_replies')
      .select('id')
      .where('shortcut', '=', 'else')
      .executeTakeFirstOrThrow();
    await act(async (tx, now) => {
      const filled = await useReply(tx, caller, { id: canned.id, conversationId: id }, now);
      said = filled.text;
      await reply(tx, by, { id, text: filled.text, html: filled.html }, now);
    });
    await db
      .updateTable('canned_replies')
      .set({ name: 'Ours', version: 2 })
      .where('shortcut', '=', 'call')
      .execute();
    await db
      .updateTable('saved_views')
      .set({ name: 'My own', version: 2 })
      .where('name', '=', 'Mine and pressing')
      .execute();
    await act((tx, now) =>
      addView(
        tx,
        by,
        { name: 'Real', scope: 'personal', filter: { match: 'all', conditions: [] }, sort: 'newest' },
        now,
      ),
    );
  });
  assert.deepEqual(await messagesOf(id), ['When does the refund come?', said]);
  assert.deepEqual(
    (await db.selectFrom('canned_replies').select('name').execute()).map(({ name }) => name),
    ['Ours'],
  );
  assert.deepEqual(
    (await db.selectFrom('saved_views').select('name').orderBy('name').execute()).map(({ name }) => name),
    ['My own', 'Real'],
  );
});

test('real mail merged into a sample, and a sample merged into real mail, are parted; each real word stays', async () => {
  const into = await arrives({ text: 'Merged into a sample.', from: noor });
  const holds = await arrives({ text: 'Holds a sample.', from: omar });
  await lookingAround(async () => {
    const one = await sampleOf('Export to CSV: can it include the supplier?');
    const two = await sampleOf('Invoice shows the wrong VAT number');
    const put = (target: string, source: string) =>
      act(async (tx, now) => {
        const rows = { target: await lockItself(tx, target), sources: [await lockItself(tx, source)] };
        return merge(tx, by, { ...rows, acrossInboxes: true }, now);
      });
    await put(one.id, into.conversationId);
    await put(holds.conversationId, two.id);
  });
  assert.deepEqual(await messagesOf(into.conversationId), ['Merged into a sample.']);
  assert.equal((await rowOf(into.conversationId))?.place, 'inbox');
  assert.deepEqual(await messagesOf(holds.conversationId), ['Holds a sample.']);
});

test('a draft handed to a sample colleague comes back to its author', async () => {
  const { conversationId: id } = await arrives({ text: 'Please write to me.' });
  const body = { mode: 'reply', reply: { html: '<p>Long thoughts.</p>', files: [] } };
  await lookingAround(async () => {
    const tom = await db
      .selectFrom('agents')
      .select('id')
      .where('name', '=', 'Tom Okoro')
      .where('sample', '=', true)
      .executeTakeFirstOrThrow();
    await act((tx, now) => handDraft(tx, by, { id, agentId: tom.id, body, assign: false }, now));
  });
  const draft = await db
    .selectFrom('drafts')
    .select('body')
    .where('conversation_id', '=', id)
    .executeTakeFirst();
  assert.deepEqual(draft?.body, body);
});

test('a sample customer somebody really wrote to stays, with the company, as a customer like any other', async () => {
  let id = '';
  await lookingAround(async () => {
    const tariq = await db
      .selectFrom('customers')
      .select('id')
      .where('name', '=', 'Tariq Mensah')
      .executeTakeFirstOrThrow();
    ({ id } = await act((tx, now) =>
      start(
        tx,
        by,
        {
          customer: tariq.id,
          inboxId: office.inboxId,
          subject: 'Hello',
          text: 'Hello Tariq',
          direction: 'out',
        },
        now,
      ),
    ));
  });
  const row = await rowOf(id);
  const tariq = await db
    .selectFrom('customers')
    .selectAll()
    .where('id', '=', row?.customer_id ?? '')
    .executeTakeFirst();
  assert.equal(tariq?.sample, false);
  assert.deepEqual(
    (await db.selectFrom('companies').select('name').execute()).map(({ name }) => name),
    ['Mensah Goods'],
  );
  assert.deepEqual(await db.selectFrom('customers').select('id').where('sample', '=', true).execute(), []);
});

test('a real customer who has the address of a sample one is never taken for a sample', async () => {
  const { conversationId: id } = await arrives({ text: 'I am the real Leila.' });
  await lookingAround(async () => {});
  const customer = await db
    .selectFrom('conversations as c')
    .innerJoin('customers as cu', 'cu.id', 'c.customer_id')
    .select(['cu.sample', 'cu.note', 'cu.fields'])
    .where('c.id', '=', id)
    .executeTakeFirstOrThrow();
  assert.deepEqual(customer, { sample: false, note: '', fields: {} });
});

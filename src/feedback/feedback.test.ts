import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { type FeedbackWorld, feedbackWorld } from '../../test/feedback.ts';
import { reopen } from '../conversations/reopen.ts';
import { day, minute } from '../platform/clock/clock.ts';
import { transact } from '../platform/db/transact.ts';
import { bySystem } from '../platform/events/record.ts';

/* From solving to the customer's answer, with real mail and the real page. */

let world: FeedbackWorld;
beforeEach(async () => {
  world = await feedbackWorld();
});
afterEach(() => world.close());

const conversation = (id: string) =>
  world.ground.db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const feedback = (id: string) =>
  world.ground.db.selectFrom('feedback').selectAll().where('conversation_id', '=', id).executeTakeFirst();
const incoming = (id: string) =>
  world.ground.db
    .selectFrom('messages')
    .select(['text', 'pending', 'trust'])
    .where('conversation_id', '=', id)
    .where('direction', '=', 'in')
    .orderBy('at')
    .orderBy('id')
    .execute();

test('an hour after solving the customer is asked once, by an automatic mail that threads', async () => {
  await world.asks();
  const { conversationId } = await world.answered();
  const before = await conversation(conversationId);
  await world.solved(conversationId, 59 * minute);
  assert.equal(world.sink.taken.length, 0);
  world.ground.clock.advance(2 * minute);
  await world.ground.settle();
  assert.equal(world.sink.taken.length, 1);
  const { raw, to } = world.sink.taken[0] ?? { raw: '', to: [] };
  assert.deepEqual(to, ['leila.tanaka@alder.example']);
  assert.match(raw, /^Auto-Submitted: auto-/im);
  assert.match(raw, /^In-Reply-To: /im);
  assert.match(raw, /Is it settled for you/);
  const after = await conversation(conversationId);
  assert.equal(after.status, 'solved');
  assert.equal(after.last_out_at?.getTime(), before.last_out_at?.getTime(), 'a question is no answer');
  // Opened and solved again: it was asked already.
  await transact(world.ground.db, (tx) =>
    reopen(tx, bySystem, { id: conversationId }, world.ground.clock.now()),
  );
  await world.solved(conversationId, 40 * day);
  assert.equal(world.sink.taken.length, 1);
});

test('nobody is asked where it is off, opened again, spam, unanswered, or a machine wrote', async () => {
  const { conversationId: off } = await world.answered();
  await world.solved(off);
  await world.asks();
  const { db, clock } = world.ground;
  const cases: Record<string, (id: string) => Promise<unknown>> = {
    'opened again': (id) => transact(db, (tx) => reopen(tx, bySystem, { id }, clock.now())),
    spam: (id) => db.updateTable('conversations').set({ place: 'spam' }).where('id', '=', id).execute(),
    unanswered: (id) =>
      db.updateTable('conversations').set({ last_out_at: null }).where('id', '=', id).execute(),
    historic: (id) => db.updateTable('conversations').set({ historic: true }).where('id', '=', id).execute(),
    sample: (id) => db.updateTable('conversations').set({ sample: true }).where('id', '=', id).execute(),
    machine: (id) =>
      db
        .updateTable('messages')
        .set({ automated: 'list' })
        .where('conversation_id', '=', id)
        .where('direction', '=', 'in')
        .execute(),
    nobody: (id) =>
      db
        .updateTable('messages')
        .set({ sender: JSON.stringify({ name: '', address: 'no-reply@alder.example' }) })
        .where('conversation_id', '=', id)
        .where('direction', '=', 'in')
        .execute(),
  };
  for (const [name, make] of Object.entries(cases)) {
    const { conversationId } = await world.answered();
    await world.solved(conversationId, 0);
    await make(conversationId);
    clock.advance(day);
    await world.ground.settle();
    assert.equal(world.sink.taken.length, 0, name);
    assert.equal(await feedback(conversationId), undefined, name);
  }
});

test('one customer is asked at most once in the days the inbox says', async () => {
  await world.asks({ everyDays: 30 });
  const [first, second] = [await world.answered(), await world.answered()];
  const { customer_id } = await conversation(first.conversationId);
  const theirs = { customer_id };
  const { db } = world.ground;
  await db.updateTable('conversations').set(theirs).where('id', '=', second.conversationId).execute();
  await db
    .updateTable('messages')
    .set({ author_id: customer_id })
    .where('conversation_id', '=', second.conversationId)
    .where('direction', '=', 'in')
    .execute();
  await world.solved(first.conversationId);
  await world.solved(second.conversationId);
  assert.equal(world.sink.taken.length, 1);
});

test('opening the link changes nothing; the answer is chosen and one button confirms it', async () => {
  await world.asks();
  const { conversationId } = await world.answered();
  await world.solved(conversationId);
  const link = world.link();
  const page = await world.visit(`${link}?a=yes`);
  assert.equal(page.status, 200);
  const html = await page.text();
  assert.match(html, /value="yes" required checked/);
  assert.doesNotMatch(html, /<script/);
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  assert.equal(page.headers.get('cache-control'), 'no-store');
  assert.equal((await feedback(conversationId))?.answered_at, null);

  const sent = await world.visit(link, { settled: 'yes', rating: '5', comment: 'Quick!' });
  assert.equal(sent.status, 303);
  assert.match(await (await world.visit(`${link}?done`)).text(), /Thank you!/);
  const kept = await feedback(conversationId);
  assert.deepEqual([kept?.settled, kept?.rating, kept?.comment], [true, 5, 'Quick!']);
  const row = await conversation(conversationId);
  assert.deepEqual([row.status, row.settled, row.rating], ['solved', true, 5]);
  assert.equal((await incoming(conversationId)).length, 1, 'praise opens nothing');
  // The same twice is once.
  const { version } = row;
  await world.visit(link, { settled: 'yes', rating: '5', comment: 'Quick!' });
  assert.equal((await conversation(conversationId)).version, version);
});

test('"not yet" opens it again for whoever has it, with the comment in the customer’s mouth', async () => {
  await world.asks();
  const { conversationId } = await world.answered();
  await world.solved(conversationId);
  const link = world.link();
  const comment = 'It still drips.\r\nEvery morning.';
  assert.equal((await world.visit(link, { settled: 'no', rating: '2', comment })).status, 303);
  const row = await conversation(conversationId);
  assert.deepEqual([row.status, row.assignee_id, row.settled, row.rating], ['open', world.mayaId, false, 2]);
  assert.ok(row.waiting_since);
  const said = await incoming(conversationId);
  assert.deepEqual(said.at(-1), {
    text: 'It still drips.\nEvery morning.',
    pending: false,
    trust: 'unverified',
  });
  const { rows } = {
    rows: await world.ground.db
      .selectFrom('events')
      .select(['kind', 'data'])
      .where('conversation_id', '=', conversationId)
      .where('kind', 'in', ['conversation.reopened', 'conversation.feedback'])
      .orderBy('id')
      .execute(),
  };
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ['conversation.reopened', 'conversation.feedback'],
  );
  assert.doesNotMatch(JSON.stringify(rows), /drips/, 'events hold no words');
  // Sent again by an impatient finger, or with another rating: nothing more is said.
  await world.visit(link, { settled: 'no', rating: '2', comment });
  await world.visit(link, { settled: 'no', rating: '1', comment });
  assert.equal((await incoming(conversationId)).length, said.length);
  assert.equal((await conversation(conversationId)).rating, 1);
});

test('an answer can be changed for the days the inbox says, and then no more', async () => {
  await world.asks({ changeDays: 3 });
  const { conversationId } = await world.answered();
  await world.solved(conversationId);
  const link = world.link();
  await world.visit(link, { settled: 'yes' });
  world.ground.clock.advance(2 * day);
  assert.equal((await world.visit(link, { settled: 'no' })).status, 303);
  world.ground.clock.advance(2 * day);
  assert.equal((await world.visit(link)).status, 410);
  assert.equal((await world.visit(link, { settled: 'yes' })).status, 410);
  assert.equal((await feedback(conversationId))?.settled, false);
});

test('a guessed, cut or other conversation’s link leads nowhere, and a flood is stopped', async () => {
  await world.asks();
  const { conversationId } = await world.answered();
  const other = await world.answered();
  await world.solved(conversationId);
  const link = world.link();
  const foreign = link.replace(/[0-9a-f]{32}/, other.conversationId.replaceAll('-', ''));
  const last = link.endsWith('a') ? 'b' : 'a';
  for (const wrong of [foreign, link.slice(0, -1) + last, link.slice(0, -2), '/settled/x'])
    assert.equal((await world.visit(wrong)).status, 404, wrong);
  const statuses = [];
  for (let place = 0; place < 12; place++)
    statuses.push((await world.visit(link, { settled: 'yes', rating: String((place % 5) + 1) })).status);
  assert.ok(statuses.includes(429));
  assert.equal(statuses[0], 303);
});

test('the page and mail speak German to who is known to, with the inbox’s own words', async () => {
  await world.asks({ texts: { de: 'Hallo {name}, ist bei {brand} alles gut?' } });
  const { conversationId } = await world.answered();
  const { customer_id } = await conversation(conversationId);
  await world.ground.db
    .updateTable('customers')
    .set({ language: 'de-AT', name: 'Leila Tanaka' })
    .where('id', '=', customer_id)
    .execute();
  await world.solved(conversationId);
  assert.match(world.sink.taken[0]?.raw ?? '', /Hallo Leila Tanaka, ist bei Copperfield alles gut\?/);
  const html = await (await world.visit(`${world.link()}?a=no`)).text();
  assert.match(html, /<html lang="de"/);
  assert.match(html, /Ist es erledigt\?/);
});

test('an answer without a choice is asked again, with what was written kept', async () => {
  await world.asks();
  const { conversationId } = await world.answered();
  await world.solved(conversationId);
  const html = await (
    await world.visit(world.link(), { comment: '<script>alert(1)</script>', rating: '4' })
  ).text();
  assert.match(html, /role="alert"/);
  assert.match(html, /&lt;script&gt;alert\(1\)/);
  assert.match(html, /value="4" checked/);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type FeedbackWorld, feedbackWorld } from '../../test/feedback.ts';
import { makeAgent, makeKey, Visitor } from '../../test/staff.ts';
import { day } from '../platform/clock/clock.ts';
import { newId } from '../platform/ids.ts';

/* Figures and the rows behind them: the same conditions, so the same numbers. */

let world: FeedbackWorld;
let dana: Visitor;
let danaKey: string;
let maya: Visitor;
before(async () => {
  world = await feedbackWorld();
  const { ground, web, mayaId } = world;
  const danaId = await makeAgent(ground, 'Dana Price', 'supervisor');
  danaKey = await makeKey(ground, danaId, ['read', 'write']);
  dana = new Visitor(web, ground, { key: danaKey });
  maya = new Visitor(web, ground, { key: await makeKey(ground, mayaId, ['read', 'write']) });
  // Seven were asked: five answered, four of them settled; four rated.
  const answers: [boolean | null, number | null, string][] = [
    [true, 5, 'Great, "thanks"'],
    [true, 4, '=HYPERLINK("http://evil.example")'],
    [true, 2, ''],
    [true, null, ''],
    [false, 1, 'Not,\nyet'],
    [null, null, ''],
    [null, null, ''],
  ];
  for (const [settled, rating, comment] of answers) {
    const { conversationId } = await world.answered();
    const { customer_id } = await ground.db
      .selectFrom('conversations')
      .select('customer_id')
      .where('id', '=', conversationId)
      .executeTakeFirstOrThrow();
    await ground.db
      .insertInto('feedback')
      .values({
        conversation_id: conversationId,
        customer_id,
        inbox_id: world.mailbox.inboxId,
        team_id: null,
        agent_id: mayaId,
        address: 'leila.tanaka@alder.example',
        language: 'en',
        asked_at: ground.clock.now(),
      })
      .execute();
    if (settled !== null)
      await ground.db
        .updateTable('feedback')
        .set({ settled, rating, comment, answered_at: ground.clock.now() })
        .where('conversation_id', '=', conversationId)
        .execute();
    ground.clock.advance(day);
  }
});
after(() => world.close());

test('figures are what their definitions say', async () => {
  const { body, status } = await dana.get('/satisfaction?by=agent');
  assert.equal(status, 200, JSON.stringify(body));
  const { asked, answered, settled, notSettled, rated, satisfied, unsatisfied } = body.total;
  assert.deepEqual(
    [asked, answered, settled, notSettled, rated, satisfied, unsatisfied],
    [7, 5, 4, 1, 4, 2, 2],
  );
  assert.deepEqual(
    [body.total.responseRate, body.total.settledRate, body.total.csat, body.total.average],
    [5 / 7, 4 / 5, 2 / 4, 3],
  );
  assert.equal(body.items[0].of.name, 'Maya Lindt');
  assert.equal(body.items[0].asked, 7);
  assert.equal((await dana.get('/satisfaction?by=team')).body.items[0].of, null);
});

test('every count equals the rows it opens, page by page, in any period', async () => {
  const from = new Date(world.ground.clock.now().getTime() - 5 * day).toISOString();
  for (const period of ['', `&from=${from}`, `&to=${from}`]) {
    const { total } = (await dana.get(`/satisfaction?by=inbox${period}`)).body;
    for (const which of ['asked', 'answered', 'settled', 'notSettled', 'rated', 'satisfied', 'unsatisfied']) {
      let rows = 0;
      let cursor = '';
      do {
        const { body } = await dana.get(`/satisfaction/rows?which=${which}&limit=2${period}${cursor}`);
        rows += body.items.length;
        cursor = body.next ? `&cursor=${body.next}` : '';
      } while (cursor);
      assert.equal(rows, total[which], `${which} ${period}`);
    }
  }
});

test('the export holds the same rows, and no cell that a spreadsheet would run', async () => {
  const answer = await world.web.request('/api/satisfaction/rows.csv?which=answered', {
    headers: { authorization: `Bearer ${danaKey}` },
  });
  const { headers } = answer;
  const body = await answer.text();
  assert.match(headers.get('content-type') ?? '', /text\/csv/);
  assert.equal(body.trim().split('\r\n').length, 6);
  assert.match(body, /"Great, ""thanks"""/);
  assert.match(body, /"'=HYPERLINK/);
  assert.match(body, /"Not,\nyet"/);
});

test('agents see no figures, strangers nothing; a conversation’s feedback is for who sees it', async () => {
  assert.equal((await maya.get('/satisfaction')).status, 403);
  assert.equal((await maya.get('/satisfaction/rows')).status, 403);
  assert.equal((await maya.get('/satisfaction/rows.csv')).status, 403);
  assert.equal((await new Visitor(world.web, world.ground).get('/satisfaction')).status, 401);
  const [row] = (await dana.get('/satisfaction/rows?which=notSettled')).body.items;
  assert.equal((await dana.get(`/conversations/${row.conversation.id}/feedback`)).body.comment, 'Not,\nyet');
  assert.equal((await dana.get(`/conversations/${newId()}/feedback`)).status, 404);
});

test('what an inbox asks is set by who manages it, within bounds', async () => {
  const path = `/feedback-asking/${world.mailbox.inboxId}`;
  assert.equal((await maya.send('PUT', path, { on: true })).status, 403);
  assert.equal((await dana.send('PUT', path, { on: true, everyDays: 9_999 })).status, 400);
  assert.equal((await dana.send('PUT', path, { on: true, delayMinutes: 5 })).status, 200);
  const [asking] = (await dana.get('/feedback-asking')).body;
  assert.deepEqual([asking.on, asking.delayMinutes, asking.everyDays], [true, 5, 30]);
});

// Over 250 lines because views, their lists and their counts stand on one planted workspace.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../../test/inbox.ts';
import type { Visitor } from '../../../test/staff.ts';
import { hour, minute } from '../../platform/clock/clock.ts';
import { transact } from '../../platform/db/transact.ts';
import { createPulse } from '../../platform/events/notify.ts';
import { newId } from '../../platform/ids.ts';
import { identify } from '../../staff/signed-in.ts';
import { assign } from '../assign.ts';
import { solve } from '../solve.ts';
import { tag } from '../tag.ts';
import { countViews, followCounts } from './counts.ts';

let at: TestInbox;
let people: Record<'dana' | 'ravi' | 'maya' | 'tom', Visitor & { key: string }>;
before(async () => {
  at = await testInbox();
  const web = conversationsWeb(at.ground);
  const dana = await at.addAgent('Dana Price', 'owner');
  const ravi = await at.addAgent('Ravi Varma', 'supervisor');
  people = {
    dana: await programOf(at.ground, web, dana.id, ['read', 'write', 'admin']),
    ravi: await programOf(at.ground, web, ravi.id),
    maya: await programOf(at.ground, web, at.maya.id),
    tom: await programOf(at.ground, web, at.tom.id),
  };
});
after(() => at.ground.close());

const open = { field: 'list', is: 'any', values: ['open'] };
const view = (name: string, conditions: unknown[] = [open], more: object = {}) => ({
  name,
  filter: { match: 'all', conditions },
  ...more,
});
const listed = async (visitor: Visitor, query: string) =>
  (await visitor.get(`/conversations?limit=100&${query}`)).body.items.map(({ id }: { id: string }) => id);
const asFilter = (conditions: unknown[]) =>
  `filter=${encodeURIComponent(JSON.stringify({ match: 'all', conditions }))}`;

test('a view is a sentence that lists what it says, counted, in the order asked for', async () => {
  const { clock } = at.ground;
  const first = await at.arrives({ subject: 'One' });
  clock.advance(3 * hour);
  const second = await at.arrives({ subject: 'Two' });
  const third = await at.arrives({ subject: 'Three' });
  await transact(at.ground.db, (tx) =>
    assign(tx, at.tom, { id: third.conversationId, agentId: at.tom.id }, clock.now()),
  );
  const made = await people.maya.post(
    '/views',
    view('Nobody yet', [open, { field: 'assignee', is: 'any', values: ['nobody'] }], { sort: 'waiting' }),
  );
  assert.equal(made.status, 201, JSON.stringify(made.body));
  assert.deepEqual(await listed(people.maya, `viewId=${made.body.id}`), [
    first.conversationId,
    second.conversationId,
  ]);
  const late = [open, { field: 'waiting', is: 'longer', minutes: 120 }];
  assert.deepEqual(await listed(people.maya, asFilter(late)), [first.conversationId]);
  assert.deepEqual(await listed(people.maya, `viewId=${made.body.id}&${asFilter(late)}`), [
    first.conversationId,
  ]);
  const counts = await people.maya.get('/view-counts');
  assert.deepEqual(counts.body, [{ id: made.body.id, count: 2 }]);
  await people.maya.delete(`/views/${made.body.id}`);
});

test('every order pages by key through all there is, once', async () => {
  const { db, clock } = at.ground;
  for (let n = 0; n < 12; n++) {
    const { conversationId } = await at.arrives({ subject: `Paged ${n}` });
    const due = n % 3 === 0 ? null : new Date(clock.now().getTime() + (n % 4) * minute);
    await db
      .updateTable('conversations')
      .set({ due_at: due, priority: n % 4, waiting_since: n % 5 ? clock.now() : null })
      .where('id', '=', conversationId)
      .execute();
    if (n % 2) clock.advance(minute);
  }
  const all = (await listed(people.dana, 'view=open')).sort();
  for (const sort of ['newest', 'oldest', 'due', 'waiting', 'priority']) {
    const seen: { id: string; dueAt: string | null; priority: number }[] = [];
    let cursor = '';
    do {
      const { body } = await people.dana.get(
        `/conversations?view=open&sort=${sort}&limit=5${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...body.items);
      cursor = body.next ?? '';
    } while (cursor);
    assert.deepEqual(seen.map(({ id }) => id).sort(), all, sort);
    if (sort === 'priority')
      assert.deepEqual(
        seen.map((row) => row.priority),
        seen.map((row) => row.priority).toSorted((a, b) => b - a),
      );
    if (sort === 'due') {
      const times = seen.map(({ dueAt }) => (dueAt ? Date.parse(dueAt) : Number.POSITIVE_INFINITY));
      assert.deepEqual(
        times,
        times.toSorted((a, b) => a - b),
      );
    }
    const other = await people.dana.get(`/conversations?view=open&sort=${sort}&cursor=x.1.${newId()}`);
    assert.equal(other.body.code, 'BAD_INPUT', sort);
  }
});

test('personal views are one’s own, team views the team’s, and shared ones are kept by those who lead', async () => {
  const { db } = at.ground;
  await db.insertInto('team_members').values({ team_id: at.teamId, agent_id: at.maya.id }).execute();
  const own = (await people.maya.post('/views', view('Mine alone'))).body;
  assert.equal(
    (await people.maya.post('/views', view('For all', [open], { scope: 'everyone' }))).status,
    403,
  );
  const team = (await people.ravi.post('/views', view('Team', [open], { scope: 'team', teamId: at.teamId })))
    .body;
  const all = (await people.ravi.post('/views', view('For all', [open], { scope: 'everyone' }))).body;
  const seen = async (who: keyof typeof people) =>
    (await people[who].get('/views')).body.map(({ id }: { id: string }) => id).sort();
  assert.deepEqual(await seen('maya'), [own.id, team.id, all.id].sort());
  assert.deepEqual(await seen('tom'), [all.id]);
  assert.deepEqual(await seen('dana'), [team.id, all.id].sort());
  for (const who of ['tom', 'dana'] as const) {
    assert.equal((await people[who].patch(`/views/${own.id}`, { name: 'Taken' })).status, 404);
    assert.equal((await people[who].get(`/conversations?viewId=${own.id}`)).status, 404);
    assert.equal((await people[who].delete(`/views/${own.id}`)).status, 404);
  }
  assert.equal((await people.maya.patch(`/views/${all.id}`, { name: 'No' })).status, 403);
  assert.equal((await people.maya.patch(`/views/${own.id}`, { scope: 'everyone' })).status, 403);
  assert.equal((await people.dana.patch(`/views/${all.id}`, { name: 'Renamed' })).body.name, 'Renamed');
  assert.equal((await people.ravi.post('/views', view('No team', [open], { scope: 'team' }))).status, 400);
  await people.maya.put('/view-order', { ids: [all.id, own.id, newId()], hidden: [team.id] });
  const ordered = (await people.maya.get('/views')).body;
  assert.deepEqual(
    ordered.map(({ id }: { id: string }) => id),
    [all.id, own.id, team.id],
  );
  assert.deepEqual(
    ordered.map(({ hidden }: { hidden: boolean }) => hidden),
    [false, false, true],
  );
  for (const id of [own.id, team.id, all.id])
    await db.deleteFrom('saved_views').where('id', '=', id).execute();
});

test('a view that outlived what it names says so everywhere, and shows nothing', async () => {
  const { db } = at.ground;
  const tagId = newId();
  await db.insertInto('tags').values({ id: tagId, name: 'vat' }).execute();
  await db
    .insertInto('custom_fields')
    .values({
      id: newId(),
      noun: 'conversation',
      key: 'plan',
      label: 'Plan',
      type: 'text',
      archived_at: null,
    })
    .execute();
  const conditions = [
    open,
    { field: 'tag', is: 'none', values: [tagId] },
    { field: 'custom', key: 'plan', is: 'set', values: [] },
  ];
  const made = (await people.maya.post('/views', view('Tagged', conditions))).body;
  assert.deepEqual(made.problems, []);
  assert.deepEqual(made.names, { [tagId]: 'vat' });
  await db.deleteFrom('tags').where('id', '=', tagId).execute();
  await db.updateTable('custom_fields').set({ archived_at: new Date() }).where('key', '=', 'plan').execute();
  const [broken] = (await people.maya.get('/views')).body;
  assert.deepEqual(
    broken.problems.map((one: { at: number[]; why: string }) => [one.at, one.why]),
    [
      [[1], 'gone'],
      [[2], 'gone'],
    ],
  );
  const refused = await people.maya.get(`/conversations?viewId=${made.id}`);
  assert.equal(refused.status, 422);
  assert.equal(refused.body.code, 'BROKEN_FILTER');
  assert.match(refused.body.message, /tag that does not exist any more.*“plan” does not exist any more/);
  assert.deepEqual((await people.maya.get('/view-counts')).body, [{ id: made.id, count: null }]);
  await db
    .updateTable('saved_views')
    .set({ filter: '{"match":"all","conditions":[{"field":"moon"}]}' })
    .where('id', '=', made.id)
    .execute();
  const [unread] = (await people.maya.get('/views')).body;
  assert.equal(unread.filter, null);
  assert.equal(unread.problems[0].why, 'shape');
  assert.equal((await people.maya.get(`/conversations?viewId=${made.id}`)).status, 422);
  await people.maya.delete(`/views/${made.id}`);
});

test('hostile filters are refused in words, never evaluated and never an error of ours', async () => {
  const deep = (n: number): unknown =>
    n === 0 ? { field: 'unread', is: true } : { match: 'any', conditions: [deep(n - 1)] };
  const given = [
    'x',
    '[]',
    'null',
    '{"conditions":[null]}',
    JSON.stringify(deep(50)),
    `{"conditions":[${'{"field":"unread","is":true},'.repeat(200)}{"field":"unread","is":true}]}`,
    '{"conditions":[{"field":"custom","key":"a\' or 1=1","is":"set","values":[]}]}',
    '{"conditions":[{"field":"priority","is":"any","values":[1e99]}]}',
    '{"__proto__":{"match":"all"},"conditions":[{"field":"constructor"}]}',
  ];
  for (const filter of given) {
    const { status, body } = await people.tom.get(`/conversations?filter=${encodeURIComponent(filter)}`);
    assert.ok(status === 400 || status === 422, `${filter.slice(0, 60)}: ${status}`);
    assert.ok(body.message.length > 20);
    const check = await people.tom.post('/filter-check', { filter });
    assert.ok(check.status === 200 && check.body.problems.length > 0, filter.slice(0, 60));
  }
});

test('counts follow what happens, whoever asks, without counting again', async () => {
  const { ground } = at;
  const pulse = createPulse(ground, ground.pool.options);
  await pulse.look();
  const following = followCounts(ground, pulse);
  try {
    const visitors = [people.maya, people.tom];
    const callers = await Promise.all(
      visitors.map(
        async ({ key }) => (await identify(ground, new Headers({ authorization: `Bearer ${key}` })))?.caller,
      ),
    );
    await people.ravi.post('/views', view('Open', [open], { scope: 'everyone' }));
    await people.ravi.post(
      '/views',
      view('With me', [open, { field: 'assignee', is: 'any', values: ['me'] }], { scope: 'everyone' }),
    );
    const tagId = newId();
    await ground.db.insertInto('tags').values({ id: tagId, name: 'late' }).execute();
    await people.ravi.post(
      '/views',
      view('Tagged', [{ field: 'tag', is: 'any', values: [tagId] }], { scope: 'everyone' }),
    );
    await people.ravi.post(
      '/views',
      view('By word', [open, { field: 'subject', is: 'has', value: 'follow' }], { scope: 'everyone' }),
    );
    const right = async () => {
      await pulse.look();
      for (const [n, caller] of callers.entries()) {
        assert.ok(caller);
        const kept = await countViews(ground, caller);
        const views = (await visitors[n]?.get('/views'))?.body as { id: string; name: string }[];
        for (const { id, name } of views) {
          if (name === 'By word') continue;
          const rows = await listed(visitors[n] as Visitor, `viewId=${id}`);
          assert.equal(kept.find((one) => one.id === id)?.count, rows.length, name);
        }
      }
    };
    await right();
    for (let n = 0; n < 6; n++) {
      const { conversationId: id } = await at.arrives({ subject: `Follow ${n}` });
      const now = ground.clock.now();
      if (n % 2)
        await transact(ground.db, (tx) =>
          assign(tx, at.tom, { id, agentId: n === 3 ? at.tom.id : at.maya.id }, now),
        );
      if (n % 3 === 0)
        await transact(ground.db, (tx) => tag(tx, at.tom, { id, add: ['late'], remove: [] }, now));
      if (n === 4) await transact(ground.db, (tx) => solve(tx, at.tom, { id }, now));
      await right();
    }
  } finally {
    await following.close();
    await pulse.close();
  }
});

test('a shared view names no inbox to whom it is closed', async () => {
  const board = await at.addInbox('Board', 'board@copperfield.example');
  await at.ground.db.updateTable('inboxes').set({ default_level: 'none' }).where('id', '=', board).execute();
  const condition = { field: 'inbox', is: 'any', values: [board, at.inboxId] };
  const { body } = await people.dana.post('/views', view('Both', [condition], { scope: 'everyone' }));
  assert.deepEqual(Object.values(body.names).toSorted(), ['Board', 'Support']);
  const views = (await people.maya.get('/views')).body as { id: string; names: object }[];
  assert.deepEqual(Object.values(views.find(({ id }) => id === body.id)?.names ?? {}), ['Support']);
});

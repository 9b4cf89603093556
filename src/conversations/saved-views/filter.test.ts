// Over 250 lines because every field of a filter is made once, for both ways of asking.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { type TestInbox, testInbox } from '../../../test/inbox.ts';
import { minute } from '../../platform/clock/clock.ts';
import { newId } from '../../platform/ids.ts';
import type { Caller } from '../../staff/caller.ts';
import { sees, visible } from '../access.ts';
import { kinds, statuses } from '../types.ts';
import { factsOf } from './facts.ts';
import { bounds, type Filter, lists, readFilter } from './filter.ts';
import { known, problemsOf } from './known.ts';
import { canMatch, matcher } from './matches.ts';
import { whereOf } from './where.ts';

/* A filter is said twice, in SQL and in memory; here the two are held against each other. */

let at: TestInbox;
let callers: Caller[];
let ids: {
  inbox: string[];
  team: string[];
  agent: string[];
  tag: string[];
  company: string[];
  customer: string[];
};
const seed = 20_261_122;

before(async () => {
  at = await testInbox();
  const { db, clock } = at.ground;
  const now = clock.now();
  const inbox = [at.inboxId, await at.addInbox('Sales', 'sales@copperfield.example')];
  const billing = newId();
  await db.insertInto('teams').values({ id: billing, name: 'Billing', created_at: now }).execute();
  const tag = [newId(), newId(), newId()];
  await db
    .insertInto('tags')
    .values(tag.map((id, n) => ({ id, name: `tag ${n}` })))
    .execute();
  const company = [newId(), newId()];
  await db
    .insertInto('companies')
    .values(company.map((id, n) => ({ id, name: `Firm ${n}`, domain: null, created_at: now })))
    .execute();
  const types = ['text', 'number', 'date', 'checkbox', 'choice'] as const;
  await db
    .insertInto('custom_fields')
    .values(
      types.map((type) => ({
        id: newId(),
        noun: 'conversation' as const,
        key: `a_${type}`,
        label: type,
        type,
        choices: ['red', 'blue'],
        archived_at: null,
      })),
    )
    .execute();
  const customer: string[] = [];
  for (let n = 0; n < 80; n++) {
    const { conversationId } = await at.arrives({
      inboxId: inbox[n % 2],
      from: { name: `Customer ${n % 9}`, address: `${n % 9}@many.example` },
      subject: `Matter ${n}`,
    });
    const pick = <T>(from: readonly T[], by: number): T =>
      from[(n * by + Math.floor(n / 7)) % from.length] as T;
    const fields = pick(
      [
        {},
        { a_text: 'gold', a_number: n % 5 },
        { a_date: `2026-03-0${1 + (n % 9)}`, a_checkbox: n % 2 === 0 },
        { a_choice: pick(['red', 'blue'], 3) },
      ],
      5,
    );
    const ago = (m: number) => new Date(now.getTime() - m * minute);
    const row = await db
      .updateTable('conversations')
      .set({
        status: pick(statuses, 3),
        kind: pick(kinds, 1),
        place: pick(['inbox', 'inbox', 'inbox', 'spam', 'bin'] as const, 2),
        priority: pick([0, 1, 2, 3], 1),
        channel: pick(['email', 'api'], 3),
        assignee_id: pick([null, at.maya.id, at.tom.id], 1),
        team_id: pick([null, at.teamId, billing], 2),
        snoozed_until: pick([null, null, null, ago(-60)], 1),
        waiting_since: pick([null, ago(10), ago(130), ago(5_000)], 3),
        solved_at: pick([null, ago(300)], 1),
        due_at: pick([null, ago(30), ago(-90)], 5),
        created_at: ago(n * 37),
        fields: JSON.stringify(fields),
      })
      .where('id', '=', conversationId)
      .returning('customer_id')
      .executeTakeFirstOrThrow();
    if (!customer.includes(row.customer_id)) customer.push(row.customer_id);
    for (const id of tag.filter((_, i) => (n >> i) % 2 === 1))
      await db
        .insertInto('conversation_tags')
        .values({ conversation_id: conversationId, tag_id: id })
        .execute();
    if (n % 6 === 0)
      await db
        .insertInto('involvements')
        .values({ agent_id: at.maya.id, conversation_id: conversationId })
        .onConflict((c) => c.doNothing())
        .execute();
  }
  await sql`update customers set company_id = (${company}::uuid[])[1 + (length(name) % 2)] where name < 'Customer 6'`.execute(
    db,
  );
  ids = { inbox, team: [at.teamId, billing], agent: [at.maya.id, at.tom.id], tag, company, customer };
  const given = { [inbox[0] as string]: 'reply', [inbox[1] as string]: 'view' } as const;
  callers = [
    at.caller(at.maya, 'owner', given),
    at.caller(at.maya, 'agent', { [inbox[0] as string]: 'reply' }),
    at.caller(at.maya, 'agent', given, 'teams'),
    at.caller(at.maya, 'agent', given, 'own'),
    at.caller(at.tom, 'light', given, 'own'),
  ];
});
after(() => at.ground.close());

/** Any condition that can be asked in memory, of things that exist. */
function condition(): fc.Arbitrary<unknown> {
  const is = fc.constantFrom('any', 'none');
  const some = <T>(from: readonly T[]) =>
    fc.uniqueArray(fc.constantFrom(...from), { minLength: 1, maxLength: 3 });
  const oneOf = (field: string, values: readonly unknown[]) =>
    fc.record({ field: fc.constant(field), is, values: some(values) });
  const iso = fc.constantFrom('2026-03-01T00:00:00Z', '2026-03-02T08:00:00+01:00');
  const time = fc.oneof(
    fc.record({
      is: fc.constantFrom('longer', 'shorter', 'within'),
      minutes: fc.constantFrom(0, 60, 120, 3_000),
    }),
    fc.record({ is: fc.constantFrom('before', 'after'), at: iso }),
    fc.record({ is: fc.constantFrom('set', 'unset') }),
  );
  const custom = fc.oneof(
    fc.record({ key: fc.constantFrom('a_text', 'a_choice'), is, values: some(['gold', 'red', 'blue']) }),
    fc.record({
      key: fc.constant('a_number'),
      is: fc.constantFrom('any', 'none', 'less', 'more'),
      values: some([0, 2, 3]),
    }),
    fc.record({
      key: fc.constant('a_date'),
      is: fc.constantFrom('before', 'after', 'any'),
      values: some(['2026-03-04', '2026-03-06']),
    }),
    fc.record({ key: fc.constant('a_checkbox'), is, values: some([true, false]) }),
    fc.record({
      key: fc.constantFrom('a_text', 'a_number'),
      is: fc.constantFrom('set', 'unset'),
      values: fc.constant([]),
    }),
  );
  return fc.oneof(
    oneOf('list', lists),
    oneOf('status', statuses),
    oneOf('place', ['inbox', 'spam', 'bin']),
    oneOf('inbox', ids.inbox),
    oneOf('team', [...ids.team, 'mine', 'nobody']),
    oneOf('assignee', [...ids.agent, 'me', 'nobody']),
    fc.record({
      field: fc.constant('tag'),
      is: fc.constantFrom('any', 'all', 'none'),
      values: some(ids.tag),
    }),
    oneOf('customer', ids.customer),
    oneOf('company', ids.company),
    oneOf('priority', [0, 1, 2, 3]),
    oneOf('kind', kinds),
    oneOf('channel', ['email', 'api']),
    custom.map((one) => ({ field: 'custom', ...one })),
    fc
      .tuple(fc.constantFrom('waiting', 'created', 'message', 'solved', 'due'), time)
      .map(([field, one]) => ({ field, ...one })),
    fc.record({ field: fc.constantFrom('unread', 'attachment'), is: fc.boolean() }),
  );
}

const group = (inner: fc.Arbitrary<unknown>) =>
  fc.record({ match: fc.constantFrom('all', 'any'), conditions: fc.array(inner, { maxLength: 4 }) });

test('a filter means the same in SQL and in memory, for every level of sight', async () => {
  const { db, clock } = at.ground;
  const now = clock.now();
  const every = (await db.selectFrom('conversations').select('id').execute()).map(({ id }) => id);
  const facts = await factsOf(db, every, true);
  let met = 0;
  const filters = group(
    fc.oneof({ weight: 4, arbitrary: condition() }, { weight: 1, arbitrary: group(condition()) }),
  );
  await fc.assert(
    fc.asyncProperty(filters, fc.nat({ max: 4 }), async (given, who) => {
      const caller = callers[who] as Caller;
      const read = readFilter(given);
      assert.ok('filter' in read, JSON.stringify(read));
      const found = await known(db, [read.filter]);
      assert.deepEqual(problemsOf(read.filter, found), []);
      assert.ok(canMatch(read.filter));
      const test = matcher(read.filter, { caller, known: found });
      const inMemory = facts
        .filter((one) => sees(caller, one) && test(one, now.getTime()))
        .map(({ id }) => id);
      const { rows } = await sql<{ id: string }>`select c.id from conversations c
        where ${visible(caller, 'c.inbox_id')} and ${whereOf(read.filter, { caller, known: found, now })}`.execute(
        db,
      );
      assert.deepEqual(inMemory.sort(), rows.map(({ id }) => id).sort());
      if (rows.length > 0) met++;
    }),
    { numRuns: 400, seed },
  );
  assert.ok(met > 100, `only ${met} filters met anything`);
});

test('what is no filter says so in a sentence, and where', () => {
  const deep = (n: number): unknown => ({ match: 'all', conditions: n === 0 ? [] : [deep(n - 1)] });
  const many = {
    match: 'all',
    conditions: Array.from({ length: 31 }, () => ({ field: 'unread', is: true })),
  };
  const cases: [unknown, string, number[], RegExp][] = [
    [null, 'shape', [], /filter/],
    ['open', 'shape', [], /filter/],
    [{ conditions: 'all' }, 'shape', [], /filter/],
    [deep(5), 'too-deep', [], /3 deep/],
    [many, 'shape', [], /./],
    [
      {
        conditions: [
          { field: 'unread', is: true },
          { field: 'priority', is: 'any', values: ['high'] },
        ],
      },
      'shape',
      [1],
      /Condition 2 \(priority\)/,
    ],
    [{ conditions: [{ field: 'moon', is: 'any', values: ['full'] }] }, 'shape', [0], /moon/],
    [{ conditions: [{ field: 'tag', is: 'any', values: ["'; drop table tags; --"] }] }, 'shape', [0], /tag/],
  ];
  for (const [given, why, where, sentence] of cases) {
    const read = readFilter(given);
    assert.ok('problems' in read, JSON.stringify(given).slice(0, 80));
    assert.equal(read.problems[0]?.why, why);
    assert.deepEqual(read.problems[0]?.at, where);
    assert.match(read.problems[0]?.sentence ?? '', sentence);
  }
  assert.equal(bounds.depth, 3);
});

test('a filter names what is gone or cannot be compared, condition by condition', async () => {
  const filter = {
    match: 'all',
    conditions: [
      { field: 'unread', is: true },
      { field: 'tag', is: 'any', values: [newId()] },
      { field: 'custom', key: 'never_was', is: 'set', values: [] },
      { field: 'custom', key: 'a_number', is: 'has', values: ['x'] },
      { field: 'waiting', is: 'longer' },
      { match: 'any', conditions: [{ field: 'team', is: 'any', values: ['mine', newId()] }] },
      { field: 'words', is: 'has', value: '&|!' },
    ],
  };
  const read = readFilter(filter) as { filter: Filter };
  const problems = problemsOf(read.filter, await known(at.ground.db, [read.filter]));
  assert.deepEqual(
    problems.map(({ at: where, why }) => [where, why]),
    [
      [[1], 'gone'],
      [[2], 'gone'],
      [[3], 'type'],
      [[4], 'incomplete'],
      [[5, 0], 'gone'],
      [[6], 'incomplete'],
    ],
  );
});

// Over 250 lines because every list is held against one plain question, planted once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type TestInbox, testInbox } from '../../test/inbox.ts';
import { minute } from '../platform/clock/clock.ts';
import { transact } from '../platform/db/transact.ts';
import { Refusal } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Caller } from '../staff/caller.ts';
import { assign } from './assign.ts';
import { note } from './note.ts';
import { pageOf } from './pages.ts';
import { setStatus } from './set-status.ts';
import { solve } from './solve.ts';
import { viewThread } from './thread-views.ts';
import { type View, views } from './types.ts';
import { countConversations, listConversations } from './views.ts';

let at: TestInbox;
let sales: string;
let closed: string;
let some: Caller;
let all: Caller;
before(async () => {
  at = await testInbox();
  sales = await at.addInbox('Sales', 'sales@copperfield.example');
  closed = await at.addInbox('Board', 'board@copperfield.example');
  some = at.caller(at.maya, 'agent', { [at.inboxId]: 'reply', [sales]: 'view' });
  all = at.caller(at.maya, 'owner', { [at.inboxId]: 'manage', [sales]: 'manage', [closed]: 'manage' });
  await plant();
});
after(() => at.ground.close());

/** 90 conversations over three inboxes, several in the same millisecond, in every state. */
async function plant(): Promise<void> {
  const { db } = at.ground;
  for (let n = 0; n < 90; n++) {
    if (n % 3 === 0) at.ground.clock.advance(minute);
    const inboxId = [at.inboxId, sales, closed][n % 3] as string;
    const from = { name: `Customer ${n}`, address: `${n % 10}@many.example` };
    const { conversationId } = await at.arrives({
      from,
      inboxId,
      channelId: newId(),
      subject: `Matter ${n}`,
    });
    const set = [
      {},
      { assignee_id: at.maya.id },
      { status: 'waiting' as const },
      { snoozed_until: new Date('2027-01-01') },
      { status: 'solved' as const },
      { place: 'spam' as const },
      { place: 'bin' as const },
      { status: 'held' as const },
      { status: 'closed' as const },
      { assignee_id: at.tom.id },
    ][Math.floor(n / 3) % 10];
    if (set && Object.keys(set).length > 0)
      await db.updateTable('conversations').set(set).where('id', '=', conversationId).execute();
  }
}

/** The same question asked plainly. */
async function expected(
  caller: Caller,
  view: View,
  only: { inboxId?: string; teamId?: string; customerId?: string } = {},
): Promise<string[]> {
  const rows = await at.ground.db
    .selectFrom('conversations')
    .selectAll()
    .orderBy('last_message_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const isOpen = (row: (typeof rows)[number]) =>
    row.place === 'inbox' && !row.snoozed_until && ['new', 'open'].includes(row.status);
  const fits: Record<View, (row: (typeof rows)[number]) => boolean> = {
    open: isOpen,
    mine: (row) => isOpen(row) && row.assignee_id === caller.agentId,
    unassigned: (row) => isOpen(row) && row.assignee_id === null,
    waiting: (row) => row.place === 'inbox' && !row.snoozed_until && ['waiting', 'held'].includes(row.status),
    snoozed: (row) => row.place === 'inbox' && row.snoozed_until !== null,
    solved: (row) => row.place === 'inbox' && !row.snoozed_until && ['solved', 'closed'].includes(row.status),
    spam: (row) => row.place === 'spam',
    bin: (row) => row.place === 'bin',
    all: (row) => row.place === 'inbox',
  };
  return rows
    .filter((row) => caller.inboxes.has(row.inbox_id) && fits[view](row))
    .filter((row) => !only.inboxId || row.inbox_id === only.inboxId)
    .filter((row) => !only.teamId || row.team_id === only.teamId)
    .filter((row) => !only.customerId || row.customer_id === only.customerId)
    .map(({ id }) => id);
}

async function walk(
  caller: Caller,
  query: Omit<Parameters<typeof listConversations>[2], 'limit'>,
  limit: number,
): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined, turn = 0; turn < 100; turn++) {
    const page = await listConversations(at.ground.db, caller, { ...query, limit, cursor });
    ids.push(...page.items.map(({ id }) => id));
    if (page.next === null) return ids;
    assert.equal(page.items.length, limit);
    cursor = page.next;
  }
  throw new Error('this list has no end');
}

test('every view, page by page, is the plain question’s answer, for whoever sees all or some', async () => {
  const { customer_id: customerId } = await at.ground.db
    .selectFrom('conversations')
    .select('customer_id')
    .limit(1)
    .executeTakeFirstOrThrow();
  const filters = [
    {},
    { inboxId: sales },
    { inboxId: closed },
    { teamId: at.teamId },
    { customerId },
    { teamId: at.teamId, inboxId: sales },
  ];
  let rows = 0;
  for (const caller of [some, all]) {
    for (const view of views) {
      for (const filter of filters) {
        const right = await expected(caller, view, filter);
        rows += right.length;
        assert.deepEqual(
          await walk(caller, { view, ...filter }, 4),
          right,
          `${caller.role} ${view} ${JSON.stringify(filter)}`,
        );
      }
    }
  }
  assert.ok(rows > 300);
});

test('counts say what the lists hold, up to a thousand', async () => {
  for (const caller of [some, all]) {
    const counts = await countConversations(at.ground.db, caller);
    for (const view of views) assert.equal(counts[view], (await expected(caller, view)).length, view);
  }
});

test('whoever sees nothing gets empty lists, not an error', async () => {
  const nobody = at.caller(at.maya, 'agent', {});
  assert.deepEqual(await listConversations(at.ground.db, nobody, { view: 'open', limit: 50 }), {
    items: [],
    next: null,
  });
  assert.equal((await countConversations(at.ground.db, nobody)).all, 0);
});

test('a cursor that is not ours is refused in words', async () => {
  for (const cursor of ['x', '1.2', `1.${newId()}; drop table`, '9999999999999999.x']) {
    const asked = listConversations(at.ground.db, all, { view: 'open', limit: 5, cursor });
    await assert.rejects(asked, (error) => error instanceof Refusal && error.code === 'BAD_INPUT');
  }
});

test('a row names its customer, team, assignee and tags', async () => {
  const { items } = await listConversations(at.ground.db, all, { view: 'mine', limit: 1 });
  const row = items[0]!;
  assert.match(row.customer.email ?? '', /@many\.example$/);
  assert.deepEqual([row.team?.name, row.assignee?.name], ['Support', 'Maya Lindt']);
  assert.equal(typeof row.number, 'number');
});

test('a thread reads the same from both ends, messages and trail in the order of time', async () => {
  const { db, clock } = at.ground;
  const from = { name: 'Mei Haddad', address: 'mei@haddad-tea.example' };
  const { conversationId: id } = await at.arrives({ from, subject: 'Long story' });
  const run = <T>(work: Parameters<typeof transact<T>>[1]) => transact(db, work);
  for (let n = 0; n < 8; n++) {
    if (n % 2) clock.advance(minute);
    await run((tx) => note(tx, at.maya, { id, text: `Note ${n}` }, clock.now()));
    await run((tx) => assign(tx, at.maya, { id, agentId: n % 2 ? at.tom.id : at.maya.id }, clock.now()));
    await run((tx) => setStatus(tx, at.tom, { id, status: n % 2 ? 'held' : 'waiting' }, clock.now()));
  }
  await run((tx) => solve(tx, at.tom, { id }, clock.now()));
  const whole = (await viewThread(db, all, id, { limit: 100, from: 'start' })).items;
  assert.equal(whole.length, 1 + 8 * 3 + 1);
  assert.deepEqual(
    whole.map((item) => item.at.getTime()),
    whole.map((item) => item.at.getTime()).toSorted((a, b) => a - b),
  );
  assert.deepEqual([whole[0]?.direction, whole.at(-1)?.event?.kind], ['in', 'conversation.solved']);
  const line = whole.find((item) => item.event?.kind === 'conversation.assigned');
  assert.deepEqual(line?.event?.data.names, { [at.maya.id]: 'Maya Lindt', [at.teamId]: 'Support' });
  assert.equal(line?.author.name, 'Maya Lindt');
  for (const limit of [1, 3, 7]) {
    for (const from of ['start', 'end'] as const) {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await viewThread(db, all, id, { limit, from, cursor });
        const got = page.items.map((item) => item.id);
        if (from === 'start') ids.push(...got);
        else ids.unshift(...got);
        cursor = page.next ?? undefined;
      } while (cursor);
      assert.deepEqual(
        ids,
        whole.map((item) => item.id),
        `${from} by ${limit}`,
      );
    }
  }
});

test('a page needs as few rows of a large table as of a small one', async () => {
  const plan = async () => {
    const seen: { rows: number; index: string }[] = [];
    const client = await at.ground.pool.connect();
    try {
      for (const view of views) {
        const compiled = compileList(view);
        const { rows } = await client.query(`explain (analyze, format json, timing off) ${compiled.sql}`, [
          ...compiled.parameters,
        ]);
        seen.push({ rows: touched(rows[0]['QUERY PLAN'][0].Plan), index: view });
      }
    } finally {
      client.release();
    }
    return seen;
  };
  const small = await plan();
  await grow(20_000);
  const large = await plan();
  for (const [index, { rows }] of large.entries()) {
    const before = small[index]!;
    assert.ok(rows <= Math.max(1_000, before.rows * 3), `${before.index}: ${before.rows} → ${rows} rows`);
  }
});

function compileList(view: View): { sql: string; parameters: readonly unknown[] } {
  return sql`${pageOf(some, { view, limit: 50 }, 51)}`.compile(at.ground.db);
}

type Node = {
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Node[];
};
const touched = (node: Node): number =>
  (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'] +
  (node.Plans ?? []).reduce((sum, plan) => sum + touched(plan), 0);

async function grow(count: number): Promise<void> {
  await sql`
    insert into conversations (id, channel, inbox_id, brand_id, team_id, assignee_id, customer_id, subject, status, place, snoozed_until, last_message_at, created_at, updated_at, version)
    select gen_random_uuid(), 'email', (array[${at.inboxId}, ${sales}, ${closed}]::uuid[])[1 + n % 3], brand_id, team_id,
      case n % 5 when 0 then ${at.maya.id}::uuid when 1 then ${at.tom.id}::uuid end, customer_id, 'Much ' || n,
      (array['new', 'open', 'waiting', 'held', 'solved', 'closed'])[1 + n % 6], (array['inbox', 'inbox', 'inbox', 'spam', 'bin'])[1 + n % 5 ],
      case when n % 7 = 0 then timestamptz '2027-01-01' end, last_message_at - n * interval '1 second', created_at, updated_at, 1
    from generate_series(1, ${count}::int) n, (select * from conversations limit 1) one`.execute(
    at.ground.db,
  );
  await sql`analyze conversations`.execute(at.ground.db);
}

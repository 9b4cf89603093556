import { setTimeout as pause } from 'node:timers/promises';
import { assign } from '../src/conversations/assign.ts';
import { changeConversation } from '../src/conversations/change.ts';
import { reopen } from '../src/conversations/reopen.ts';
import { countedInTime } from '../src/conversations/saved-views/count-once.ts';
import { countBuiltIn, countViews, followCounts } from '../src/conversations/saved-views/counts.ts';
import type { Condition, Filter } from '../src/conversations/saved-views/filter.ts';
import { addView } from '../src/conversations/saved-views/save-view.ts';
import { readViews } from '../src/conversations/saved-views/views.ts';
import { solve } from '../src/conversations/solve.ts';
import { tag } from '../src/conversations/tag.ts';
import { countsUpTo } from '../src/conversations/views.ts';
import type { Db } from '../src/platform/db/connect.ts';
import { transact } from '../src/platform/db/transact.ts';
import { createPulse } from '../src/platform/events/notify.ts';
import type { Ground } from '../src/platform/ground.ts';
import { newId } from '../src/platform/ids.ts';
import type { Caller } from '../src/staff/caller.ts';
import { identify } from '../src/staff/signed-in.ts';
import { percentile, type Row, report } from './figures.ts';
import { processorTime } from './process-tree.ts';
import { seed } from './seed.ts';
import { cluster } from './world.ts';

const conversations = 100_000;
const perSecond = 50;
const ownViews = 20;
const sharedViews = 10;
/** Each desk asks for its counts again so often while something happens (desk/caches.ts). */
const askEvery = 2_000;
const phase = 12_000;
const rounds = 4;

/**
 * 30 agents with 30 views each, kept right while 50 changes a second happen through the real verbs. Phases with
 * and without anybody counting take turns, so that what the changes themselves cost is known; the rest is what
 * counting costs, of server and database together. At the end every count is held against the database's own.
 */
export async function run(): Promise<boolean> {
  const place = await cluster();
  try {
    const { ground, signIn } = await place.world('counts');
    const { inboxIds } = await seed(ground.db, conversations, 1);
    const agents = await ground.db.selectFrom('agents').select('id').orderBy('id').execute();
    const tags = await makeTags(ground.db);
    const callers: Caller[] = [];
    for (const { id } of agents) {
      const visit = await signIn(id);
      const found = await identify(ground, visit.headers);
      if (found) callers.push(found.caller);
    }
    await makeViews(ground, callers, { tags, inboxIds });
    const open = await ground.db
      .selectFrom('conversations')
      .select('id')
      .where('shelf', '=', 'open')
      .orderBy('number', 'desc')
      .limit(2_000)
      .execute();
    const changes = changing(ground, callers, open.map(({ id }) => id), tags); // biome-ignore format: one line
    // The reader of events runs all along: live needs it anyway.
    const pulse = createPulse(ground, ground.pool.options);
    await pulse.look();
    const spent = { changes: [] as number[], counting: [] as number[] };
    const waits: number[] = [];
    const following = followCounts(ground, pulse);
    await Promise.all(callers.map((caller) => ask(ground, caller)));
    console.error('all counted once');
    for (let round = 0; round < rounds; round++) {
      for (const which of ['changes', 'counting'] as const) {
        const before = processorTime(process.pid);
        const begun = performance.now();
        const done = new AbortController();
        const desks = which === 'counting' ? callers.map((caller, n) => desk(ground, caller, n, done.signal, waits)) : []; // biome-ignore format: one line
        await changes(phase, pulse.poke);
        done.abort();
        await Promise.all(desks);
        console.error(`${which}, round ${round + 1} of ${rounds}`);
        spent[which].push((processorTime(process.pid) - before) / (performance.now() - begun));
      }
    }
    await pulse.look();
    const wrong = await held(ground, callers);
    await following.close();
    await pulse.close();
    const mean = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0) / of.length;
    const rows: Row[] = [
      { what: `agents × views`, value: callers.length * (ownViews + sharedViews), unit: 'counts' },
      { what: 'counts that are not the database’s own at the end', value: wrong, unit: '', limit: { value: 0, kind: 'at most' } }, // biome-ignore format: one line
      { what: `${perSecond} changes a second alone`, value: mean(spent.changes) * 100, unit: '% of a core' },
      { what: 'the same while all desks count', value: mean(spent.counting) * 100, unit: '% of a core' },
      { what: 'a desk’s question for all its counts, p95', value: percentile(waits, 95), unit: 'ms' },
      {
        what: '**counting alone**',
        value: (mean(spent.counting) - mean(spent.changes)) * 100,
        unit: '% of a core',
        limit: { value: 10, kind: 'at most' },
      },
    ];
    return report('counts: 30 agents × 30 views under 50 changes a second', rows);
  } finally {
    await place.close();
  }
}

const ask = (ground: Ground, caller: Caller) =>
  Promise.all([countViews(ground, caller), countBuiltIn(ground, caller)]);

/** One desk: it asks as the real one does, each at its own moment. */
async function desk(
  ground: Ground,
  caller: Caller,
  n: number,
  done: AbortSignal,
  waits: number[],
): Promise<void> {
  await pause((n * askEvery) / 30, undefined, { signal: done }).catch(() => {});
  while (!done.aborted) {
    const begun = performance.now();
    await ask(ground, caller);
    waits.push(performance.now() - begun);
    await pause(askEvery, undefined, { signal: done }).catch(() => {});
  }
}

/** Makes changes through the verbs, evenly, for so many milliseconds. */
function changing(
  ground: Ground,
  callers: readonly Caller[],
  ids: readonly string[],
  tags: readonly string[],
) {
  let n = 0;
  const one = (): Promise<unknown> => {
    n++;
    const id = ids[(n * 7919) % ids.length] as string;
    const agentId = callers[n % callers.length]?.agentId as string;
    const by = { kind: 'agent', id: agentId } as const;
    const now = ground.clock.now();
    return transact<unknown>(ground.db, (tx) => {
      switch (n % 5) {
        case 0:
          return assign(tx, by, { id, agentId: n % 2 ? agentId : null }, now);
        case 1:
          return changeConversation(tx, by, { id, priority: n % 4 }, now);
        case 2:
          return tag(tx, by, { id, add: [tags[n % tags.length] as string], remove: [tags[(n + 1) % tags.length] as string] }, now); // biome-ignore format: one line
        case 3:
          return solve(tx, by, { id }, now);
        default:
          return reopen(tx, by, { id }, now);
      }
    });
  };
  return async (ms: number, afterwards: () => void): Promise<void> => {
    const begun = performance.now();
    for (let made = 0; performance.now() - begun < ms; made++) {
      const wait = begun + (made * 1_000) / perSecond - performance.now();
      if (wait > 0) await pause(wait);
      await one();
      afterwards();
    }
  };
}

async function makeTags(db: Db): Promise<string[]> {
  const names = ['vat', 'late', 'refund', 'damaged', 'praise', 'wholesale'];
  await db.insertInto('tags').values(names.map((name) => ({ id: newId(), name }))).execute(); // biome-ignore format: one line
  return names;
}

/** Views as people make them: mostly open ones, by place, person, tag, urgency and clock, some wide. */
async function makeViews(
  ground: Ground,
  callers: readonly Caller[],
  { tags, inboxIds }: { tags: string[]; inboxIds: string[] },
) {
  const tagIds = (
    await ground.db.selectFrom('tags').select(['id', 'name']).where('name', 'in', tags).execute()
  ).map(({ id }) => id);
  const open: Condition = { field: 'list', is: 'any', values: ['open'] };
  const pick = <T>(from: readonly T[], n: number): T => from[n % from.length] as T;
  const shapes: ((n: number) => Condition[])[] = [
    (n) => [open, { field: 'inbox', is: 'any', values: [pick(inboxIds, n)] }],
    (n) => [open, { field: 'tag', is: 'any', values: [pick(tagIds, n)] }],
    (n) => [
      open,
      { field: 'assignee', is: 'any', values: ['nobody'] },
      { field: 'priority', is: 'any', values: [n % 4] },
    ],
    (n) => [open, { field: 'assignee', is: 'any', values: [pick(callers, n).agentId] }],
    () => [open, { field: 'assignee', is: 'any', values: ['me'] }, { field: 'unread', is: true }],
    (n) => [open, { field: 'waiting', is: 'longer', minutes: 60 + n }],
    (n) => [
      { field: 'status', is: 'any', values: ['solved'] },
      { field: 'inbox', is: 'none', values: [pick(inboxIds, n)] },
    ],
    (n) => [{ field: 'tag', is: 'all', values: [pick(tagIds, n), pick(tagIds, n + 1)] }],
  ];
  const filterOf = (n: number): Filter => ({ match: 'all', conditions: pick(shapes, n)(n) });
  const add = (caller: Caller, scope: 'personal' | 'everyone', n: number) =>
    transact(ground.db, (tx) =>
      addView(
        tx,
        { kind: 'agent', id: caller.agentId },
        { name: `View ${n}`, scope, filter: filterOf(n), sort: 'newest' },
        ground.clock.now(),
      ),
    );
  for (let n = 0; n < sharedViews; n++) await add(callers[0] as Caller, 'everyone', n);
  for (const [who, caller] of callers.entries())
    for (let n = 0; n < ownViews; n++) await add(caller, 'personal', who * 3 + n);
}

/** How many counts differ from what the database counts. */
async function held(ground: Ground, callers: readonly Caller[]): Promise<number> {
  let wrong = 0;
  for (const caller of callers) {
    const kept = new Map((await countViews(ground, caller)).map(({ id, count }) => [id, count]));
    for (const { view, filter, found } of await readViews(ground.db, caller)) {
      if (!filter) continue;
      const right = await countedInTime(ground, caller, { filter, known: found }, countsUpTo);
      if (kept.get(view.id) !== right?.length) wrong++;
    }
  }
  return wrong;
}

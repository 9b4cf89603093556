import type { Pulse } from '../../platform/events/notify.ts';
import type { Ground } from '../../platform/ground.ts';
import type { Caller } from '../../staff/caller.ts';
import type { View } from '../types.ts';
import { countConversations, countsUpTo } from '../views.ts';
import { type Asked, countedInTime } from './count-once.ts';
import { Counter } from './counter.ts';
import { type Condition, type Filter, type Problem, readFilter } from './filter.ts';
import { known, problemsOf } from './known.ts';
import { readViews } from './views.ts';

/** Counts, as the screens ask for them: kept by the counter of this process, or counted where there is none. */

const counters = new WeakMap<Ground['db'], Counter>();

/** Keeps counts right from now on by what happens. Returns how to stop. */
export function followCounts(ground: Ground, pulse: Pick<Pulse, 'onEvents'>): { close(): Promise<void> } {
  const counter = new Counter(ground, pulse);
  counters.set(ground.db, counter);
  return {
    async close() {
      counters.delete(ground.db);
      counter.close();
    },
  };
}

const list = (name: Exclude<View, 'mine' | 'unassigned' | 'all'>, ...more: Condition[]): Filter => ({
  match: 'all',
  conditions: [{ field: 'list', is: 'any', values: [name] }, ...more],
});
/** The views everyone has, as filters. */
const builtIn: Record<View, Filter> = {
  open: list('open'),
  mine: list('open', { field: 'assignee', is: 'any', values: ['me'] }),
  unassigned: list('open', { field: 'assignee', is: 'any', values: ['nobody'] }),
  waiting: list('waiting'),
  snoozed: list('snoozed'),
  solved: list('solved'),
  spam: list('spam'),
  bin: list('bin'),
  all: { match: 'all', conditions: [{ field: 'place', is: 'any', values: ['inbox'] }] },
};
const nothingNamed = { names: new Map(), fields: new Map(), words: new Map() };

/** How many each built-in view holds, exact up to 1,000; 1,001 means more. */
export async function countBuiltIn(ground: Ground, caller: Caller): Promise<Record<View, number>> {
  const counter = counters.get(ground.db);
  if (!counter) return countConversations(ground.db, caller);
  const views = Object.keys(builtIn) as View[];
  const counts = await counter.count(
    caller,
    views.map((view) => ({ filter: builtIn[view], known: nothingNamed })),
  );
  return Object.fromEntries(views.map((view, n) => [view, counts[n]])) as Record<View, number>;
}

/** How many each of the caller's views holds; null for one that cannot be evaluated, or not in time. */
export async function countViews(
  ground: Ground,
  caller: Caller,
): Promise<{ id: string; count: number | null }[]> {
  const views = (await readViews(ground.db, caller)).filter(({ view }) => !view.hidden);
  const whole = views.flatMap(({ view, filter, found }) =>
    filter && view.problems.length === 0 ? [{ id: view.id, asked: { filter, known: found } }] : [],
  );
  const asked = whole.map((one) => one.asked);
  const counts = await (counters.get(ground.db)?.count(caller, asked) ??
    Promise.all(asked.map((one) => countOnce(ground, caller, one))));
  const byId = new Map(whole.map(({ id }, n) => [id, counts[n] ?? null]));
  return views.map(({ view }) => ({ id: view.id, count: byId.get(view.id) ?? null }));
}

/** How many a filter means, or what is wrong with it; it need not be one of ours. */
export async function countFilter(
  ground: Ground,
  caller: Caller,
  given: unknown,
): Promise<{ count: number | null; problems: Problem[] }> {
  const read = readFilter(given);
  if (!('filter' in read)) return { count: null, problems: read.problems };
  const found = await known(ground.db, [read.filter]);
  const problems = problemsOf(read.filter, found);
  if (problems.length > 0) return { count: null, problems };
  return { count: await countOnce(ground, caller, { filter: read.filter, known: found }), problems };
}

async function countOnce(ground: Ground, caller: Caller, asked: Asked): Promise<number | null> {
  const ids = await countedInTime(ground, caller, asked, countsUpTo);
  return ids?.length ?? null;
}

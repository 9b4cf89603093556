import type { View } from '../src/conversations/types.ts';
import { listConversations } from '../src/conversations/views.ts';
import { identify } from '../src/staff/signed-in.ts';
import { percentile, type Row, report } from './figures.ts';
import { seed } from './seed.ts';
import { cluster, statementOf, took, type Visit, type World } from './world.ts';

const sizes = [10_000, 100_000, 1_000_000];
const lists: { name: string; view: View; deep?: boolean }[] = [
  { name: 'open', view: 'open' },
  { name: 'mine', view: 'mine' },
  { name: 'unassigned', view: 'unassigned' },
  { name: 'all', view: 'all' },
  { name: 'all, the 20th page', view: 'all', deep: true },
];
const rounds = 120;
const warm = 20;

/** One list of one person at one size: the request, and what it cannot be done without. */
type Cell = {
  who: string;
  list: string;
  size: number;
  parts: {
    page: () => Promise<unknown>;
    statement: () => Promise<unknown>;
    session: () => Promise<unknown>;
    empty: () => Promise<unknown>;
  };
  spent: { page: number[]; statement: number[]; session: number[]; empty: number[] };
};

/**
 * A page of 50 over HTTP. All sizes stand side by side and are asked in turn, each request beside its bare
 * parts, so that whatever else the machine does falls on all alike.
 */
export async function run(): Promise<boolean> {
  const place = await cluster();
  try {
    const cells: Cell[] = [];
    for (const size of sizes) {
      const world = await place.world(`inbox_${size}`);
      const seeded = await seed(world.ground.db, size, 0);
      for (const [who, agentId] of [
        ['owner', seeded.ownerId],
        ['agent of 3 inboxes in 8', seeded.limitedId],
      ] as const) {
        const visit = await world.signIn(agentId);
        for (const list of lists) cells.push(await cellOf(world, visit, who, list, size));
      }
    }
    for (let round = -warm; round < rounds; round++) {
      for (const { parts, spent } of cells) {
        for (const part of Object.keys(parts) as (keyof Cell['parts'])[]) {
          const ms = await took(parts[part]);
          if (round >= 0) spent[part].push(ms);
        }
      }
    }
    return report('inbox: a page of 50 over HTTP, p95', rowsOf(cells));
  } finally {
    await place.close();
  }
}

async function cellOf(
  world: World,
  visit: Visit,
  who: string,
  list: (typeof lists)[number],
  size: number,
): Promise<Cell> {
  const { ground } = world;
  const found = await identify(ground, visit.headers);
  if (!found) throw new Error('The key of the bench is not known.');
  let cursor: string | undefined;
  for (let page = 1; list.deep && page < 20; page++) {
    const query = { view: list.view, limit: 50, cursor };
    cursor = (await listConversations(ground.db, found.caller, query)).next ?? undefined;
  }
  const query = { view: list.view, limit: 50, cursor };
  const path = `/api/conversations?${new URLSearchParams({ view: list.view, limit: '50', ...(cursor && { cursor }) })}`;
  const { items } = (await visit.get(path)) as { items: unknown[] };
  if (items.length !== 50) throw new Error(`${path} gave ${items.length} rows, not 50.`);
  return {
    who,
    list: list.name,
    size,
    parts: {
      page: () => visit.get(path),
      statement: await statementOf(ground, (db) => listConversations(db, found.caller, query)),
      session: () => identify(ground, visit.headers),
      empty: () => visit.get('/livez'),
    },
    spent: { page: [], statement: [], session: [], empty: [] },
  };
}

function rowsOf(cells: readonly Cell[]): Row[] {
  const p95 = (spent: readonly number[]) => percentile(spent, 95);
  const rows: Row[] = [];
  const first = cells.filter(({ size }) => size === sizes[0]);
  for (const { who, list } of first) {
    const same = cells.filter((cell) => cell.who === who && cell.list === list);
    for (const { size, spent } of same) {
      const bare = p95(spent.statement) + p95(spent.session) + p95(spent.empty);
      rows.push({
        what: `${who}, ${list}, ${size.toLocaleString('en')}: ${p95(spent.page).toFixed(1)} ms, bare ${bare.toFixed(1)} ms (statement ${p95(spent.statement).toFixed(1)}); ratio`,
        value: p95(spent.page) / bare,
        unit: '×',
        limit: { value: 3, kind: 'at most' },
      });
    }
    const [small, large] = [same[0], same.at(-1)] as [Cell, Cell];
    rows.push({
      what: `**${who}, ${list}: growth from ${sizes[0]?.toLocaleString('en')} to ${sizes.at(-1)?.toLocaleString('en')}**`,
      value: p95(large.spent.page) / p95(small.spent.page),
      unit: '×',
      limit: { value: 2, kind: 'at most' },
    });
  }
  return rows;
}

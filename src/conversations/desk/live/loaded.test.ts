// Over 250 lines because a server, a desk and everything that may happen to them belong together.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import fc from 'fast-check';
import type { Row } from '../../../ui/slots.ts';
import { type ListInput, Lists } from './lists.ts';
import type { Answer, Loaded } from './loaded.ts';
import { orders } from './order.ts';

/*
 * The same as lists.test.ts says, against a server of twenty lines, so that thousands of interleavings can be
 * tried: answers are what was true when they were asked for, and come when they like or not at all.
 */

const inputs: ListInput[] = [
  { view: 'open', sort: 'newest' },
  { view: 'all', sort: 'priority' },
  { view: 'open', sort: 'oldest' },
];

class Server {
  readonly rows = new Map<string, Row>();
  readonly events: { id: string; version: number }[] = [];
  #time = 0;

  /** Changes a conversation, or makes it: what it says, where it stands, and in which list. */
  change(id: string, { priority, open, touch }: { priority: number; open: boolean; touch: boolean }): void {
    const before = this.rows.get(id);
    const lastMessageAt = touch || !before ? new Date(++this.#time) : before.lastMessageAt;
    const version = (before?.version ?? 0) + 1;
    const status = open ? 'open' : 'solved';
    const none = { waitingSince: null, dueAt: null };
    this.rows.set(id, { id, version, priority, status, lastMessageAt, ...none } as Row);
    this.events.push({ id, version });
  }

  list = ({ view, sort }: ListInput): Row[] =>
    [...this.rows.values()].filter(({ status }) => view === 'all' || status === 'open').sort(orders[sort]);

  page(input: ListInput, limit: number, cursor?: string): Answer {
    const from: Row | undefined = cursor && JSON.parse(cursor);
    if (from) from.lastMessageAt = new Date(from.lastMessageAt);
    const behind = this.list(input).filter((row) => !from || orders[input.sort](row, from) > 0);
    const items = behind.slice(0, limit);
    return { items, next: behind.length > limit ? JSON.stringify(items.at(-1)) : null };
  }
}

class Desk {
  readonly #server: Server;
  readonly #caches = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  });
  readonly lists: Lists;
  readonly #watching = new Map<number, () => void>();
  readonly #known = new Map<string, number>();
  readonly #shown = new WeakSet<Row>();
  readonly #wentBack: string[] = [];
  #heard = 0;
  #held: (() => void)[] = [];
  slow: boolean[] = [];
  fails = 0;

  constructor(server: Server) {
    this.#server = server;
    const answer = async <Said>(said: Said): Promise<Said> => {
      if (this.slow.shift()) await new Promise<void>((go) => this.#held.push(go));
      else await setImmediate();
      if (this.fails > 0 && this.fails--) throw new Error('The connection was lost.');
      return said;
    };
    this.lists = new Lists(
      this.#caches,
      {
        page: ({ limit, cursor, ...input }) => answer(server.page(input, limit, cursor)),
        rows: ({ ids, ...input }) =>
          answer({ items: server.list(input).filter(({ id }) => ids.includes(id)) }),
      },
      { gather: 0, again: 1, page: 4, anew: 6, ids: 3, most: 9 },
    );
    for (const index of inputs.keys()) this.look(index);
    this.#caches.getQueryCache().subscribe(({ query }) => {
      for (const row of (query.state.data as Loaded | undefined)?.rows ?? []) {
        const known = this.#known.get(row.id) ?? 0;
        if (!this.#shown.has(row) && row.version < known)
          this.#wentBack.push(`${row.id} from ${known} to ${row.version}`);
        this.#shown.add(row);
      }
    });
  }

  look(index: number): void {
    const away = this.#watching.get(index);
    this.#watching.delete(index);
    if (away) {
      away();
      return;
    }
    const observer = new QueryObserver(this.#caches, this.lists.queryOf(inputs[index] as ListInput));
    this.#watching.set(
      index,
      observer.subscribe(() => {}),
    );
  }

  /** What happened arrives, in its order or backwards, once or twice. */
  hear(backwards: boolean, twice: boolean): void {
    const fresh = this.#server.events.slice(this.#heard);
    const items = backwards ? fresh.toReversed() : fresh;
    this.#heard = this.#server.events.length;
    for (const one of twice ? [...items, ...items] : items) this.know(one);
  }

  know(one: { id: string; version: number }): void {
    this.#known.set(one.id, Math.max(this.#known.get(one.id) ?? 0, one.version));
    this.lists.hear([one]);
  }

  more = (index: number) => void this.lists.more(inputs[index] as ListInput).catch(() => {});

  lose(): void {
    this.#known.clear();
    void this.lists.reset();
  }

  release(): void {
    for (const go of this.#held.splice(0)) go();
  }

  async calm(): Promise<void> {
    this.slow = [];
    this.fails = 0;
    for (const index of inputs.keys()) if (!this.#watching.has(index)) this.look(index);
    this.hear(false, false);
    for (let n = 0; n < 4; n++) {
      this.release();
      await this.lists.settle();
      await Promise.all(
        this.#caches
          .getQueryCache()
          .getAll()
          .map((query) => query.promise?.catch(() => {})),
      );
      // What failed is asked for again, as the desk does once the server is back.
      for (const query of this.#caches.getQueryCache().getAll())
        if (query.state.status === 'error') await query.fetch().catch(() => {});
    }
  }

  holdsTheTruth(): void {
    assert.deepEqual(this.#wentBack, [], 'nothing older than what was known has been shown');
    for (const input of inputs) {
      const loaded = this.#caches.getQueryData<Loaded>(this.lists.queryOf(input).queryKey);
      assert.ok(loaded);
      const all = this.#server.list(input);
      assert.deepEqual(loaded.rows, all.slice(0, loaded.rows.length));
      const rest = loaded.next === null ? [] : this.#server.page(input, 1_000, loaded.next).items;
      assert.deepEqual(rest, all.slice(loaded.rows.length));
    }
  }

  close(): void {
    for (const away of this.#watching.values()) away();
    this.#caches.clear();
  }
}

const name = fc.integer({ min: 10, max: 30 }).map(String);
const list = fc.nat({ max: inputs.length - 1 });
const change = fc.record({ priority: fc.nat({ max: 3 }), open: fc.boolean(), touch: fc.boolean() });
type Step = (server: Server, desk: Desk) => void;
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(name, change).map(
      ([id, to]): Step =>
        (server) =>
          server.change(id, to),
    ),
  },
  // One's own act: known before anybody tells of it.
  {
    weight: 2,
    arbitrary: fc.tuple(name, change).map(
      ([id, to]): Step =>
        (server, desk) => {
          server.change(id, to);
          desk.know({ id, version: server.rows.get(id)?.version ?? 0 });
        },
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.boolean(), fc.boolean()).map(
      ([a, b]): Step =>
        (_, desk) =>
          desk.hear(a, b),
    ),
  },
  {
    weight: 3,
    arbitrary: list.map(
      (index): Step =>
        (_, desk) =>
          desk.more(index),
    ),
  },
  {
    weight: 1,
    arbitrary: list.map(
      (index): Step =>
        (_, desk) =>
          desk.look(index),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Step>((_, desk) => desk.lose()) },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.array(fc.boolean(), { maxLength: 6 }), fc.nat({ max: 1 })).map(
      ([slow, fails]): Step =>
        (_, desk) =>
          Object.assign(desk, { slow: [...slow], fails }),
    ),
  },
  { weight: 3, arbitrary: fc.constant<Step>((_, desk) => desk.release()) },
);

test('whatever is asked, answered late and heard of twice, a list ends as the server has it and never goes back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(step, fc.nat({ max: 3 })), { minLength: 5, maxLength: 60 }),
      async (steps) => {
        const server = new Server();
        for (let n = 10; n < 25; n++)
          server.change(String(n), { priority: n % 4, open: n % 5 > 0, touch: true });
        server.events.length = 0;
        const desk = new Desk(server);
        try {
          for (const [take, turns] of steps) {
            take(server, desk);
            for (let n = 0; n < turns; n++) await setImmediate();
          }
          await desk.calm();
          desk.holdsTheTruth();
        } finally {
          desk.close();
        }
      },
    ),
    { numRuns: 2_000, interruptAfterTimeLimit: 12_000, markInterruptAsFailure: false },
  );
});

test('rows nothing was said about stay the very same, also where others come and go', async () => {
  const server = new Server();
  for (let n = 10; n < 20; n++) server.change(String(n), { priority: 1, open: true, touch: true });
  const caches = new QueryClient();
  const lists = new Lists(caches, {
    page: async ({ limit, cursor, ...input }) => server.page(input, limit, cursor),
    rows: async ({ ids, ...input }) => ({
      items: server
        .list(input)
        .filter(({ id }) => ids.includes(id))
        .map((row) => ({ ...row })),
    }),
  });
  const input: ListInput = { view: 'open', sort: 'newest' };
  const away = new QueryObserver(caches, lists.queryOf(input)).subscribe(() => {});
  await caches.fetchQuery(lists.queryOf(input));
  const rows = () => caches.getQueryData<Loaded>(lists.queryOf(input).queryKey)?.rows ?? [];
  const before = new Set(rows());
  server.change('12', { priority: 1, open: true, touch: true });
  server.change('15', { priority: 1, open: false, touch: false });
  lists.hear([{ id: '12', version: 2 }, { id: '15', version: 2 }, { id: '17' }]);
  await lists.settle();
  assert.deepEqual(
    rows()
      .filter((row) => !before.has(row))
      .map(({ id }) => id),
    ['12'],
  );
  assert.deepEqual(
    rows()
      .map(({ id }) => id)
      .slice(0, 2),
    ['12', '19'],
  );
  assert.equal(rows().length, 9);
  away();
  caches.clear();
});

// Over 250 lines because a desk without a browser and everything that may happen to it belong together.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import fc from 'fast-check';
import { allVisible } from '../../../../test/ground.ts';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../../../test/inbox.ts';
import type { Visitor } from '../../../../test/staff.ts';
import { minute } from '../../../platform/clock/clock.ts';
import { type Cursor, eventsAfter, latestCursor } from '../../../platform/events/read.ts';
import { newId } from '../../../platform/ids.ts';
import type { Row } from '../../../ui/slots.ts';
import { type ListInput, Lists } from './lists.ts';
import type { Answer, Loaded } from './loaded.ts';

/*
 * Two agents and a customer do anything in any order; what the desks hear of it comes late, twice, in another
 * order or only after a new connection, answers overtake each other and fail. Once all is said, both desks
 * hold what a fresh fetch gives, in every list, row by row.
 */

let at: TestInbox;
let agents: (Visitor & { id: string })[];
const ids: string[] = [];
let tagId: string;

before(async () => {
  at = await testInbox();
  const web = conversationsWeb(at.ground);
  const dana = await at.addAgent('Dana Price', 'owner');
  agents = await Promise.all(
    [dana, at.tom].map(async ({ id }) => Object.assign(await programOf(at.ground, web, id), { id })),
  );
  for (let n = 0; n < 14; n++) await write();
  const first = agents[0] as Visitor;
  await first.post(`/conversations/${ids[0]}/tags`, { add: ['vat'] });
  tagId = (await first.get('/tags')).body[0].id;
});
after(() => at.ground.close());

/** A customer writes: anew, or an answer. */
async function write(to?: string): Promise<void> {
  const { db } = at.ground;
  const said = db.selectFrom('messages').selectAll().where('direction', '=', 'in');
  const last = to ? await said.where('conversation_id', '=', to).executeTakeFirst() : undefined;
  const from = last ? last.sender : { name: 'Kofi Byrne', address: `${newId()}@byrnebooks.example` };
  const { conversationId } = await at.arrives({
    ...(from && { from }),
    subject: 'Where is it?',
    inReplyTo: last?.external_key ?? null,
    text: newId(),
  });
  if (!ids.includes(conversationId)) ids.push(conversationId);
}

const lists = (): ListInput[] => [
  { view: 'open', sort: 'newest' },
  { view: 'all', sort: 'priority' },
  { view: 'unassigned', sort: 'oldest' },
  { view: 'mine', sort: 'waiting' },
  { view: 'open', sort: 'due' },
  {
    filter: JSON.stringify({ match: 'all', conditions: [{ field: 'tag', is: 'any', values: [tagId] }] }),
    sort: 'newest',
  },
];

const acts: Record<
  string,
  (agent: Visitor & { id: string }, id: string) => Promise<{ body: { version?: number } }>
> = {
  take: (agent, id) => agent.post(`/conversations/${id}/assign`, { agentId: agent.id }),
  leave: (agent, id) => agent.post(`/conversations/${id}/assign`, { agentId: null }),
  solve: (agent, id) => agent.post(`/conversations/${id}/solve`),
  reopen: (agent, id) => agent.post(`/conversations/${id}/reopen`),
  hold: (agent, id) => agent.post(`/conversations/${id}/status`, { status: 'held' }),
  snooze: (agent, id) => agent.post(`/conversations/${id}/snooze`, { until: '2027-01-01T00:00:00Z' }),
  urgent: (agent, id) => agent.patch(`/conversations/${id}`, { priority: 3 }),
  calm: (agent, id) => agent.patch(`/conversations/${id}`, { priority: 0 }),
  tag: (agent, id) => agent.post(`/conversations/${id}/tags`, { add: ['vat'] }),
  untag: (agent, id) => agent.post(`/conversations/${id}/tags`, { remove: ['vat'] }),
  spam: (agent, id) => agent.post(`/conversations/${id}/spam`),
  restore: (agent, id) => agent.post(`/conversations/${id}/restore`),
  reply: (agent, id) => agent.post(`/conversations/${id}/replies`, { text: 'Soon.' }),
  note: (agent, id) => agent.post(`/conversations/${id}/notes`, { text: 'Hm.' }),
};

const dates = ['lastMessageAt', 'waitingSince', 'snoozedUntil', 'dueAt', 'createdAt', 'updatedAt'] as const;
const revived = (row: Row): Row => ({
  ...row,
  ...Object.fromEntries(dates.map((name) => [name, row[name] && new Date(row[name])])),
});

async function ask(
  agent: Visitor,
  path: string,
  { ids: some, ...input }: ListInput & { ids?: string[]; limit?: number; cursor?: string | undefined },
): Promise<Answer> {
  const words = new URLSearchParams(
    Object.entries(input).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
  for (const id of some ?? []) words.append('ids[]', id);
  const { status, body } = await agent.get(`${path}?${words}`);
  assert.equal(status, 200, JSON.stringify(body));
  return { items: body.items.map(revived), next: body.next ?? null };
}

type Frame = { cursor: Cursor; items: { id: string; version: number | null }[] };

/** A desk without a browser: the desk's own lists and caches, and a wire that may do anything. */
class Desk {
  readonly caches = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  });
  readonly agent: Visitor & { id: string };
  readonly lists: Lists;
  readonly #inputs = lists();
  readonly #watching = new Map<number, () => void>();
  /** The wire: frames on their way, and the newest cursor the desk has seen. */
  #frames: Frame[] = [];
  #seen: Cursor;
  #sent: Cursor;
  /** Answers on their way. */
  #held: (() => void)[] = [];
  #wild: boolean[] = [];
  #fails = 0;

  constructor(agent: Visitor & { id: string }, from: Cursor) {
    this.agent = agent;
    this.#seen = this.#sent = from;
    this.lists = new Lists(
      this.caches,
      {
        page: (input) => this.#late(() => ask(agent, '/conversations', input)),
        rows: (input) => this.#late(() => ask(agent, '/conversation-rows', input), true),
      },
      { gather: 1, again: 20, page: 4, anew: 6, ids: 5, most: 20 },
    );
    for (const index of this.#inputs.keys()) this.look(index);
    this.caches
      .getQueryCache()
      .subscribe(({ query }) => this.#looksAt(query.state.data as Loaded | undefined));
  }

  /** What the desk knows of: no list may show of a conversation what is older than that. */
  readonly #known = new Map<string, number>();
  readonly #shown = new WeakSet<Row>();
  #looksAt(loaded: Loaded | undefined): void {
    for (const row of loaded?.rows ?? []) {
      if (!this.#shown.has(row) && row.version < (this.#known.get(row.id) ?? 0))
        this.wentBack.push(`${row.id} ${row.version} < ${this.#known.get(row.id)}`);
      this.#shown.add(row);
    }
  }
  readonly wentBack: string[] = [];

  hear(items: Frame['items']): void {
    for (const { id, version } of items)
      this.#known.set(id, Math.max(this.#known.get(id) ?? 0, version ?? 0));
    this.lists.hear(items);
  }

  /** A list comes into sight, or leaves it. */
  look(index: number): void {
    const away = this.#watching.get(index);
    if (away) {
      away();
      this.#watching.delete(index);
    } else {
      const query = this.lists.queryOf(this.#inputs[index] as ListInput);
      this.#watching.set(
        index,
        new QueryObserver(this.caches, query).subscribe(() => {}),
      );
    }
  }

  forget(): void {
    this.#known.clear();
    void this.lists.reset();
  }

  more = (index: number) => void this.lists.more(this.#inputs[index] as ListInput).catch(() => {});

  /** What happened is put on the wire; the pieces say how many events go into each frame. */
  async send(size: number): Promise<void> {
    const events = await eventsAfter(at.ground.db, this.#sent, 500);
    for (let n = 0; n < events.length; n += size) {
      const some = events.slice(n, n + size);
      const items = some.flatMap(({ conversationId: id, version }) => (id ? [{ id, version }] : []));
      this.#frames.push({ cursor: (some.at(-1) as { cursor: Cursor }).cursor, items });
    }
    this.#sent = events.at(-1)?.cursor ?? this.#sent;
  }

  /** Frames arrive: in their order, backwards, or each twice. */
  deliver(how: 'in order' | 'backwards' | 'twice'): void {
    const frames = this.#frames.splice(0);
    const arriving =
      how === 'backwards' ? frames.toReversed() : how === 'twice' ? [...frames, ...frames] : frames;
    for (const { items } of arriving) this.hear(how === 'backwards' ? items.toReversed() : items);
    this.#seen = frames.at(-1)?.cursor ?? this.#seen;
  }

  /** The connection is cut with frames in it; the next one replays from what was seen. */
  cut(): void {
    this.#frames = [];
    this.#sent = this.#seen;
  }

  /** Answers from here on may be held up, as these say in turn. */
  wild(holds: boolean[], fails: number): void {
    this.#wild = holds;
    this.#fails = fails;
  }

  release(): void {
    for (const go of this.#held.splice(0)) go();
  }

  async #late(work: () => Promise<Answer>, mayFail = false): Promise<Answer> {
    const answer = await work();
    if (this.#wild.shift()) await new Promise<void>((go) => this.#held.push(go));
    if (mayFail && this.#fails > 0 && this.#fails--) throw new Error('The connection was lost.');
    return answer;
  }

  /** Everything arrives at last. */
  async calm(): Promise<void> {
    this.wild([], 0);
    this.release();
    // Other tests share the server, and their transactions hold events back.
    await allVisible(at.ground);
    await this.send(3);
    this.deliver('in order');
    for (const [index] of this.#inputs.entries()) if (!this.#watching.has(index)) this.look(index);
    for (let n = 0; n < 3; n++) {
      await this.lists.settle();
      await Promise.all(
        this.caches
          .getQueryCache()
          .getAll()
          .map((query) => query.promise?.catch(() => {})),
      );
    }
  }

  /** Holds what a fresh fetch gives, as far as it is loaded; and the cursor leads to all the rest. */
  async holdsTheTruth(): Promise<void> {
    assert.deepEqual(this.wentBack, [], 'nothing older than what was known has been shown');
    for (const input of this.#inputs) {
      const loaded = this.caches.getQueryData<Loaded>(this.lists.queryOf(input).queryKey);
      assert.ok(loaded, 'it is loaded');
      const fresh = await everything(this.agent, input);
      assert.deepEqual(loaded.rows, fresh.slice(0, loaded.rows.length), `${JSON.stringify(input)} as loaded`);
      const rest = loaded.next === null ? [] : await everything(this.agent, input, loaded.next);
      assert.deepEqual(
        rest.map(({ id }) => id),
        fresh.slice(loaded.rows.length).map(({ id }) => id),
        `${JSON.stringify(input)} behind`,
      );
    }
  }

  close(): void {
    for (const away of this.#watching.values()) away();
    this.caches.clear();
  }
}

async function everything(agent: Visitor, input: ListInput, from?: string): Promise<Row[]> {
  const { items, next } = await ask(agent, '/conversations', { ...input, limit: 100, cursor: from });
  return next ? [...items, ...(await everything(agent, input, next))] : [...items];
}

const who = fc.integer({ min: 0, max: 1 });
const which = fc.nat({ max: 40 });
const list = fc.integer({ min: 0, max: 5 });
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('act' as const),
      who,
      which,
      act: fc.constantFrom(...Object.keys(acts)),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('write' as const), which, anew: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('deliver' as const),
      who,
      how: fc.constantFrom('in order' as const, 'backwards' as const, 'twice' as const),
      size: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cut' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('more' as const), who, list }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('look' as const), who, list }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reset' as const), who }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wild' as const),
      who,
      holds: fc.array(fc.boolean(), { maxLength: 6 }),
      fails: fc.nat({ max: 2 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('release' as const), who }) },
);

test('any interleaving of acts, lost, repeated and reordered news ends with both desks as a fresh fetch', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const from = (await latestCursor(at.ground.db)) as Cursor;
      const desks = agents.map((agent) => new Desk(agent, from)) as [Desk, Desk];
      try {
        for (const one of steps) await take(one, desks);
        for (const desk of desks) await desk.calm();
        for (const desk of desks) await desk.holdsTheTruth();
      } finally {
        for (const desk of desks) desk.close();
      }
    }),
    { numRuns: 40, interruptAfterTimeLimit: 12_000, markInterruptAsFailure: false },
  );
});

async function take(
  one: typeof step extends fc.Arbitrary<infer Step> ? Step : never,
  desks: [Desk, Desk],
): Promise<void> {
  // Some things happen in the same instant: then the order is that of the ids.
  if ('which' in one && one.which % 3 === 0) at.ground.clock.advance(minute);
  const id = ids[('which' in one ? one.which : 0) % ids.length] as string;
  if (one.do === 'write') return write(one.anew ? undefined : id);
  const desk = desks['who' in one ? one.who : 0] as Desk;
  switch (one.do) {
    case 'act': {
      const { body } = await (acts[one.act] as (typeof acts)[string])(desk.agent, id);
      // As perform.ts does once it has its answer.
      return desk.hear([{ id, version: body.version ?? null }]);
    }
    case 'deliver':
      await desk.send(one.size);
      return desk.deliver(one.how);
    case 'cut':
      return desk.cut();
    case 'more':
      return desk.more(one.list);
    case 'look':
      return desk.look(one.list);
    case 'reset':
      return desk.forget();
    case 'wild':
      return desk.wild([...one.holds], one.fails);
    case 'release':
      return desk.release();
  }
}

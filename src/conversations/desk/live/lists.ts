import type { QueryClient } from '@tanstack/react-query';
import type { client } from '../../../ui/api.ts';
import type { Sort } from '../views/saved.ts';
import { Heard } from './heard.ts';
import { type Answer, begun, changed, continued, type Loaded } from './loaded.ts';

type Input = Parameters<typeof client.conversations.list>[0];
/** Which conversations a list means, and in which order. */
export type ListInput = Omit<NonNullable<Input>, 'limit' | 'cursor' | 'sort'> & { sort: Sort };

/** How the server is asked. */
export type Asking = {
  page(input: ListInput & { limit: number; cursor?: string }): Promise<Answer>;
  rows(input: ListInput & { ids: string[] }): Promise<Pick<Answer, 'items'>>;
};

const limits = {
  /** Rows a page brings, and how many the beginning is asked for anew. */
  page: 50,
  anew: 100,
  /** Conversations one request may ask about; beyond so many the list begins anew. */
  ids: 100,
  most: 300,
  /** Milliseconds in which what happens is gathered, and after which a failed request is sent again. */
  gather: 300,
  again: 3_000,
};
type Sizes = typeof limits;

type Key = readonly [readonly ['conversations', 'list'], { input: ListInput }, 'live'];
type Standing = {
  /** What is asked about this list, one after the other: an answer can then never be older than the one before. */
  line: Promise<unknown>;
  pending: Set<string>;
  timer: ReturnType<typeof setTimeout> | undefined;
  flushing: Promise<void> | undefined;
  continuing: Promise<void> | undefined;
  /** Too much was missed: what lies behind the beginning is not to be trusted. */
  lost: boolean;
};

/**
 * The lists one desk has loaded, kept right by what it hears: who hears that conversations changed asks once,
 * for these alone, what has become of them in each list in sight. Lists out of sight are asked for when they
 * are seen again.
 */
export class Lists {
  readonly #caches: QueryClient;
  readonly #ask: Asking;
  readonly #heard = new Heard();
  readonly #standings = new Map<string, Standing>();
  readonly #sizes: Sizes;

  /** @param sizes other ones than `limits`, for the test */
  constructor(caches: QueryClient, ask: Asking, sizes: Partial<Sizes> = {}) {
    this.#caches = caches;
    this.#ask = ask;
    this.#sizes = { ...limits, ...sizes };
  }

  /** A list as a query: its beginning now, kept right from then on. */
  queryOf(input: ListInput) {
    const queryKey = this.#keyOf(input);
    return {
      queryKey,
      queryFn: () => this.#begin(queryKey),
      // Rows that did not change are the same objects already; comparing by place would copy all that moved.
      structuralSharing: false as const,
      // The live connection says what was missed.
      refetchOnReconnect: false,
    };
  }

  /** Loads the page behind what is there. */
  more(input: ListInput): Promise<void> {
    const key = this.#keyOf(input);
    const standing = this.#standing(key);
    standing.continuing ??= this.#inLine(key, async () => {
      const next = this.#loaded(key)?.next;
      if (next == null) return;
      const answer = await this.#ask.page({ ...input, limit: this.#sizes.page, cursor: next });
      this.#set(key, (now) => continued(input.sort, now, answer, this.#heard.outdated));
    }).finally(() => {
      standing.continuing = undefined;
    });
    return standing.continuing;
  }

  /** These conversations changed: asks what has become of them, soon and together. */
  hear(items: Iterable<{ id: string; version?: number | null | undefined }>): void {
    const ids = new Set<string>();
    for (const { id, version } of items) {
      this.#heard.hear(id, version);
      ids.add(id);
    }
    if (ids.size === 0) return;
    for (const key of this.#keys()) {
      if (!this.#inSight(key)) {
        this.#standing(key).lost = true;
        void this.#caches.invalidateQueries({ queryKey: key, exact: true, refetchType: 'none' });
        continue;
      }
      const standing = this.#standing(key);
      for (const id of ids) standing.pending.add(id);
      this.#soon(key, this.#sizes.gather);
    }
  }

  /** Asks at once what is still to be asked; done when every list in sight is right. */
  async settle(): Promise<void> {
    await Promise.all(this.#keys().map((key) => this.#flush(key)));
  }

  /** Too much was missed: everything begins anew. */
  reset(): Promise<void> {
    this.#heard.forget();
    return this.lose();
  }

  /** What these lists hold may have become another: they begin anew. */
  lose(which: (input: ListInput) => boolean = () => true): Promise<void> {
    for (const key of this.#keys()) {
      if (!which(key[1].input)) continue;
      this.#standing(key).lost = true;
    }
    return this.#caches.invalidateQueries({
      predicate: ({ queryKey }) => isList(queryKey) && which(queryKey[1].input),
    });
  }

  async #begin(key: Key): Promise<Loaded> {
    const [, { input }] = key;
    return this.#inLine(key, async () => {
      const limit = this.#loaded(key) ? this.#sizes.anew : this.#sizes.page;
      const standing = this.#standing(key);
      let lost: boolean;
      let answer: Answer;
      do {
        lost = standing.lost;
        standing.lost = false;
        answer = await this.#ask.page({ ...input, limit }).catch((error) => {
          standing.lost ||= lost;
          throw error;
        });
        // Lost again while it was asked for: the answer may be from before.
      } while (standing.lost);
      const before = lost ? undefined : this.#loaded(key);
      const loaded = begun(input.sort, before, answer, this.#heard.outdated);
      // Known before the next in line looks, not only once the query has had its answer.
      this.#caches.setQueryData(key, loaded);
      return loaded;
    });
  }

  #soon(key: Key, ms: number): void {
    const standing = this.#standing(key);
    standing.timer ??= setTimeout(() => void this.#flush(key), ms);
  }

  async #flush(key: Key): Promise<void> {
    const standing = this.#standing(key);
    clearTimeout(standing.timer);
    standing.timer = undefined;
    standing.flushing ??= this.#inLine(key, () => this.#askPending(key, standing)).finally(() => {
      standing.flushing = undefined;
      if (standing.pending.size > 0 && this.#inSight(key)) this.#soon(key, this.#sizes.again);
    });
    return standing.flushing;
  }

  async #askPending(key: Key, { pending }: Standing): Promise<void> {
    const [, { input }] = key;
    // Not loaded, or refused: asking for it begins it.
    if (!this.#loaded(key)) return pending.clear();
    // Lost and not begun anew by now: that failed, and is tried again.
    if (this.#standing(key).lost || pending.size > this.#sizes.most) {
      pending.clear();
      return void this.lose((other) => other === input);
    }
    while (pending.size > 0) {
      const ids = [...pending].slice(0, this.#sizes.ids);
      for (const id of ids) pending.delete(id);
      const moment = this.#heard.moment;
      try {
        const { items } = await this.#ask.rows({ ...input, ids });
        // What changed since it was asked is asked about again; that it is missing here says nothing.
        const said = new Set(items.map(({ id }) => id));
        const sure = ids.filter((id) => said.has(id) || !this.#heard.since(id, moment));
        this.#set(key, (now) => changed(input.sort, now, sure, items, this.#heard.outdated));
      } catch {
        // Not reached or not now: it is asked again with what comes next.
        for (const id of ids) pending.add(id);
        return;
      }
    }
  }

  #inLine<Done>(key: Key, work: () => Promise<Done>): Promise<Done> {
    const standing = this.#standing(key);
    const done = standing.line.then(work, work);
    standing.line = done.catch(() => {});
    return done;
  }

  #set(key: Key, change: (now: Loaded) => Loaded): void {
    // It begins anew; an answer put in now would make it look right.
    if (this.#standing(key).lost) return;
    const now = this.#loaded(key);
    const next = now && change(now);
    if (next && next !== now) this.#caches.setQueryData(key, next);
  }

  #keyOf = (input: ListInput): Key => [['conversations', 'list'], { input }, 'live'];

  #loaded = (key: Key): Loaded | undefined => this.#caches.getQueryData(key);

  #inSight = (key: Key): boolean =>
    this.#caches.getQueryCache().find({ queryKey: key, exact: true })?.isActive() ?? false;

  #keys(): Key[] {
    const all = this.#caches.getQueryCache().findAll({ queryKey: [['conversations', 'list']] });
    return all.flatMap(({ queryKey }) => (isList(queryKey) ? [queryKey] : []));
  }

  #standing(key: Key): Standing {
    const name = JSON.stringify(key);
    const standing = this.#standings.get(name) ?? {
      line: Promise.resolve(),
      pending: new Set<string>(),
      timer: undefined,
      flushing: undefined,
      continuing: undefined,
      lost: false,
    };
    this.#standings.set(name, standing);
    return standing;
  }
}

/** Whether a query is a list kept right here. */
export const isList = (queryKey: readonly unknown[]): queryKey is Key => queryKey[2] === 'live';

import { setTimeout as pause } from 'node:timers/promises';
import { minute, second } from '../../platform/clock/clock.ts';
import type { Pulse } from '../../platform/events/notify.ts';
import type { Event } from '../../platform/events/read.ts';
import type { Ground } from '../../platform/ground.ts';
import { turns } from '../../platform/live/turns.ts';
import type { Caller } from '../../staff/caller.ts';
import { sees } from '../access.ts';
import { countsUpTo } from '../views.ts';
import { type Asked, countedInTime, scopeOf } from './count-once.ts';
import { factsOf } from './facts.ts';
import { conditionsOf, type Group } from './filter.ts';
import { isPersonal } from './known.ts';
import { canMatch, type Facts, isTimed, matcher } from './matches.ts';

/*
 * How many conversations each filter means, kept right without counting again. For every filter somebody
 * looks at, and every scope that differs, it remembers which conversations are meant, at most a few more than
 * a count tells. What changed is fetched once for all filters, a few times a second, and asked of each in
 * memory; the database counts only what was never counted, what time itself changes, and what fell out of
 * what is remembered.
 *
 *   event → changed ids ─┐
 *   somebody asks ───────┴─► facts of what changed, one query ─► each filter in memory ─► sizes
 */

/** So many are remembered of each: while more are meant than counts tell, some may leave unnoticed. */
const kept = countsUpTo + 200;
/** Changes are taken up together, at most so often. */
const gather = 100;
/** More changes than these waiting: counting anew is cheaper. */
const mostChanged = 2_000;
/** What depends on the clock is counted again after this time; everything else once in a while, to be safe. */
const timedFor = 30 * second;
const safeFor = 10 * minute;
/** What the database alone can answer is counted again after a change, at most so often. */
const askAgain = 5 * second;
/** Nobody asked for so long: forgotten. */
const idle = 3 * minute;
const mostEntries = 5_000;
/** The database counts so many filters at once, so that counting never crowds out answering. */
const mostAtOnce = 3;
/** What concerns many conversations at once without naming them. */
const atLarge = /^(?:tag|team|inbox|brand|field|sample)\b/;

type Entry = {
  caller: Caller;
  asked: Asked;
  test: ReturnType<typeof matcher> | null;
  timed: boolean;
  attachments: boolean;
  company: boolean;
  /** The conversations meant, all of them if `whole`, else some of them and at least `countsUpTo`. */
  members: Set<string>;
  whole: boolean;
  countedAt: number;
  askedAt: number;
  /** Something changed that could not be asked in memory. */
  stale: boolean;
  /** It could not be counted in time; it is tried again once in a while. */
  slow: boolean;
  counting: Promise<void> | null;
};

export class Counter {
  readonly #ground: Ground;
  readonly #entries = new Map<string, Entry>();
  readonly #stop: () => void;
  #changed = new Set<string>();
  /** Taking up that has begun, and one that waits for its time. */
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  readonly #place = turns(mostAtOnce);
  #tookAt = Number.NEGATIVE_INFINITY;
  /** How often changes were taken up, and which the last times, for counts that ran meanwhile. */
  #turn = 0;
  #taken: { turn: number; ids: ReadonlySet<string> }[] = [];

  constructor(ground: Ground, pulse: Pick<Pulse, 'onEvents'>) {
    this.#ground = ground;
    this.#stop = pulse.onEvents((events) => this.#hear(events));
  }

  close(): void {
    this.#stop();
    this.#entries.clear();
  }

  /** How many each filter means to this caller: exact to 1,000, 1,001 for more, null if it takes too long. */
  async count(caller: Caller, asked: readonly Asked[]): Promise<(number | null)[]> {
    const scope = scopeOf(caller);
    const now = performance.now();
    const entries = asked.map((one) => this.#entryOf(scope, caller, one, now));
    await this.#takeUp();
    for (const entry of entries) await this.#refresh(entry);
    return entries.map(({ members, slow }) => (slow ? null : Math.min(members.size, countsUpTo)));
  }

  #entryOf(scope: string, caller: Caller, asked: Asked, now: number): Entry {
    const { filter } = asked;
    const who = isPersonal(filter) ? `${caller.agentId} ${caller.teamIds.join()}` : '';
    // What was looked up is part of the question: stems of words, the types of fields.
    const words = [...asked.known.words.values()].join();
    const key = `${scope}|${who}|${JSON.stringify(filter)}|${words}`;
    const found = this.#entries.get(key);
    if (found) {
      found.askedAt = now;
      return found;
    }
    this.#forgetIdle(now);
    const fields = new Set([...conditionsOf(filter as Group)].map(([one]) => one.field));
    const entry: Entry = {
      caller,
      asked,
      test: canMatch(filter) ? matcher(filter, { caller, known: asked.known }) : null,
      timed: isTimed(filter),
      attachments: fields.has('attachment'),
      company: fields.has('company') || fields.has('customer') || fields.has('from') || fields.has('to'),
      members: new Set(),
      whole: false,
      countedAt: Number.NEGATIVE_INFINITY,
      askedAt: now,
      stale: true,
      slow: false,
      counting: null,
    };
    this.#entries.set(key, entry);
    return entry;
  }

  #forgetIdle(now: number): void {
    if (this.#entries.size < mostEntries && this.#entries.size % 100 !== 0) return;
    for (const [key, { askedAt }] of this.#entries) if (now - askedAt > idle) this.#entries.delete(key);
    for (const key of this.#entries.keys()) {
      if (this.#entries.size < mostEntries) break;
      this.#entries.delete(key);
    }
  }

  #hear(events: readonly Event[]): void {
    for (const { conversationId, kind } of events) {
      if (conversationId) this.#changed.add(conversationId);
      // A customer who moves to another company takes their conversations along.
      else if (kind.startsWith('customer')) this.#spoil((entry) => entry.company);
      else if (atLarge.test(kind)) this.#spoil(() => true);
    }
    if (this.#changed.size <= mostChanged) return;
    this.#changed.clear();
    this.#turn++;
    this.#taken = [];
    this.#spoil(() => true);
    for (const entry of this.#entries.values()) entry.countedAt = Number.NEGATIVE_INFINITY;
  }

  #spoil(which: (entry: Entry) => boolean): void {
    for (const entry of this.#entries.values()) if (which(entry)) entry.stale = true;
  }

  /** Takes up what changed; resolves once everything heard before the call is in the counts. */
  async #takeUp(): Promise<void> {
    if (this.#changed.size === 0) return this.#running ?? undefined;
    this.#next ??= this.#takeNext();
    await this.#next;
  }

  async #takeNext(): Promise<void> {
    const wait = this.#tookAt + gather - performance.now();
    if (wait > 0) await pause(wait);
    await this.#running?.catch(() => {});
    // What is heard from here on is taken by the next.
    const ids = this.#changed;
    this.#changed = new Set();
    this.#next = null;
    this.#tookAt = performance.now();
    this.#running = this.#take(ids)
      .catch((error) => {
        // They are asked for again next time; until then the counts are as they were.
        for (const id of ids) this.#changed.add(id);
        throw error;
      })
      .finally(() => {
        this.#running = null;
      });
    await this.#running;
  }

  async #take(ids: ReadonlySet<string>): Promise<void> {
    const now = performance.now();
    for (const [key, { askedAt }] of this.#entries) if (now - askedAt > idle) this.#entries.delete(key);
    const entries = [...this.#entries.values()];
    if (entries.length === 0) return;
    const attachments = entries.some((entry) => entry.attachments);
    const facts = await factsOf(this.#ground.db, [...ids], attachments);
    const clock = this.#ground.clock.now().getTime();
    const there = new Map(facts.map((one) => [one.id, one]));
    for (const id of ids) for (const entry of entries) apply(entry, id, there.get(id), clock);
    this.#turn++;
    this.#taken.push({ turn: this.#turn, ids });
    if (this.#taken.length > 100) this.#taken.shift();
  }

  #refresh(entry: Entry): Promise<void> {
    if (isFresh(entry)) return Promise.resolve();
    entry.counting ??= this.#place(() => this.#recount(entry)).finally(() => {
      entry.counting = null;
    });
    return entry.counting;
  }

  async #recount(entry: Entry): Promise<void> {
    const turn = this.#turn;
    entry.stale = false;
    const ids = await countedInTime(this.#ground, entry.caller, entry.asked, kept);
    // What was taken up while the database counted may not be in its answer.
    const missed = this.#taken.filter((one) => one.turn > turn);
    entry.slow = ids === null;
    entry.members = new Set(ids);
    entry.whole = ids !== null && ids.length < kept;
    entry.countedAt = performance.now();
    for (const { ids: again } of missed) for (const id of again) this.#changed.add(id);
  }
}

function isFresh(entry: Entry): boolean {
  const age = performance.now() - entry.countedAt;
  if (entry.slow) return age < safeFor;
  return (
    age < (entry.timed ? timedFor : safeFor) &&
    (!entry.stale || (!entry.test && age < askAgain)) &&
    (entry.whole || entry.members.size >= countsUpTo)
  );
}

function apply(entry: Entry, id: string, facts: Facts | undefined, clock: number): void {
  if (!entry.test) {
    entry.stale = true;
    return;
  }
  if (facts && sees(entry.caller, facts) && entry.test(facts, clock)) {
    if (entry.members.size < kept) entry.members.add(id);
    else if (!entry.members.has(id)) entry.whole = false;
  } else entry.members.delete(id);
}

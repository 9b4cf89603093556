import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { preparedDb } from '../db/prepared.ts';
import type { Ground } from '../ground.ts';
import { type Cursor, type Event, latestCursor, lookAfter } from './read.ts';

export { runReactions, stuckReactions } from './run-reactions.ts';

const channel = 'rapport_events';
/** How often others are told at most, in ms. */
const notifyEvery = 20;
/** How often one looks without having been told: a lost notice costs this and nothing else, in ms. */
const lookEvery = 1_000;
/** Pause between two looks, so that a burst of commits is read in few queries, in ms; it grows with the burst. */
const breath = 4;
const longestBreath = 16;
const batch = 500;

/**
 * The one reader of new events in this process. What is written to the database is the truth; notices,
 * whether from this process (`poke`) or another's (NOTIFY), only say that now is a good time to look.
 */
export type Pulse = {
  /**
   * Calls `hear` with new events in their order, none twice and none left out, from those committed after
   * the pulse began. Returns how to stop. `hear` must not throw and must not wait.
   */
  onEvents(hear: (events: readonly Event[]) => void): () => void;
  /** Something may have been committed: look at once here, and tell other processes within 20 ms. */
  poke(): void;
  /** How far this reader has come; undefined until it reached the database for the first time. */
  cursor(): Cursor | undefined;
  /** Resolves when a look that began after this call is done. */
  look(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Starts reading. `listen` is how a connection of its own for LISTEN is made; losing it is survived.
 * `every` is in ms.
 */
export function createPulse(
  ground: Pick<Ground, 'pool' | 'log'>,
  listen: pg.PoolConfig,
  every = lookEvery,
): Pulse {
  const db = preparedDb(ground.pool);
  const me = randomUUID();
  const hearers = new Set<(events: readonly Event[]) => void>();
  const ending = new AbortController();
  let cursor: Cursor | undefined;
  let looking: Promise<void> | undefined;
  let again = false;
  let away = false;
  let telling: NodeJS.Timeout | undefined;
  let wake: (() => void) | undefined;

  /** Reads to the end: whether there was anything, and whether more waits for an older transaction (law 4). */
  async function readOn(): Promise<{ found: boolean; heldBack: boolean }> {
    cursor ??= await latestCursor(db);
    for (let found = false; ; found = true) {
      const { events, heldBack } = await lookAfter(db, cursor, batch);
      cursor = events.at(-1)?.cursor ?? cursor;
      if (events.length > 0) for (const hear of hearers) hear(events);
      if (events.length < batch) return { found: found || events.length > 0, heldBack };
    }
  }

  /** Waits `ms`, but after a notice no longer than `pace`. */
  const rest = (ms: number, pace: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        wake = undefined;
        if (ms <= pace) return;
        clearTimeout(timer);
        setTimeout(resolve, pace);
      };
    });

  async function lookUntilQuiet(): Promise<void> {
    let pace = breath;
    for (let wait = breath; (again || wait > breath) && !ending.signal.aborted; ) {
      again = false;
      const { found, heldBack } = await readOn();
      wait = heldBack ? Math.min(wait * 2, 250) : breath;
      await rest(Math.max(wait, pace), pace);
      // Only while there is news at each look: one that finds nothing goes back to the shortest.
      pace = found ? Math.min(pace * 2, longestBreath) : breath;
    }
  }

  async function lookOnce(): Promise<void> {
    try {
      await lookUntilQuiet();
      if (away) ground.log.info('Events are read again');
      away = false;
    } catch (error) {
      if (!away && !ending.signal.aborted) ground.log.warn({ err: error }, 'Events cannot be read just now');
      away = true;
      again = false;
    }
    looking = undefined;
    // Once closed it would look, see that it is closed, and look again without end.
    if (again && !ending.signal.aborted) void look();
  }

  function look(): Promise<void> {
    again = true;
    wake?.();
    looking ??= lookOnce();
    return looking;
  }

  async function tell(): Promise<void> {
    telling = undefined;
    // A notice that is lost is made up for by the regular look of whoever missed it.
    await sql`select pg_notify(${channel}, ${me})`.execute(db).catch(() => {});
  }

  const regularly = setInterval(look, every).unref();
  const listening = listenTo(listen, ending.signal, (from) => {
    if (from !== me) void look();
  });
  void look();

  return {
    onEvents(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    poke() {
      if (ending.signal.aborted) return;
      void look();
      telling ??= setTimeout(tell, notifyEvery).unref();
    },
    cursor: () => cursor,
    async look() {
      // One that is under way may have read already.
      await looking;
      await look();
    },
    async close() {
      ending.abort();
      clearInterval(regularly);
      clearTimeout(telling);
      await looking;
      await listening;
    },
  };
}

/** Keeps one connection listening until the signal, with a growing pause after each time it was lost. */
async function listenTo(
  config: pg.PoolConfig,
  signal: AbortSignal,
  hear: (from: string) => void,
): Promise<void> {
  for (let wait = 250; !signal.aborted; wait = Math.min(wait * 2, 5_000)) {
    const client = new pg.Client(config);
    const lost = new Promise<void>((resolve) => {
      client.on('error', () => resolve());
      client.on('end', () => resolve());
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    client.on('notification', ({ payload }) => hear(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      wait = 250;
      // Something may have happened while nobody listened.
      hear('');
      await lost;
    } catch {
      // The regular look goes on meanwhile and says if the database is away.
    }
    await client.end().catch(() => {});
    await pause(wait, undefined, { signal }).catch(() => {});
  }
}

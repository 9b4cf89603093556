import { z } from 'zod';
import type { Db } from '../db/connect.ts';
import { transact } from '../db/transact.ts';
import type { Ground } from '../ground.ts';
import { writeSetting } from '../settings/settings.ts';
import type { Pulse } from './notify.ts';
import { type Reaction, react } from './reactions.ts';
import { type Event, writeCursor } from './read.ts';

/** After this many failures in a row a reaction is written down as stuck, for a person to see. */
const stuckAfter = 5;
const longestPause = 60_000;
/** Pause between two runs of a reaction, so that a burst of events is handled in few transactions, in ms. */
const breath = 200;
/** A reaction that none of the new events concerns still moves its cursor this often, in ms. */
const idleEvery = 5_000;

export type Reactions = {
  /** Resolves once every reaction has handled what was committed before, or has failed at it. */
  idle(): Promise<void>;
  /** Stops after the batch each is at. */
  close(): Promise<void>;
};

/**
 * Runs every reaction on new events, each by itself, so that one that fails holds up no other.
 *
 * An event that cannot be handled is never skipped, since what it should have caused would be missing
 * without anybody knowing: its reaction stops before it and tries again after `firstPause` ms, doubling up
 * to a minute.
 * From the fifth failure on this is written down (`stuckReactions`) until it succeeds.
 */
export function runReactions(
  ground: Ground,
  reactions: readonly Reaction[],
  pulse: Pulse,
  firstPause = 500,
): Reactions {
  const runners = reactions.map((reaction) => runOne(ground, reaction, firstPause));
  const stop = pulse.onEvents((events) => {
    const kinds = new Set(events.map((event) => event.kind));
    for (const runner of runners) runner.wake(kinds);
  });
  return {
    async idle() {
      await Promise.all(runners.map((runner) => runner.settle()));
    },
    async close() {
      stop();
      await Promise.all(runners.map((runner) => runner.close()));
    },
  };
}

function runOne(ground: Ground, reaction: Reaction, firstPause: number) {
  let at: Event | undefined;
  const noted: Reaction = {
    ...reaction,
    handle(tx, event, on) {
      at = event;
      return reaction.handle(tx, event, on);
    },
  };
  let running: Promise<void> | undefined;
  let wanted = true;
  let closed = false;
  let failures = 0;
  let later: NodeJS.Timeout | undefined;
  let soon: NodeJS.Timeout | undefined;
  let ranAt = -breath;

  async function catchUp(): Promise<void> {
    try {
      while (wanted && !closed) {
        wanted = false;
        while ((await react(ground, noted)) && !closed);
      }
      if (failures >= stuckAfter) await forget(ground, reaction.name);
      failures = 0;
    } catch (error) {
      failures++;
      wanted = true;
      const wait = Math.min(firstPause * 2 ** (failures - 1), longestPause);
      ground.log.error(
        { err: error, reaction: reaction.name, kind: at?.kind, failures },
        'A reaction failed',
      );
      if (failures >= stuckAfter) await remember(ground, reaction.name, at, error, failures);
      clearTimeout(later);
      if (!closed) later = setTimeout(run, wait).unref();
    }
  }

  function run(): Promise<void> {
    running ??= catchUp().finally(() => {
      running = undefined;
      ranAt = performance.now();
    });
    return running;
  }

  const idle = setInterval(() => {
    if (failures === 0 && wanted) void run();
  }, idleEvery).unref();
  void run();

  return {
    wake(kinds: ReadonlySet<string>) {
      wanted = true;
      if (failures > 0 || !reaction.kinds.some((kind) => kinds.has(kind))) return;
      soon ??= setTimeout(
        () => {
          soon = undefined;
          if (!closed) void run();
        },
        Math.max(0, ranAt + breath - performance.now()),
      );
    },
    async settle() {
      await running;
      wanted = true;
      await run();
    },
    async close() {
      closed = true;
      clearInterval(idle);
      clearTimeout(later);
      clearTimeout(soon);
      await running;
    },
  };
}

const Stuck = z.object({ event: z.string(), kind: z.string(), error: z.string(), failures: z.number() });
const prefix = 'reaction.stuck.';

/** Which reactions stop before an event they cannot handle, for the screen of what needs a person. */
export async function stuckReactions(
  db: Db,
): Promise<(z.output<typeof Stuck> & { name: string; since: Date })[]> {
  const rows = await db
    .selectFrom('settings')
    .selectAll()
    .where('key', 'like', `${prefix}%`)
    .orderBy('key')
    .execute();
  return rows.map((row) => ({
    ...Stuck.parse(row.value),
    name: row.key.slice(prefix.length),
    since: row.updated_at,
  }));
}

async function remember(
  ground: Ground,
  name: string,
  at: Event | undefined,
  error: unknown,
  failures: number,
): Promise<void> {
  const stuck: z.input<typeof Stuck> = {
    event: at ? writeCursor(at.cursor) : '',
    kind: at?.kind ?? '',
    error: String(error).slice(0, 300),
    failures,
  };
  const since = (await stuckReactions(ground.db).catch(() => [])).find((one) => one.name === name)?.since;
  await transact(ground.db, (tx) =>
    writeSetting(tx, prefix + name, stuck, since ?? ground.clock.now()),
  ).catch((failed) => ground.log.error({ err: failed }, 'A stuck reaction could not be written down'));
}

async function forget(ground: Ground, name: string): Promise<void> {
  await ground.db
    .deleteFrom('settings')
    .where('key', '=', prefix + name)
    .execute();
}

import { second } from '../platform/clock/clock.ts';
import type { Ground } from '../platform/ground.ts';
import type { AtHand } from './intake.ts';
import { readRaw } from './read-raw.ts';

/**
 * Reads stored inputs as they come: at once where this process stored them (no job round trip), and by
 * sweeping for those that were left over. Bounded in what it holds: beyond that, rows simply wait in
 * the database for the sweep.
 */
export type Reader = {
  /** Asks to read what was just stored. Returns at once. */
  hint(work: AtHand): void;
  /** Notes that something came on a channel and was committed, read or not. */
  came(work: AtHand): void;
  /** Reads what is due; `all` also takes what other processes may be at work on (harmless, only double). */
  sweep(options?: { all?: boolean }): Promise<void>;
  /** Calls `then` after each reading, so that the events it recorded are looked at at once. */
  onRead(then: () => void): void;
  /** Resolves when nothing asked for is left to do. */
  idle(): Promise<void>;
};

const atOnce = 4;
/** Bytes and inputs held in memory while they wait for their turn. */
const mostWaiting = { bytes: 64 * 1024 * 1024, inputs: 2_000 };
const batch = 200;
const noteEveryMs = 2 * second;

const readers = new WeakMap<Ground['db'], Reader>();

/** The one reader of this process. */
export function readerOf(ground: Ground): Reader {
  const reader = readers.get(ground.db) ?? createReader(ground);
  readers.set(ground.db, reader);
  return reader;
}

function createReader(ground: Ground): Reader {
  const waiting: AtHand[] = [];
  const underWay = new Set<string>();
  let waitingBytes = 0;
  let running = 0;
  /** Some had to be left to the database; looked for as soon as there is time. */
  let overflowed = false;
  let whenIdle: (() => void)[] = [];
  let afterRead = () => {};
  const noteSeen = createSeenNotes(ground);

  const run = async (): Promise<void> => {
    running++;
    for (let work = waiting.shift(); work; work = waiting.shift()) {
      waitingBytes -= work.bytes.length;
      await readRaw(ground, work.raw.id, work);
      underWay.delete(work.raw.id);
      afterRead();
    }
    running--;
    if (running > 0) return;
    if (overflowed) {
      overflowed = false;
      await sweep({ all: true }).catch(() => {});
    }
    if (running > 0) return;
    for (const resolve of whenIdle) resolve();
    whenIdle = [];
  };

  const sweep: Reader['sweep'] = async ({ all = false } = {}) => {
    for (let last = ''; ; ) {
      const due = await dueInputs(ground, all, last);
      const left = due.filter((id) => !underWay.has(id));
      await eachOf(left, (id) => readRaw(ground, id).then(afterRead));
      if (due.length < batch) return;
      last = due.at(-1) as string;
    }
  };

  return {
    hint(work) {
      const full = waitingBytes > mostWaiting.bytes || waiting.length >= mostWaiting.inputs;
      if (full) overflowed = true;
      if (full || underWay.has(work.raw.id)) return;
      underWay.add(work.raw.id);
      waiting.push(work);
      waitingBytes += work.bytes.length;
      if (running < atOnce) void run();
    },

    came(work) {
      noteSeen(work.channel.id, work.raw.receivedAt);
      afterRead();
    },

    sweep,

    onRead(then) {
      afterRead = then;
    },

    idle: () => (running === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))),
  };
}

/** Oldest first, by id: ids sort by the time they were made, so threads grow in the order they came. */
async function dueInputs(ground: Ground, all: boolean, afterId: string): Promise<string[]> {
  let query = ground.db.selectFrom('raw_inbound').select('id').where('state', '=', 'stored');
  if (!all) query = query.where('next_at', '<=', ground.clock.now());
  if (afterId) query = query.where('id', '>', afterId);
  const rows = await query.orderBy('id').limit(batch).execute();
  return rows.map((row) => row.id);
}

async function eachOf<T>(items: T[], act: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const lane = async () => {
    for (const item of rest) await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
}

/**
 * Keeps `channels.last_in_at` near the truth without a write to the same row for every mail, which would
 * make all intake of a mailbox queue up behind one lock.
 */
function createSeenNotes(ground: Ground): (channelId: string, at: Date) => void {
  const seen = new Map<string, Date>();
  let asked = false;
  const write = async () => {
    asked = false;
    const notes = [...seen];
    seen.clear();
    for (const [id, at] of notes) {
      await ground.db
        .updateTable('channels')
        .set({ last_in_at: at })
        .where('id', '=', id)
        .where((where) => where.or([where('last_in_at', 'is', null), where('last_in_at', '<', at)]))
        .execute();
    }
  };
  return (channelId, at) => {
    const before = seen.get(channelId);
    if (!before || before < at) seen.set(channelId, at);
    if (asked) return;
    asked = true;
    setTimeout(() => {
      write().catch((error: unknown) =>
        ground.log.warn({ reason: String(error) }, 'cannot note the last mail'),
      );
    }, noteEveryMs).unref();
  };
}

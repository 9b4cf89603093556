import { setTimeout as pause } from 'node:timers/promises';
import { minute, second } from '../platform/clock/clock.ts';
import { transact } from '../platform/db/transact.ts';
import type { Ground } from '../platform/ground.ts';
import { ListenError, type ListenerHands, type RawItem } from './channel.ts';
import { setChannelState } from './channel-state.ts';
import { type AtHand, atHand, store } from './intake.ts';
import { readerOf } from './reader.ts';
import { adapterOf } from './registry.ts';
import type { ChannelRow } from './tables.ts';

/** One channel being listened to by this process. */
export type ListeningChannel = {
  /** Which settings it runs with. */
  version: string;
  startedAt: Date;
  /** Resolves when it has stopped, at the latest after some seconds. */
  stop(): Promise<void>;
};

/** Pauses after failures: 1, 2, 4 … 60 seconds; a wrong password is not tried often, or the host locks the account. */
const longestPauseMs = minute;
const reauthPauseMs = 5 * minute;
/** `last_ok_at` is written at most this often while nothing else changes. */
const okEveryMs = 30 * second;
/** How long a listener may take to let go; its lease keeps a late one from writing. */
const stopMs = 3 * second;

/** Another process has the channel now; this one must not write its cursor any more. */
class LeaseLost extends Error {}

/** Starts listening, and starts again after every failure, until stopped. */
export function listenTo(ground: Ground, channel: ChannelRow, version: string, me: string): ListeningChannel {
  const end = new AbortController();
  let endPause = () => {};
  let failures = 0;

  const hands = async (): Promise<ListenerHands> => {
    let okAt = 0;
    return {
      cursor: await savedCursor(ground, channel.id),
      emit: (items, cursor) => emit(ground, channel, me, items, cursor),
      async well() {
        const now = ground.clock.now();
        const fresh = okAt === 0 || failures > 0;
        failures = 0;
        if (!fresh && now.getTime() - okAt < okEveryMs) return;
        okAt = now.getTime();
        await ground.db
          .updateTable('channels')
          .set({ last_ok_at: now })
          .where('id', '=', channel.id)
          .execute();
        await setChannelState(ground.db, channel.id, 'ok', '', now);
      },
    };
  };

  const run = async () => {
    const adapter = adapterOf(channel.type);
    while (!end.signal.aborted) {
      try {
        await adapter.listen?.(ground, channel, await hands(), end.signal);
      } catch (error) {
        if (end.signal.aborted) return;
        const state = error instanceof ListenError ? error.state : 'degraded';
        if (!(error instanceof LeaseLost)) await say(ground, channel, state, error);
        await pauseFor(
          state === 'reauth' ? reauthPauseMs : Math.min(longestPauseMs, second * 2 ** failures++),
        );
      }
    }
  };

  const pauseFor = async (ms: number) => {
    if (end.signal.aborted) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      endPause = resolve;
      timer = setTimeout(resolve, ms).unref();
    });
    clearTimeout(timer);
  };

  const ended = run();
  return {
    version,
    startedAt: ground.clock.now(),
    async stop() {
      end.abort();
      endPause();
      await Promise.race([ended, pause(stopMs, undefined, { ref: false })]);
    },
  };
}

async function savedCursor(ground: Ground, id: string): Promise<string | null> {
  const row = await ground.db.selectFrom('channels').select('cursor').where('id', '=', id).executeTakeFirst();
  return row?.cursor ?? null;
}

/** Stores a batch and where to go on, or nothing of it; then has it read. */
async function emit(
  ground: Ground,
  channel: ChannelRow,
  me: string,
  items: RawItem[],
  cursor: string,
): Promise<void> {
  const works = items.map((item) => ({ work: atHand({ channel, item }), key: item.externalKey }));
  const toRead = await transact(ground.db, async (tx) => {
    const now = ground.clock.now();
    const isNew: AtHand[] = [];
    for (const { work, key } of works) {
      if (await store(tx, ground, work, key, now)) isNew.push(work);
    }
    const saved = await tx
      .updateTable('channels')
      .set({ cursor })
      .where('id', '=', channel.id)
      .where('listener_id', '=', me)
      .executeTakeFirst();
    if (saved.numUpdatedRows === 0n) throw new LeaseLost('Another process listens to this channel');
    return isNew;
  });
  const reader = readerOf(ground);
  for (const work of toRead) {
    reader.hint(work);
    reader.came(work);
  }
}

async function say(
  ground: Ground,
  channel: ChannelRow,
  state: 'degraded' | 'reauth',
  error: unknown,
): Promise<void> {
  const words =
    error instanceof ListenError
      ? error.message
      : 'Rapport could not take mail in just now. Nothing was lost; it tries again by itself.';
  ground.log.warn({ channel: channel.id, state, reason: String(error) }, 'listening stopped');
  try {
    await setChannelState(ground.db, channel.id, state, words, ground.clock.now());
  } catch (again) {
    ground.log.error(
      { channel: channel.id, reason: String(again) },
      'the state of a channel could not be noted',
    );
  }
}

import { sql } from 'kysely';
import { after, minute, second } from '../platform/clock/clock.ts';
import { transact } from '../platform/db/transact.ts';
import type { Ground } from '../platform/ground.ts';
import { newId } from '../platform/ids.ts';
import { setChannelState } from './channel-state.ts';
import { type ListeningChannel, listenTo } from './listen-to.ts';
import { readerOf } from './reader.ts';
import type { ChannelRow } from './tables.ts';

/**
 * Keeps one listener running for each channel that has to be fetched from. Of several processes one has a
 * channel: a lease in its row, renewed while the process lives, so that after a crash another takes over
 * within the minute. Nobody needs to tell this about changes: it looks at the rows.
 */
export type Listeners = {
  /** Looks at the channels now instead of in a few seconds; one given by name starts over at once. */
  reload(channelId?: string): Promise<void>;
  close(): Promise<void>;
};

const lookEveryMs = 5 * second;
const leaseMs = 30 * second;
/** A mailbox not read to its end for this long is down: someone has to know ("Nothing lost" 4). */
const alarmAfterMs = 5 * minute;

const running = new WeakMap<Ground['db'], Listeners>();

/** The listeners of this process, if it has them; another process finds a changed row by itself. */
export const listenersOf = (ground: Ground): Listeners | undefined => running.get(ground.db);

export type ListenersOptions = {
  /** Told what went wrong besides what the channels' rows say. */
  onError?: (error: unknown) => void;
  /** Called after a message was committed, so that its events are looked at at once. */
  afterRead?: () => void;
};

export async function startListeners(ground: Ground, options: ListenersOptions = {}): Promise<Listeners> {
  const me = newId();
  const kept = new Map<string, ListeningChannel>();
  const reader = readerOf(ground);
  if (options.afterRead) reader.onRead(options.afterRead);
  const report = options.onError ?? ((error) => ground.log.warn({ reason: String(error) }, 'listeners'));
  let looking: Promise<void> | undefined;
  let closed = false;

  const look = async () => {
    const mine = await lease(ground, me);
    const ids = new Set(mine.map((channel) => channel.id));
    for (const [id, one] of kept) {
      if (!ids.has(id)) {
        kept.delete(id);
        await one.stop();
      }
    }
    for (const channel of mine) {
      const one = kept.get(channel.id);
      const triedAnew = one && channel.state === 'connecting' && channel.state_since > one.startedAt;
      if (one && one.version === versionOf(channel) && !triedAnew) continue;
      await one?.stop();
      if (!closed) kept.set(channel.id, listenTo(ground, channel, versionOf(channel), me));
    }
    await raiseAlarms(ground, mine);
  };
  /** One look at a time; a look asked for during another follows it. */
  const lookNow = (): Promise<void> => {
    const before = looking ?? Promise.resolve();
    const next = before.then(look).catch(report);
    looking = next;
    return next;
  };

  const timer = setInterval(lookNow, lookEveryMs).unref();
  const listeners: Listeners = {
    async reload(channelId) {
      if (channelId) {
        await kept.get(channelId)?.stop();
        kept.delete(channelId);
      }
      await lookNow();
    },
    async close() {
      closed = true;
      clearInterval(timer);
      await looking;
      await Promise.all([...kept.values()].map((one) => one.stop()));
      running.delete(ground.db);
      await reader.idle();
      await giveUp(ground, me).catch(report);
    },
  };
  running.set(ground.db, listeners);
  // What a dead process left half done comes first.
  void reader.sweep({ all: true }).catch(report);
  await lookNow();
  return listeners;
}

/** What must be the same for a listener to go on as it is. */
const versionOf = (channel: ChannelRow): string =>
  JSON.stringify([channel.config, channel.inbox_id, channel.secrets?.toString('base64'), channel.address]);

/** Takes or renews the lease of every channel that is to be listened to and that nobody else has. */
async function lease(ground: Ground, me: string): Promise<ChannelRow[]> {
  const now = ground.clock.now();
  const wanted = sql<boolean>`archived_at is null and state <> 'off' and not sample and config->'imap' <> 'null'`;
  await ground.db
    .updateTable('channels')
    .set({ listener_id: me, listener_until: after(now, leaseMs) })
    .where(wanted)
    .where(sql<boolean>`(listener_id = ${me} and listener_until < ${after(now, leaseMs / 2)})
      or (listener_id is distinct from ${me} and coalesce(listener_until, '-infinity') < ${now})`)
    .execute();
  return ground.db.selectFrom('channels').selectAll().where('listener_id', '=', me).where(wanted).execute();
}

async function raiseAlarms(ground: Ground, mine: ChannelRow[]): Promise<void> {
  const now = ground.clock.now();
  for (const channel of mine) {
    const since = channel.last_ok_at ?? channel.created_at;
    const silent = now.getTime() - since.getTime() >= alarmAfterMs;
    if (!silent || channel.state === 'down' || channel.state === 'reauth') continue;
    const detail = channel.state_detail || 'The mail host has not answered for more than five minutes.';
    await setChannelState(ground.db, channel.id, 'down', detail, now);
  }
}

async function giveUp(ground: Ground, me: string): Promise<void> {
  await transact(ground.db, async (tx) => {
    await tx
      .updateTable('channels')
      .set({ listener_id: null, listener_until: null })
      .where('listener_id', '=', me)
      .execute();
  });
}

import { after, second } from '../platform/clock/clock.ts';
import { later } from '../platform/db/ask.ts';
import type { Tx } from '../platform/db/connect.ts';
import { preparedDb } from '../platform/db/prepared.ts';
import { storable } from '../platform/db/storable.ts';
import { transact } from '../platform/db/transact.ts';
import type { Ground } from '../platform/ground.ts';
import { newId } from '../platform/ids.ts';
import type { RawItem, Reading, StoredRaw } from './channel.ts';
import { enact, outcomeOf, stateOf } from './enact.ts';
import { readerOf } from './reader.ts';
import { adapterOf } from './registry.ts';
import type { ChannelRow } from './tables.ts';

/**
 * The way in. The raw input is kept first, under a key that makes a repeat harmless; only then is the
 * other side told "we have it". What it means is worked out at once where that is quick, and then commits
 * together with it; else it stays in state 'stored' and is read right after, or by the sweep after a crash.
 */

/** How long a stored row belongs to the process that stored it, before a sweep elsewhere may read it. */
const leaseMs = 30 * second;
/** Up to this many bytes the input lies in its row, which spares two waits for the disk; most mail is smaller. */
const smallBytes = 64 * 1024;
/** How long the other side waits for the reading; a hostile or very large mail is read afterwards. */
const readingMs = 2 * second;

/** A raw input, and what whoever holds it need not look up again. */
export type AtHand = { channel: ChannelRow; raw: StoredRaw; bytes: Buffer };

/** An input that arrived on a channel. */
export type Arrival = { channel: ChannelRow; item: RawItem };

export function atHand({ channel, item }: Arrival): AtHand {
  const { bytes, envelope, historic, at } = item;
  return {
    channel,
    bytes,
    raw: { id: newId(), envelope, historic, receivedAt: at, attempts: 0, size: bytes.length },
  };
}

/**
 * Keeps a raw input in one row under (channel, key), a large one's bytes as a file. False if the same
 * input is here already; then nothing was kept.
 */
export async function store(
  tx: Tx,
  ground: Pick<Ground, 'files'>,
  work: AtHand,
  externalKey: string,
  now: Date,
): Promise<boolean> {
  const inserted = await tx
    .insertInto('raw_inbound')
    .values(await rowOf(tx, ground, work, externalKey, now))
    .onConflict((conflict) => conflict.columns(['channel_id', 'external_key']).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

async function rowOf(
  tx: Tx,
  ground: Pick<Ground, 'files'>,
  { channel, raw, bytes }: AtHand,
  externalKey: string,
  now: Date,
) {
  const isSmall = bytes.length <= smallBytes;
  return {
    id: raw.id,
    channel_id: channel.id,
    external_key: externalKey,
    bytes: isSmall ? bytes : null,
    file_hash: isSmall ? null : await ground.files.put(tx, bytes, now),
    size: raw.size,
    envelope: JSON.stringify(storable(raw.envelope)),
    historic: raw.historic,
    next_at: after(now, leaseMs),
    received_at: raw.receivedAt,
  };
}

/** An input with its key, and what it means if that is known. */
type Work = { work: AtHand; key: string; reading: Reading | undefined };

/**
 * Takes in one input that arrived for one or more channels. When this resolves, it is committed, with what
 * it means if that could be told in time. Throws only if it could not be kept; then nothing of it was.
 */
export async function takeIn(ground: Ground, arrivals: Arrival[]): Promise<void> {
  const works = await Promise.all(
    arrivals.map(async (arrival): Promise<Work> => {
      const work = atHand(arrival);
      return { work, key: arrival.item.externalKey, reading: await readInTime(ground, work) };
    }),
  );
  const left = await keepRead(ground, works).catch((error: unknown) => {
    if (!isRepeat(error)) ground.log.warn({ reason: String(error) }, 'an input is kept, to be read later');
    return keepUnread(ground, works);
  });
  const reader = readerOf(ground);
  for (const work of left) reader.hint(work);
  for (const { work } of works) reader.came(work);
}

/**
 * Keeps inputs together with what they mean, and returns those whose meaning is not known yet. Takes every
 * input for new, which spares a round trip: rejects as a whole if one is not, or cannot be acted upon.
 */
function keepRead(ground: Ground, works: Work[]): Promise<AtHand[]> {
  return transact(preparedDb(ground.pool), async (tx) => {
    const now = ground.clock.now();
    for (const { work, key, reading } of works) {
      const settled = reading && stateOf(outcomeOf(reading));
      const row = { ...(await rowOf(tx, ground, work, key, now)), ...settled };
      await later(tx, tx.insertInto('raw_inbound').values(row));
      if (reading) await enact(tx, ground, work, reading, now);
    }
    return works.filter(({ reading }) => !reading).map(({ work }) => work);
  });
}

/** Keeps inputs as they came, and returns those that are new here. */
function keepUnread(ground: Ground, works: Work[]): Promise<AtHand[]> {
  return transact(preparedDb(ground.pool), async (tx) => {
    const isNew: AtHand[] = [];
    for (const { work, key } of works) {
      if (await store(tx, ground, work, key, ground.clock.now())) isNew.push(work);
    }
    return isNew;
  });
}

/** Whether it was refused because it is here already (23505: unique_violation). */
const isRepeat = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '23505';

/** What an input means, or undefined if that takes too long or fails: then it is read later. */
async function readInTime(ground: Ground, work: AtHand): Promise<Reading | undefined> {
  let late: NodeJS.Timeout | undefined;
  try {
    const reading = adapterOf(work.channel.type).read(ground, work.channel, work.raw, work.bytes);
    const tooLate = new Promise<undefined>((resolve) => {
      late = setTimeout(() => resolve(undefined), readingMs);
    });
    return await Promise.race([reading, tooLate]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(late);
  }
}

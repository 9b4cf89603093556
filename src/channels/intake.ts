import { setTimeout as pause } from 'node:timers/promises';
import { after, second } from '../platform/clock/clock.ts';
import type { Tx } from '../platform/db/connect.ts';
import { preparedDb } from '../platform/db/prepared.ts';
import { storable } from '../platform/db/storable.ts';
import { transact } from '../platform/db/transact.ts';
import type { Ground } from '../platform/ground.ts';
import { newId } from '../platform/ids.ts';
import type { RawItem, Reading, StoredRaw } from './channel.ts';
import { enact, type Outcome, outcomeOf } from './enact.ts';
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
 * input is here already; then nothing was kept. `outcome` is given if it is read in this transaction.
 */
export async function store(
  tx: Tx,
  ground: Pick<Ground, 'files'>,
  { channel, raw, bytes }: AtHand,
  externalKey: string,
  now: Date,
  outcome?: Outcome,
): Promise<boolean> {
  const isSmall = bytes.length <= smallBytes;
  const inserted = await tx
    .insertInto('raw_inbound')
    .values({
      id: raw.id,
      channel_id: channel.id,
      external_key: externalKey,
      bytes: isSmall ? bytes : null,
      file_hash: isSmall ? null : await ground.files.put(tx, bytes, now),
      size: raw.size,
      envelope: JSON.stringify(storable(raw.envelope)),
      historic: raw.historic,
      state: outcome?.state ?? 'stored',
      state_note: outcome?.note.slice(0, 500) ?? '',
      next_at: after(now, leaseMs),
      received_at: raw.receivedAt,
    })
    .onConflict((conflict) => conflict.columns(['channel_id', 'external_key']).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/**
 * Takes in one input that arrived for one or more channels. When this resolves, it is committed, with what
 * it means if that could be told in time. Throws only if it could not be kept; then nothing of it was.
 */
export async function takeIn(ground: Ground, arrivals: Arrival[]): Promise<void> {
  const works = arrivals.map((arrival) => ({ work: atHand(arrival), key: arrival.item.externalKey }));
  const readings = await Promise.all(works.map(({ work }) => readInTime(ground, work)));
  const keep = (withMeaning: boolean) =>
    transact(preparedDb(ground.pool), async (tx) => {
      const left: AtHand[] = [];
      const now = ground.clock.now();
      for (const [n, { work, key }] of works.entries()) {
        const reading = withMeaning ? readings[n] : undefined;
        const isNew = await store(tx, ground, work, key, now, reading && outcomeOf(reading));
        if (isNew && reading) await enact(tx, ground, work, reading, now);
        else if (isNew) left.push(work);
      }
      return left;
    });
  const left = await keep(true).catch((error: unknown) => {
    ground.log.warn({ reason: String(error) }, 'an input could not be read at once; it is kept for later');
    return keep(false);
  });
  const reader = readerOf(ground);
  for (const work of left) reader.hint(work);
  for (const { work } of works) reader.came(work);
}

/** What an input means, or undefined if that takes too long or fails: then it is read later. */
async function readInTime(ground: Ground, work: AtHand): Promise<Reading | undefined> {
  const late = new AbortController();
  try {
    const reading = adapterOf(work.channel.type).read(ground, work.channel, work.raw, work.bytes);
    return await Promise.race([reading, pause(readingMs, undefined, { signal: late.signal })]);
  } catch {
    return undefined;
  } finally {
    late.abort();
  }
}

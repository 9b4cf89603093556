import type { Incoming } from '../conversations/receive.ts';
import { receive } from '../conversations/receive.ts';
import { after, second } from '../platform/clock/clock.ts';
import type { Tx } from '../platform/db/connect.ts';
import { transact } from '../platform/db/transact.ts';
import type { Ground } from '../platform/ground.ts';
import { newId } from '../platform/ids.ts';
import type { IncomingFile, RawItem, Reading, StoredRaw } from './channel.ts';
import { adapterOf } from './registry.ts';
import type { ChannelRow } from './tables.ts';
import { asUnreadable } from './unreadable.ts';

/**
 * The way in, in two transactions: `store` keeps the raw input under a key, so that the other side can
 * be told "we have it"; `readRaw` makes of it what it is. A crash before the first commit leaves the
 * input with its sender; one after it leaves a row in state 'stored', which the sweep finds.
 */

/** How long a stored row belongs to the process that stored it, before a sweep elsewhere may read it. */
const leaseMs = 30 * second;
/** Pauses after failed readings, in seconds; after the last, a person sees it as it is. */
const pauses = [5, 15, 60, 300, 900, 3_600, 14_400];

export type Stored = { id: string; repeated: boolean };

/**
 * Keeps a raw input: bytes into the content-addressed files, one row under (channel, key). The same
 * input met again is not stored twice, and said to be `repeated`.
 */
export async function store(
  tx: Tx,
  ground: Pick<Ground, 'files'>,
  channelId: string,
  item: RawItem,
  now: Date,
): Promise<Stored> {
  const hash = await ground.files.put(tx, item.bytes, now);
  const id = newId();
  const inserted = await tx
    .insertInto('raw_inbound')
    .values({
      id,
      channel_id: channelId,
      external_key: item.externalKey,
      file_hash: hash,
      size: item.bytes.length,
      envelope: JSON.stringify(item.envelope),
      historic: item.historic,
      next_at: after(now, leaseMs),
      received_at: item.at,
    })
    .onConflict((conflict) => conflict.columns(['channel_id', 'external_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted) return { id, repeated: false };
  const known = await tx
    .selectFrom('raw_inbound')
    .select('id')
    .where('channel_id', '=', channelId)
    .where('external_key', '=', item.externalKey)
    .executeTakeFirstOrThrow();
  return { id: known.id, repeated: true };
}

/** What the one who just stored a raw input still has at hand, so that it need not be looked up again. */
export type AtHand = { channel: ChannelRow; raw: StoredRaw; bytes: Buffer };

/**
 * Reads one stored input and does what it says, in one transaction. Harmless on one that was read
 * before, or that another process reads at this moment. Never throws: a reading that fails is noted and
 * tried again later, and at last shown to a person as it is.
 */
export async function readRaw(ground: Ground, id: string, atHand?: AtHand): Promise<void> {
  let work = atHand;
  try {
    work ??= await fetchRaw(ground, id);
    if (!work) return;
    const adapter = adapterOf(work.channel.type);
    await apply(ground, work, await adapter.read(ground, work.channel, work.raw, work.bytes));
  } catch (error) {
    await putOff(ground, id, work, error);
  }
}

async function fetchRaw(ground: Ground, id: string): Promise<AtHand | undefined> {
  const raw = await ground.db
    .selectFrom('raw_inbound')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'stored')
    .executeTakeFirst();
  if (!raw) return undefined;
  const channel = await ground.db
    .selectFrom('channels')
    .selectAll()
    .where('id', '=', raw.channel_id)
    .executeTakeFirstOrThrow();
  const { envelope, historic, attempts, received_at: receivedAt, size } = raw;
  return {
    channel,
    raw: { id, envelope, historic, receivedAt, attempts, size: Number(size) },
    bytes: await ground.files.read(raw.file_hash),
  };
}

async function apply(ground: Ground, work: AtHand, reading: Reading): Promise<void> {
  const settled = reading.is === 'unreadable' ? asUnreadable(work, reading.reason) : reading;
  await transact(ground.db, async (tx) => {
    const now = ground.clock.now();
    // This row's lock makes the reading happen once: whoever comes second finds it settled.
    if (!(await settle(tx, work.raw.id, outcomes[reading.is], noteOf(reading)))) return;
    if (settled.is === 'message') {
      const attachments = await putFiles(tx, ground, settled.files, now);
      const received = await receive(tx, ground, { ...settled.incoming, attachments }, now);
      if (received.repeated) await ignore(tx, work.raw.id, 'The same message is here already.');
    } else if (settled.is === 'receipt' && !(await settled.apply(tx, now))) {
      await ignore(tx, work.raw.id, settled.note);
    }
  });
}

const noteOf = (reading: Reading): string =>
  reading.is === 'ignored' ? reading.note : reading.is === 'unreadable' ? reading.reason : '';

const outcomes = { message: 'read', receipt: 'read', ignored: 'ignored', unreadable: 'unreadable' } as const;

async function settle(
  tx: Tx,
  id: string,
  state: (typeof outcomes)[Reading['is']],
  note: string,
): Promise<boolean> {
  const done = await tx
    .updateTable('raw_inbound')
    .set({ state, state_note: note.slice(0, 500) })
    .where('id', '=', id)
    .where('state', '=', 'stored')
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

async function ignore(tx: Tx, id: string, note: string): Promise<void> {
  await tx
    .updateTable('raw_inbound')
    .set({ state: 'ignored', state_note: note })
    .where('id', '=', id)
    .execute();
}

async function putFiles(
  tx: Tx,
  ground: Pick<Ground, 'files'>,
  files: IncomingFile[],
  now: Date,
): Promise<Incoming['attachments']> {
  const put: Incoming['attachments'] = [];
  for (const { bytes, name, type, cid, inline } of files) {
    put.push({
      name,
      type,
      cid,
      inline,
      size: bytes.length,
      fileHash: await ground.files.put(tx, bytes, now),
    });
  }
  return put;
}

/** Notes a failed reading. When the database itself is away this fails too, and the row's lease runs out. */
async function putOff(ground: Ground, id: string, work: AtHand | undefined, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  ground.log.warn({ raw: id, attempts: work?.raw.attempts, reason }, 'reading an input failed');
  try {
    const attempts = work?.raw.attempts ?? 0;
    if (work && attempts >= pauses.length) {
      return await apply(ground, work, { is: 'unreadable', reason: 'reading it failed several times' });
    }
    await ground.db
      .updateTable('raw_inbound')
      .set({
        attempts: attempts + 1,
        next_at: after(ground.clock.now(), (pauses[attempts] ?? 3_600) * second),
        state_note: reason.slice(0, 500),
      })
      .where('id', '=', id)
      .where('state', '=', 'stored')
      .execute();
  } catch (again) {
    ground.log.error({ raw: id, reason: String(again) }, 'an input stays stored until the next sweep');
  }
}

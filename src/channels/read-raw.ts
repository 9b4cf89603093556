import { after, second } from '../platform/clock/clock.ts';
import { transact } from '../platform/db/transact.ts';
import type { Ground } from '../platform/ground.ts';
import type { Reading } from './channel.ts';
import { enact, outcomeOf, stateOf } from './enact.ts';
import type { AtHand } from './intake.ts';
import { adapterOf } from './registry.ts';

/** Pauses after failed readings, in seconds; after the last, a person sees it as it is. */
const pauses = [5, 15, 60, 300, 900, 3_600, 14_400];

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
    await settle(ground, work, await adapter.read(ground, work.channel, work.raw, work.bytes));
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
    bytes: raw.bytes ?? (await ground.files.read(raw.file_hash ?? '')),
  };
}

async function settle(ground: Ground, work: AtHand, reading: Reading): Promise<void> {
  await transact(ground.db, async (tx) => {
    // This row's lock makes the reading happen once: whoever comes second finds it settled.
    const mine = await tx
      .updateTable('raw_inbound')
      .set(stateOf(outcomeOf(reading)))
      .where('id', '=', work.raw.id)
      .where('state', '=', 'stored')
      .executeTakeFirst();
    if (mine.numUpdatedRows === 1n) await enact(tx, ground, work, reading, ground.clock.now());
  });
}

/** Notes a failed reading. When the database itself is away this fails too, and the row's lease runs out. */
async function putOff(ground: Ground, id: string, work: AtHand | undefined, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  ground.log.warn({ raw: id, attempts: work?.raw.attempts, reason }, 'reading an input failed');
  try {
    const attempts = work?.raw.attempts ?? 0;
    if (work && attempts >= pauses.length) {
      return await settle(ground, work, { is: 'unreadable', reason: 'reading it failed several times' });
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

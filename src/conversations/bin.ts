import { after, day } from '../platform/clock/clock.ts';
import type { Tx } from '../platform/db/connect.ts';
import { type By, bySystem } from '../platform/events/record.ts';
import { type Changed, change, lockConversation, standingPlace } from './change-conversation.ts';

/** How long something lies in the bin, untouched, before it is deleted for good. */
export const binDays = 30;

/** Puts a conversation in the bin. It comes back by hand, or when the customer writes. */
export async function bin(tx: Tx, by: By, input: { id: string }, now: Date): Promise<Changed> {
  const row = await lockConversation(tx, input.id);
  if (row.place === 'bin') return { id: row.id, version: row.version };
  return change(tx, by, row, { place: 'bin' }, [{ kind: 'conversation.binned' }], now);
}

/** Takes a conversation out of spam or the bin, with the status it had. */
export async function restore(tx: Tx, by: By, input: { id: string }, now: Date): Promise<Changed> {
  const row = await lockConversation(tx, input.id);
  if (row.place !== 'spam' && row.place !== 'bin') return { id: row.id, version: row.version };
  return change(
    tx,
    by,
    row,
    { place: standingPlace(row) },
    [{ kind: 'conversation.restored', data: { from: row.place } }],
    now,
  );
}

/** Deletes for good what has lain in the bin for 30 days; false if it has not, or has come back. */
export async function deleteBinned(tx: Tx, id: string, now: Date): Promise<boolean> {
  const row = await lockConversation(tx, id);
  if (row.place !== 'bin' || row.updated_at > after(now, -binDays * day)) return false;
  await change(tx, bySystem, row, {}, [{ kind: 'conversation.deleted' }], now);
  await tx.deleteFrom('conversations').where('id', '=', row.id).execute();
  return true;
}

import type { Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import type { By } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';

/**
 * Puts an input back to be read: one that was ignored is then a message whatever it is, one whose reading
 * keeps failing is tried at once. One that could not be read has its conversation already. Throws NOT_FOUND,
 * BAD_INPUT.
 */
export async function readAgain(tx: Tx, by: By, id: string, now: Date): Promise<void> {
  const raw = await tx
    .selectFrom('raw_inbound')
    .select(['state', 'envelope'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!raw || raw.state === 'read') throw refuse('NOT_FOUND');
  if (raw.state === 'unreadable') {
    throw refuse('BAD_INPUT', 'This mail has its conversation already, with the original attached.');
  }
  await tx
    .updateTable('raw_inbound')
    .set({
      state: 'stored',
      state_note: '',
      attempts: 0,
      next_at: now,
      envelope: JSON.stringify({ ...raw.envelope, anyway: true }),
    })
    .where('id', '=', id)
    .execute();
  await audit(tx, by, 'channel.read-again', 'raw_inbound', id, {}, now);
}

import type { Tx } from '../../platform/db/connect.ts';
import type { By } from '../../platform/events/record.ts';
import { refuse } from '../../platform/http/errors.ts';
import type {} from '../tables.ts';
import { notePasskey } from './add.ts';

/** Renames one's own passkey. Throws NOT_FOUND. */
export async function renamePasskey(
  tx: Tx,
  by: By,
  { id, name }: { id: string; name: string },
  now: Date,
): Promise<void> {
  const found = await tx
    .updateTable('passkeys')
    .set({ name })
    .where('id', '=', id)
    .where('agent_id', '=', by.id)
    .returning('id')
    .executeTakeFirst();
  if (!found) throw refuse('NOT_FOUND');
  await notePasskey(tx, by, 'agent.rename-passkey', id, now);
}

/** Removes one's own passkey: it signs in no more. Throws NOT_FOUND. */
export async function removePasskey(tx: Tx, by: By, id: string, now: Date): Promise<void> {
  const gone = await tx
    .deleteFrom('passkeys')
    .where('id', '=', id)
    .where('agent_id', '=', by.id)
    .returning('id')
    .executeTakeFirst();
  if (!gone) throw refuse('NOT_FOUND');
  await notePasskey(tx, by, 'agent.remove-passkey', id, now);
}

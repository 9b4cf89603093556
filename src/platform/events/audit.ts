import type { Tx } from '../db/connect.ts';
import type { EventData } from '../db/tables.ts';
import { newId } from '../ids.ts';
import type { By } from './record.ts';

/**
 * Notes in the transaction that did it who saw or changed what matters: rights, keys, exports, erasure.
 * Rows are only ever added, and hold ids and names of states, never content (law 14).
 * @param action what was done, like “change-role” of an agent; @param noun what it was done to, like 'agent'
 */
export async function audit(
  tx: Tx,
  by: By,
  action: string,
  noun: string,
  nounId: string | null,
  data: EventData,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('audit_log')
    .values({
      id: newId(),
      at: now,
      by_kind: by.kind,
      by_id: by.id,
      ip: by.ip ?? null,
      key_id: by.keyId ?? null,
      action,
      noun,
      noun_id: nounId,
      data: JSON.stringify(data),
    })
    .execute();
}

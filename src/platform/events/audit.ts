import type { Tx } from '../db/connect.ts';
import type { EventData } from '../db/tables.ts';
import { newId } from '../ids.ts';
import type { By } from './record.ts';

/**
 * Notes who did or saw something that matters, inside the transaction that did it. `action` is a word like
 * 'agent.change', `noun` and `nounId` say what it was done to; `data` holds ids and names of states, never
 * content (law 14). Rows are only ever added.
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
      action,
      noun,
      noun_id: nounId,
      data: JSON.stringify(data),
    })
    .execute();
}

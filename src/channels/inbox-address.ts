import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';

/**
 * Writes the address an inbox answers from, that of its oldest living channel that can send, or null; and
 * every address its mail arrives at, by which conversations know us among recipients.
 */
export async function noteAddress(tx: Tx, inboxId: string): Promise<void> {
  const sender = await tx
    .selectFrom('channels')
    .select('address')
    .where('inbox_id', '=', inboxId)
    .where('type', '=', 'email')
    .where('archived_at', 'is', null)
    .where(sql<boolean>`config->'smtp' <> 'null'`)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  await tx
    .updateTable('inboxes')
    .set({
      address: sender?.address ?? null,
      arrives_at: sql<string[]>`array(
        select distinct lower(one)
        from channels c, unnest(array[c.address] || array(select jsonb_array_elements_text(
          coalesce(nullif(c.config->'aliases', 'null'), '[]')))) as one
        where c.inbox_id = ${inboxId} and c.archived_at is null)`,
    })
    .where('id', '=', inboxId)
    .execute();
}

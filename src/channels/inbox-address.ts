import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';

/** Writes the address an inbox answers from: that of its oldest living channel that can send, or null. */
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
    .set({ address: sender?.address ?? null })
    .where('id', '=', inboxId)
    .execute();
}

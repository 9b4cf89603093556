import type { Db } from '../platform/db/connect.ts';
import { adapterOf } from './registry.ts';

/** What each channel in use declares that it can carry, by type and inbox, so that the composer keeps to it. */
export async function listLimits(db: Db) {
  const channels = await db
    .selectFrom('channels')
    .selectAll()
    .where('archived_at', 'is', null)
    .orderBy('created_at')
    .limit(500)
    .execute();
  return channels.map((channel) => {
    const { text, files, copies } = adapterOf(channel.type).capabilities(channel);
    return { type: channel.type, inboxId: channel.inbox_id, text, files: files || null, copies };
  });
}

import type { Tx } from '../../../platform/db/connect.ts';
import { audit } from '../../../platform/events/audit.ts';
import type { By } from '../../../platform/events/record.ts';
import { refuse } from '../../../platform/http/errors.ts';
import { newId } from '../../../platform/ids.ts';
import type { ArchiveFormat } from './mails.ts';
import type { ArchiveRow } from './tables.ts';

export type Begin = {
  channelId: string;
  format: ArchiveFormat;
  name: string;
  fingerprint: string;
  /** Bytes. */
  size: number;
  /** The file is on this machine already. */
  path?: string;
};

/**
 * Begins to bring an archive into a mailbox's inbox, or finds the one that was begun with the same file and is
 * not through yet: then it goes on where it stopped. Throws BAD_INPUT.
 */
export async function beginArchive(tx: Tx, by: By, input: Begin, now: Date): Promise<ArchiveRow> {
  const channel = await tx
    .selectFrom('channels')
    .select(['id', 'sample', 'archived_at'])
    .where('id', '=', input.channelId)
    .forUpdate()
    .executeTakeFirst();
  if (!channel || channel.archived_at) throw refuse('BAD_INPUT', 'This mailbox is not connected any more.');
  if (channel.sample) {
    throw refuse('BAD_INPUT', 'Sample mailboxes hold sample data only. Choose a mailbox of your own.');
  }
  const known = await tx
    .selectFrom('mail_archives')
    .selectAll()
    .where('channel_id', '=', input.channelId)
    .where('fingerprint', '=', input.fingerprint)
    .where('state', 'in', ['sending', 'reading', 'paused'])
    .executeTakeFirst();
  if (known) return known;
  const made = await tx
    .insertInto('mail_archives')
    .values({
      id: newId(),
      channel_id: input.channelId,
      format: input.format,
      name: input.name,
      fingerprint: input.fingerprint,
      path: input.path ?? null,
      size: input.size,
      received: input.path ? input.size : 0,
      state: input.path ? 'reading' : 'sending',
      by_id: by.id,
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await audit(tx, by, 'archive.begin', 'mail_archive', made.id, { channelId: input.channelId }, now);
  return made;
}

import type { Tx } from '../../../platform/db/connect.ts';
import { audit } from '../../../platform/events/audit.ts';
import type { By } from '../../../platform/events/record.ts';
import { refuse } from '../../../platform/http/errors.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import { archiveJob } from './read-on.ts';
import type { ArchiveRow } from './tables.ts';

/**
 * Pauses an archive that is being read, goes on with one that was paused or failed, or gives it up: what it
 * brought in so far stays. Returns the row as it then is. Throws NOT_FOUND, BAD_INPUT.
 */
export async function changeArchive(
  tx: Tx,
  by: By,
  id: string,
  act: 'pause' | 'resume' | 'cancel',
  now: Date,
): Promise<ArchiveRow> {
  const row = await tx
    .selectFrom('mail_archives')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw refuse('NOT_FOUND');
  const state = next(row, act);
  if (state === row.state) return row;
  const changed = await tx
    .updateTable('mail_archives')
    .set({ state, problem: '', updated_at: now })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (state === 'reading') await enqueue(tx, archiveJob, { archiveId: id }, { key: `archive:${id}` });
  await audit(tx, by, `archive.${act}`, 'mail_archive', id, { channelId: row.channel_id }, now);
  return changed;
}

function next(row: ArchiveRow, act: 'pause' | 'resume' | 'cancel'): ArchiveRow['state'] {
  const isOver = row.state === 'done' || row.state === 'cancelled';
  if (isOver) throw refuse('BAD_INPUT', 'This import is over already. Nothing was changed.');
  if (act === 'cancel') return 'cancelled';
  if (act === 'pause') return row.state === 'reading' ? 'paused' : row.state;
  // What was never sent whole goes on with its sending.
  if (row.state === 'sending') return 'sending';
  return Number(row.received) < Number(row.size) ? 'sending' : 'reading';
}

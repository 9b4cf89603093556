import { mkdir, open } from 'node:fs/promises';
import { transact } from '../../../platform/db/transact.ts';
import type { Ground } from '../../../platform/ground.ts';
import { refuse } from '../../../platform/http/errors.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import { archiveFolder, archivePath } from './place.ts';
import { archiveJob } from './read-on.ts';
import type { ArchiveRow } from './tables.ts';

/** The most that is sent in one piece. */
export const mostPiece = 8 * 1024 * 1024;

/**
 * Takes the next piece of an archive, which begins at byte `at`; returns how many bytes are here now. A piece
 * that was sent before is answered the same; one that leaves a gap is refused (CONFLICT, `data.received` says
 * where to go on). With the last piece reading begins.
 */
export async function takeBytes(
  ground: Ground,
  archive: ArchiveRow,
  at: number,
  bytes: Buffer,
): Promise<number> {
  const received = Number(archive.received);
  const size = Number(archive.size);
  if (archive.state !== 'sending' || at + bytes.length <= received) return received;
  if (at > received) {
    throw refuse('CONFLICT', 'A piece before this one is missing. Nothing is lost: go on from there.', {
      received,
    });
  }
  if (at + bytes.length > size)
    throw refuse('BAD_INPUT', 'The file is longer now than it was. Choose it again.');
  await mkdir(archiveFolder(ground.config), { recursive: true, mode: 0o700 });
  // Not 'a': a piece that was written and not noted before a crash is written again in its place.
  const handle = await open(archivePath(ground.config, archive), received === 0 ? 'w' : 'r+', 0o600);
  try {
    await handle.write(bytes, 0, bytes.length, at);
    await handle.sync();
  } catch (error) {
    const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
    if (isFull) {
      throw refuse(
        'UNAVAILABLE',
        'The disk is full. What was sent so far is kept; free some space, then go on.',
      );
    }
    throw error;
  } finally {
    await handle.close();
  }
  const now = ground.clock.now();
  const reached = at + bytes.length;
  await transact(ground.db, async (tx) => {
    const isWhole = reached === size;
    await tx
      .updateTable('mail_archives')
      .set({ received: reached, updated_at: now, ...(isWhole && { state: 'reading' as const }) })
      .where('id', '=', archive.id)
      .where('state', '=', 'sending')
      .execute();
    if (isWhole) await enqueue(tx, archiveJob, { archiveId: archive.id }, { key: `archive:${archive.id}` });
  });
  return reached;
}

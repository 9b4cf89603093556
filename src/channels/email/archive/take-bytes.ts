import { mkdir, open, stat } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { transact } from '../../../platform/db/transact.ts';
import type { Ground } from '../../../platform/ground.ts';
import { refuse } from '../../../platform/http/errors.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import { archivePath } from './place.ts';
import { archiveJob } from './read-on.ts';

/** The most that is sent in one piece. */
export const mostPiece = 8 * 1024 * 1024;

/**
 * Takes the next piece of an archive, which begins at byte `at`; returns how many bytes are here now. A piece
 * that was sent before is answered the same; one that leaves a gap is refused (CONFLICT, `data.received` says
 * where to go on). With the last piece reading begins.
 */
export async function takeBytes(
  ground: Ground,
  archiveId: string,
  at: number,
  bytes: Buffer,
): Promise<number> {
  return transact(ground.db, async (tx) => {
    // One piece at a time: the same one sent twice at once must not take back what came between. Not the row's
    // own lock, for every reader of events would wait for the disk with it (law 4).
    await sql`select pg_advisory_xact_lock(hashtextextended(${archiveId}, 0))`.execute(tx);
    const archive = await tx
      .selectFrom('mail_archives')
      .selectAll()
      .where('id', '=', archiveId)
      .executeTakeFirst();
    if (!archive) throw refuse('NOT_FOUND');
    const file = archivePath(ground.config, archive);
    // A backup brings back what was noted, not the half of a file.
    const received = Math.min(Number(archive.received), await sizeOf(file));
    const size = Number(archive.size);
    if (archive.state !== 'sending') return Number(archive.received);
    if (at + bytes.length <= received) return received;
    if (at > received) {
      throw refuse('CONFLICT', 'A piece before this one is missing. Nothing is lost: go on from there.', {
        received,
      });
    }
    if (at + bytes.length > size)
      throw refuse('BAD_INPUT', 'The file is longer now than it was. Choose it again.');
    await writeAt(file, at, bytes, received === 0);
    const reached = at + bytes.length;
    const isWhole = reached === size;
    await tx
      .updateTable('mail_archives')
      .set({
        received: reached,
        updated_at: ground.clock.now(),
        ...(isWhole && { state: 'reading' as const }),
      })
      .where('id', '=', archive.id)
      .where('state', '=', 'sending')
      .execute();
    if (isWhole) await enqueue(tx, archiveJob, { archiveId: archive.id }, { key: `archive:${archive.id}` });
    return reached;
  });
}

const sizeOf = async (file: string): Promise<number> => (await stat(file).catch(() => null))?.size ?? 0;

/** On disk, all of it, before anybody is told so. */
async function writeAt(file: string, at: number, bytes: Buffer, isFirst: boolean): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  // Not 'a': a piece that was written and not noted before a crash is written again in its place.
  const handle = await open(file, isFirst ? 'w' : 'r+', 0o600);
  try {
    let written = 0;
    // A disk that is nearly full takes a part without complaint.
    while (written < bytes.length) {
      const part = await handle.write(bytes, written, bytes.length - written, at + written);
      written += part.bytesWritten;
    }
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
}

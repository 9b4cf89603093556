import { createHash } from 'node:crypto';
import { chownSync, lstatSync, mkdirSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A socket's whole path has at most 107 bytes (104 less one on macOS); the file's name is fixed. */
const LONGEST = 103 - '/.s.PGSQL.5432.lock'.length;

/**
 * A private folder with a short path for the database's socket, always the same for the same data folder.
 * Whoever may enter it may use the database, so it is ours alone (0700), and one that a stranger made
 * under this name beforehand is passed over.
 * @param owner whom PostgreSQL runs as, if not as ourselves
 */
export function socketFolder(dataDir: string, owner?: { uid: number; gid: number }): string {
  const me = owner?.uid ?? process.getuid?.() ?? 0;
  const key = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 12);
  const name = `rapport-${key}`;
  const base = [tmpdir(), '/tmp'].find((dir) => Buffer.byteLength(join(dir, name)) + 7 <= LONGEST) ?? '/tmp';
  let dir = join(base, name);
  try {
    mkdirSync(dir, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const found = lstatSync(dir);
    const ours = found.isDirectory() && (found.uid === me || found.uid === process.getuid?.());
    if (!ours || (found.mode & 0o077) !== 0) dir = mkdtempSync(`${dir}-`);
  }
  if (owner) chownSync(dir, owner.uid, owner.gid);
  return dir;
}

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries.ts';

/** Folders that outlive a reboot or at least no tidying of old files, tried in this order. */
const places = ['/var/cache', '/var/lib', tmpdir()];

/**
 * The binaries where another user can reach them: as they are, or as a copy (60 MB, made once a version)
 * if they lie in a folder that is private to root, such as a clone under /root. A capability to pass through
 * does not do: PostgreSQL asks access(2) about its own programs, which looks at the user alone.
 */
export function reachableBinaries(
  binaries: Binaries,
  owner: { uid: number; gid: number } | undefined,
): Binaries {
  if (!owner || canRun(binaries, owner)) return binaries;
  for (const place of places) {
    try {
      const copied = copyTo(place, binaries);
      if (canRun(copied, owner)) return copied;
    } catch {
      // Not writable, or not ours: the next place.
    }
  }
  return binaries;
}

function canRun({ postgres, env }: Binaries, { uid, gid }: { uid: number; gid: number }): boolean {
  return spawnSync(postgres, ['--version'], { uid, gid, cwd: '/', env, stdio: 'ignore' }).status === 0;
}

function copyTo(place: string, binaries: Binaries): Binaries {
  const native = dirname(dirname(binaries.postgres));
  const version = readFileSync(join(dirname(native), 'package.json'));
  const key = createHash('sha256').update(native).update(version).digest('hex').slice(0, 12);
  const target = join(place, `rapport-postgres-${key}`);
  const there = lstatSync(target, { throwIfNoEntry: false });
  if (!there) {
    // Renamed when complete, so that a copy that was cut short is never used.
    const draft = mkdtempSync(`${target}.`);
    try {
      cpSync(native, draft, {
        recursive: true,
        verbatimSymlinks: true,
        filter: (file) => !file.endsWith('.a'),
      });
      chmodSync(draft, 0o755);
      renameSync(draft, target);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  } else if (!there.isDirectory() || there.uid !== process.getuid?.() || (there.mode & 0o022) !== 0) {
    throw new Error(`${target} was made by somebody else.`);
  }
  return { ...binaries, initdb: join(target, 'bin/initdb'), postgres: join(target, 'bin/postgres') };
}

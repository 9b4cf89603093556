import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type FolderLock = {
  /** Lets go of the folder. May be called more than once. */
  release(): void;
};

/** The data folder is in use by another Rapport that is alive. */
export class FolderInUse extends Error {
  override name = 'FolderInUse';
  constructor(dataDir: string, holder: string) {
    super(
      `Another Rapport is already running on ${dataDir}${holder}. Nothing was changed. ` +
        'Stop that one first, or start this one with a folder of its own (RAPPORT_DATA=…).',
    );
  }
}

/**
 * Claims a data folder for this process and writes its id into `server.pid` (the number alone, so that
 * `kill $(cat server.pid)` works).
 *
 * The claim is an flock(2) on `server.lock`: the kernel drops it with the process however that ends, so a
 * kill -9 leaves nothing stale, a reused process id fools nobody, and two containers sharing the folder
 * see each other. Node cannot flock, but a lock belongs to the open file and not to the process that asked
 * for it: a short-lived `flock` on an inherited descriptor locks it for us. Where that program is missing
 * (macOS), the process named in `server.pid` is looked up instead.
 * @throws FolderInUse when another living process holds it.
 */
export function claimFolder(dataDir: string): FolderLock {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const pidFile = join(dataDir, 'server.pid');
  const fd = openSync(join(dataDir, 'server.lock'), 'a', 0o600);
  // A moment's patience for a process that was killed just now and is still being taken down.
  const asked = spawnSync('flock', ['-x', '-w', '0.5', '3'], { stdio: ['ignore', 'ignore', 'ignore', fd] });
  const holder = readPid(pidFile);
  const refused = asked.error ? holder !== undefined && isOtherNode(holder) : asked.status !== 0;
  if (refused) {
    closeSync(fd);
    throw new FolderInUse(dataDir, holder ? ` (process ${holder})` : '');
  }
  writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o644 });

  let held = true;
  return {
    release() {
      if (!held) return;
      held = false;
      if (readPid(pidFile) === process.pid) rmSync(pidFile, { force: true });
      closeSync(fd);
    },
  };
}

function readPid(file: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isOtherNode(pid: number): boolean {
  if (pid === process.pid) return false;
  const seen = spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' });
  return seen.status === 0 && /(^|\/)node/.test(seen.stdout.trim());
}

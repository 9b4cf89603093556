import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** How long an old server may take to end politely, then abruptly; a restart has to be ready within 5 s. */
const politeMs = 2_000;
const abruptMs = 1_000;

/**
 * Ends a PostgreSQL that a killed Rapport left behind in this folder, and removes a `postmaster.pid` that
 * names nobody or a stranger. Call it only while holding the folder's lock.
 * @returns the process id of the server it ended, if there was one
 */
export async function endLeftover(pgDir: string): Promise<number | undefined> {
  const pidFile = join(pgDir, 'postmaster.pid');
  const pid = postmasterOf(pgDir);
  if (pid !== undefined) {
    // SIGINT is "fast": it rolls back what is open and writes a checkpoint. SIGQUIT skips the checkpoint;
    // the next start then replays the log. Neither loses what was committed.
    const ended =
      (await endsAfter(pid, 'SIGINT', politeMs)) ||
      (await endsAfter(pid, 'SIGQUIT', abruptMs)) ||
      (await endsAfter(pid, 'SIGKILL', abruptMs));
    if (!ended) throw new Error(`An old PostgreSQL (process ${pid}) in ${pgDir} cannot be stopped.`);
  }
  endStragglers(pgDir);
  // PostgreSQL would take any living process with this number for itself and refuse to start.
  rmSync(pidFile, { force: true });
  return pid;
}

/**
 * Kills what a dead postmaster left behind in this folder: children that have not noticed yet keep its
 * shared memory, and a new server refuses to start beside them. Needs /proc; elsewhere they end by themselves.
 */
export function endStragglers(pgDir: string): void {
  for (const pid of postgresProcessesIn(pgDir)) signal(pid, 'SIGKILL');
}

/** The living postmaster of this very folder, by its pid file and by what the process really is. */
export function postmasterOf(pgDir: string): number | undefined {
  let pid: number;
  try {
    pid = Number.parseInt(readFileSync(join(pgDir, 'postmaster.pid'), 'utf8'), 10);
  } catch {
    return undefined;
  }
  if (!(pid > 1)) return undefined;
  return isPostgresIn(pid, pgDir) ? pid : undefined;
}

function isPostgresIn(pid: number, pgDir: string): boolean {
  if (process.platform === 'linux') {
    try {
      // Every PostgreSQL process works in its data folder.
      const here = readlinkSync(`/proc/${pid}/cwd`) === realpathSync(pgDir);
      return here && readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
    } catch {
      return false;
    }
  }
  const seen = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return seen.status === 0 && seen.stdout.includes('postgres') && seen.stdout.includes(pgDir);
}

function postgresProcessesIn(pgDir: string): number[] {
  if (process.platform !== 'linux') return [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => isPostgresIn(pid, pgDir));
}

async function endsAfter(pid: number, name: NodeJS.Signals, patienceMs: number): Promise<boolean> {
  if (!signal(pid, name)) return true;
  for (let waited = 0; waited < patienceMs; waited += 10) {
    await pause(10);
    if (!signal(pid, 0)) return true;
  }
  return false;
}

/** False if there is no such process (any more). */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

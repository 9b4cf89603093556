import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** How long an old server may take to end politely, then abruptly; a restart has to be ready within 5 s. */
const politeMs = 2_000;
const abruptMs = 1_000;

/**
 * Ends a PostgreSQL that a killed Rapport left behind in this folder. Call it only while holding the
 * folder's lock.
 * @returns the process id of the server it ended, if there was one
 */
export async function endLeftover(pgDir: string): Promise<number | undefined> {
  const pid = postmasterOf(pgDir);
  if (pid !== undefined) {
    // SIGINT is "fast": it rolls back what is open and writes a checkpoint. SIGQUIT skips the checkpoint;
    // the next start then replays the log. Neither loses what was committed.
    const ended =
      (await endsAfter(pid, pgDir, 'SIGINT', politeMs)) ||
      (await endsAfter(pid, pgDir, 'SIGQUIT', abruptMs)) ||
      (await endsAfter(pid, pgDir, 'SIGKILL', abruptMs));
    if (!ended) throw new Error(`An old PostgreSQL (process ${pid}) in ${pgDir} cannot be stopped.`);
  }
  await endStragglers(pgDir);
  return pid;
}

/**
 * Kills what a dead postmaster left behind in this folder: children that have not noticed yet keep its
 * shared memory, and a new server refuses to start beside them. Needs /proc; elsewhere they end by themselves.
 */
export async function endStragglers(pgDir: string): Promise<void> {
  for (let waited = 0; waited < abruptMs; waited += 10) {
    const left = postgresProcessesIn(pgDir);
    if (left.length === 0) return;
    for (const pid of left) signal(pid, 'SIGKILL');
    await pause(10);
  }
}

/**
 * Removes the marks of a server that is no more. PostgreSQL would take any living process with the number
 * written in them for a running server, and refuse to start.
 */
export function removeMarks(pgDir: string, socketDir: string): void {
  rmSync(join(pgDir, 'postmaster.pid'), { force: true });
  rmSync(join(socketDir, '.s.PGSQL.5432'), { force: true });
  rmSync(join(socketDir, '.s.PGSQL.5432.lock'), { force: true });
}

/** The living postmaster of this very folder, by its pid file and by what the process really is. */
function postmasterOf(pgDir: string): number | undefined {
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

async function endsAfter(
  pid: number,
  pgDir: string,
  name: NodeJS.Signals,
  patienceMs: number,
): Promise<boolean> {
  signal(pid, name);
  for (let waited = 0; waited < patienceMs; waited += 10) {
    // Not "does the process exist": where nobody collects it, its number stays taken by a zombie.
    if (!isPostgresIn(pid, pgDir)) return true;
    await pause(10);
  }
  return false;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended in the meantime, which is what was wanted.
  }
}

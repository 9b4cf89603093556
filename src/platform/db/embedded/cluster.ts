import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { runToEnd } from './run.ts';
import type { Runner } from './run-as.ts';

/** The major version of the binaries we install; it is written into every data folder. */
const VERSION = '18';

/**
 * Makes sure that `pgDir` holds a database cluster this PostgreSQL can open. A new one is made beside it
 * and renamed when complete, so a start that was cut short leaves nothing but a folder that is thrown away.
 * @returns true if it was made now
 * @throws Error if the folder was made by another major version, or is something else
 */
export async function ensureCluster(
  pgDir: string,
  runner: Runner,
  binaries: Binaries,
  durable: boolean,
): Promise<boolean> {
  const parent = dirname(pgDir);
  const draft = `${basename(pgDir)}.unfinished-`;
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith(draft))) {
    rmSync(join(parent, name), { recursive: true, force: true });
  }
  if (existsSync(pgDir)) {
    checkVersion(pgDir);
    return false;
  }
  const fresh = mkdtempSync(join(parent, draft));
  if (runner.owner) chownSync(fresh, runner.owner.uid, runner.owner.gid);
  const args = [
    ...['-D', fresh, '-U', 'rapport', '-A', 'trust', '-E', 'UTF8', '--no-instructions'],
    // Sorting and letter case by PostgreSQL's own tables: the same on every machine, whatever its locale.
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
    durable ? '--sync-method=fsync' : '--no-sync',
  ];
  await runToEnd(runner, binaries.initdb, args, binaries.env);
  renameSync(fresh, pgDir);
  return true;
}

function checkVersion(pgDir: string): void {
  const file = join(pgDir, 'PG_VERSION');
  if (!existsSync(file)) {
    throw new Error(
      `${pgDir} is not a database folder (it has no PG_VERSION). Nothing was changed. If it is empty or not ` +
        'wanted, move it away and start again; if it held your data, restore a backup.',
    );
  }
  const found = readFileSync(file, 'utf8').trim();
  if (found !== VERSION) {
    throw new Error(
      `The database in ${pgDir} was made by PostgreSQL ${found}; this Rapport brings PostgreSQL ${VERSION}. ` +
        'Nothing was changed. Take a backup with the Rapport that made it (bin/rapport backup FILE) and ' +
        'restore it with this one on an empty data folder (bin/rapport restore FILE).',
    );
  }
}

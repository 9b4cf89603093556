import { spawnSync } from 'node:child_process';
import { chownSync, lchownSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { reachableBinaries } from './reachable.ts';

/** How PostgreSQL's programs are started on this machine. */
export type Runner = {
  name: string;
  /** Owner that the database's folders must have, as seen from outside; undefined: whoever we are. */
  owner: { uid: number; gid: number } | undefined;
  wrap(file: string, args: string[]): { file: string; args: string[]; uid?: number; gid?: number };
};

const NOBODY = 65534;

const asIs: Runner = { name: 'as is', owner: undefined, wrap: (file, args) => ({ file, args }) };

/**
 * PostgreSQL refuses to run as root, and Rapport must start for root too (containers, first tries). In a
 * user namespace root is called nobody: PostgreSQL is content, and to the outside the files stay root's.
 */
const userNamespace: Runner = {
  name: 'user namespace',
  owner: { uid: 0, gid: 0 },
  wrap: (file, args) => ({
    file: 'unshare',
    args: ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--', file, ...args],
  }),
};

const otherUser = (uid: number, gid: number): Runner => ({
  name: `user ${uid}`,
  owner: { uid, gid },
  wrap: (file, args) => ({ file, args, uid, gid }),
});

/** Another user who may still pass through folders that are root's alone, such as a clone under /root. */
const otherUserWith = (uid: number, gid: number, capability: string): Runner => ({
  name: `user ${uid} with ${capability}`,
  owner: { uid, gid },
  wrap: (file, args) => ({
    file: 'setpriv',
    args: [
      ...[`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'],
      ...[`--inh-caps=+${capability}`, `--ambient-caps=+${capability}`, '--', file, ...args],
    ],
  }),
});

/** The ways open to root, best first. Containers often forbid namespaces and one capability or the other. */
export function waysForRoot(owner: { uid: number; gid: number }): Runner[] {
  const { uid, gid } = owner;
  return [
    otherUser(uid, gid),
    otherUserWith(uid, gid, 'dac_read_search'),
    otherUserWith(uid, gid, 'dac_override'),
  ];
}

/**
 * Chooses how to run PostgreSQL here by trying each way on the real binaries and the real data folder.
 * @param pgDir the database's own folder; if it exists, its owner decides
 * @returns the way, and the binaries to use with it
 * @throws Error saying what to do, if nothing works
 */
export function chooseRunner(
  dataDir: string,
  pgDir: string,
  found: Binaries,
): { runner: Runner; binaries: Binaries } {
  const me = process.getuid?.();
  if (me === undefined) return { runner: asIs, binaries: found };
  const existing = statSync(pgDir, { throwIfNoEntry: false });
  if (me !== 0) {
    if (existing && existing.uid !== me) {
      throw new Error(
        `The database in ${pgDir} belongs to user ${existing.uid}, and Rapport runs as user ${me}. Nothing ` +
          `was changed. Start it as that user, or hand the folder over: chown -R ${me} ${dataDir}`,
      );
    }
    return { runner: asIs, binaries: found };
  }
  const foreign = existing && existing.uid !== 0 ? { uid: existing.uid, gid: existing.gid } : undefined;
  const ways = foreign ? waysForRoot(foreign) : [userNamespace, ...waysForRoot(ordinaryUser())];
  const tried: string[] = [];
  for (const way of ways) {
    // In the user namespace we are still the owner of whatever is root's.
    const binaries = way === userNamespace ? found : reachableBinaries(found, way.owner);
    const problem = probe(way, dataDir, binaries);
    if (problem === undefined) {
      if (existing && way.owner) handOver(pgDir, way.owner);
      return { runner: way, binaries };
    }
    tried.push(`${way.name}: ${problem}`);
  }
  throw new Error(
    'PostgreSQL does not run as root, and no other way worked on this machine. Start Rapport as an ordinary ' +
      `user with a data folder of its own, or use DATABASE_URL. Tried: ${tried.join('; ')}`,
  );
}

/** A user named rapport if there is one, else nobody. */
function ordinaryUser(): { uid: number; gid: number } {
  try {
    const line = /^rapport:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
    if (line && Number(line[1]) > 0) return { uid: Number(line[1]), gid: Number(line[2]) };
  } catch {
    // No such file: no such user.
  }
  return { uid: NOBODY, gid: NOBODY };
}

/** Undefined if this way can run PostgreSQL and write into the data folder; else what went wrong. */
export function probe(way: Runner, dataDir: string, binaries: Binaries): string | undefined {
  const scratch = mkdtempSync(join(dataDir, 'probe-'));
  try {
    if (way.owner) chownSync(scratch, way.owner.uid, way.owner.gid);
    const script = 'cd "$1" && : > "$1/written" && exec "$2" --version';
    const { file, args, ...who } = way.wrap('/bin/sh', ['-c', script, 'sh', scratch, binaries.postgres]);
    const run = spawnSync(file, args, { ...who, cwd: '/', env: binaries.env, encoding: 'utf8' });
    if (run.status === 0) return undefined;
    return (run.error?.message ?? run.stderr.trim().split('\n').at(-1)) || `exit ${run.status}`;
  } catch (error) {
    return (error as Error).message;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Gives a whole folder to another user; links are not followed. Does nothing if it is theirs already. */
function handOver(dir: string, owner: { uid: number; gid: number }): void {
  if (statSync(dir).uid === owner.uid) return;
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    lchownSync(join(entry.parentPath, entry.name), owner.uid, owner.gid);
  }
  chownSync(dir, owner.uid, owner.gid);
}

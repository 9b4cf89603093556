import { constants, createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { BackupError } from './format.ts';

export type NewFile = { out: Writable; name(): Promise<void>; remove(): Promise<void> };

/**
 * A file under a name that says it is not finished; `name()` makes it last and gives it its own. Throws
 * BackupError if there is one of that name.
 */
export async function newFile(file: string): Promise<NewFile> {
  if (existsSync(file))
    throw new BackupError(`${file} exists already. Nothing was overwritten; choose another name.`);
  const part = `${file}.part`;
  // Readable by nobody else, because it holds everybody's mail.
  const handle = await open(part, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC, 0o600);
  await handle.chmod(0o600);
  await handle.close();
  return {
    out: createWriteStream(part, { mode: 0o600, flush: true }),
    async name() {
      await rename(part, file);
      const folder = await open(path.dirname(path.resolve(file)), 'r');
      await folder.sync().finally(() => folder.close());
    },
    remove: () => rm(part, { force: true }),
  };
}

/** Why a file could not be written, in words; undefined for what is no fault of the file's. */
export function unwritable(error: unknown, file: string): string | undefined {
  if (error instanceof BackupError) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC') return `The disk is full, so ${file} could not be written. Nothing was changed.`;
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EROFS')
    return `${file} cannot be written here (${code}).`;
  return undefined;
}

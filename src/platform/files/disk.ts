import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline, type Readable, Transform } from 'node:stream';
import type { Tx } from '../db/connect.ts';
import { refuse } from '../http/errors.ts';
import type { Files } from './files.ts';
import { createSpace } from './space.ts';

const diskFull =
  'The disk is full, so this could not be stored. Nothing stored before is lost. Free some space and try again.';
const missing = 'The bytes of this file are missing from the data folder. Restore them from a backup.';
const damaged = 'The bytes of this file were changed on disk. Restore them from a backup.';

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Where the bytes of `hash` lie below `dir`; two levels, so that no folder grows past a few thousand entries. */
export function pathOf(dir: string, hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw refuse('NOT_FOUND');
  return path.join(dir, hash.slice(0, 2), hash.slice(2, 4), hash);
}

/**
 * Files on a local disk below `dir` (absolute). A file is whole or not there: bytes go to a draft, are
 * synced, and only then get their name; the folder is synced after that, so that a power cut cannot take
 * the name back. Every read checks the bytes against their name.
 *
 * A full disk is Refusal UNAVAILABLE and leaves nothing behind. `toDisk` writes one new file safely; a test
 * hands in a disk that is full.
 */
export function diskFiles(dir: string, toDisk = writeSynced): Files {
  const madeFolders = new Set<string>();

  async function folder(name: string): Promise<void> {
    if (madeFolders.has(name)) return;
    const created = await mkdir(name, { recursive: true, mode: 0o700 });
    if (created) {
      for (let at = name; at.length >= created.length; at = path.dirname(at))
        await syncFolder(path.dirname(at));
    }
    madeFolders.add(name);
  }

  async function write(hash: string, bytes: Uint8Array): Promise<void> {
    const place = pathOf(dir, hash);
    // There already, perhaps named a moment ago by someone who has not synced the folder yet.
    if ((await sizeOf(place)) === bytes.byteLength) return syncFolder(path.dirname(place));
    const drafts = path.join(dir, 'drafts');
    const draft = path.join(drafts, randomUUID());
    try {
      await folder(drafts);
      await folder(path.dirname(place));
      await toDisk(draft, bytes);
      await rename(draft, place);
      await syncFolder(path.dirname(place));
    } catch (error) {
      await rm(draft, { force: true });
      throw spoken(error);
    }
  }

  return {
    async put(tx, bytes, now) {
      const hash = hashOf(bytes);
      await claim(tx, hash, bytes.byteLength, now);
      await write(hash, bytes);
      return hash;
    },

    async keep(bytes) {
      const hash = hashOf(bytes);
      await write(hash, bytes);
      return hash;
    },

    async read(hash) {
      const bytes = await readFile(pathOf(dir, hash)).catch((error) => {
        throw spoken(error);
      });
      if (hashOf(bytes) !== hash) throw refuse('INTERNAL', damaged);
      return bytes;
    },

    async stream(hash) {
      const source = createReadStream(pathOf(dir, hash));
      await new Promise<void>((opened, failed) => {
        source.once('open', () => opened());
        source.once('error', (error) => failed(spoken(error)));
      });
      return checked(source, hash);
    },

    has: async (hash) => (await sizeOf(pathOf(dir, hash))) !== undefined,
    remove: (hash) => rm(pathOf(dir, hash), { force: true }),
    space: createSpace(dir),
  };
}

async function writeSynced(place: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(place, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Makes sure of the row and holds it until the transaction ends, so that the sweep (sweep.ts) cannot take
 * the file away between here and the row that will refer to it. Shared, so that two mails with the same
 * logo do not wait for each other.
 */
async function claim(tx: Tx, hash: string, size: number, now: Date): Promise<void> {
  for (;;) {
    await tx
      .insertInto('files')
      .values({ hash, size: String(size), created_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const held = await tx.selectFrom('files').select('hash').where('hash', '=', hash).forKeyShare().execute();
    if (held.length > 0) return;
  }
}

/** Passes bytes on and fails at the end unless they were those of `hash`. */
function checked(source: Readable, hash: string): Readable {
  const sum = createHash('sha256');
  const check = new Transform({
    transform(chunk, _encoding, done) {
      sum.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      done(sum.digest('hex') === hash ? null : refuse('INTERNAL', damaged));
    },
  });
  // The error reaches whoever reads `check`; nothing else is to be done about it here.
  return pipeline(source, check, () => {});
}

async function sizeOf(place: string): Promise<number | undefined> {
  try {
    return (await stat(place)).size;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** A new name is on disk only once its folder is (fsync(2), "NOTES"); Windows cannot open folders and needs no such thing. */
async function syncFolder(name: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(name, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

function spoken(error: unknown): unknown {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return refuse('UNAVAILABLE', diskFull);
  if (code === 'ENOENT') return refuse('NOT_FOUND', missing);
  return error;
}

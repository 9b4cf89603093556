import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { createGunzip, createGzip } from 'node:zlib';
import { createTarDecoder, createTarPacker } from 'modern-tar';
import { BackupError } from './format.ts';

/** The one file a backup is, written and read from one end to the other without holding it in memory. */

export type ArchiveWriter = {
  /** Adds one entry; waits while the other end is slow. */
  add(name: string, bytes: Uint8Array): Promise<void>;
  /** Ends the file; resolves once all of it has been taken. */
  end(): Promise<void>;
  /** Gives up. */
  abort(reason: unknown): void;
};

/** Writes a gzipped tar into `out`, which is ended at the end. */
export function writeArchive(out: Writable, now: Date): ArchiveWriter {
  const { readable, controller } = createTarPacker();
  const done = pipeline(Readable.fromWeb(readable as ReadableStream), createGzip({ level: 3 }), out);
  // Whoever adds or ends hears of it; a failure between the two must not end the process.
  done.catch(() => {});
  return {
    async add(name, bytes) {
      const writer = controller
        .add({ name, size: bytes.length, type: 'file', mode: 0o600, mtime: now })
        .getWriter();
      await writer.write(bytes);
      await writer.close();
    },
    async end() {
      controller.finalize();
      await done;
    },
    abort: (reason) => controller.error(reason),
  };
}

export type Entry = { name: string; size: number; body: AsyncIterable<Uint8Array> };

/**
 * The entries of a gzipped tar, in order; each must be read to its end before the next is asked for.
 * Throws BackupError if it is none, or was cut off.
 */
export async function* readArchive(source: Readable): AsyncGenerator<Entry> {
  const decoder = createTarDecoder({ strict: true });
  const failed = pipeline(source, createGunzip(), Writable.fromWeb(decoder.writable as never)).then(
    () => undefined,
    (error: unknown) => error,
  );
  try {
    for await (const { header, body } of decoder.readable) {
      yield { name: header.name, size: header.size ?? 0, body: body as AsyncIterable<Uint8Array> };
    }
  } catch (error) {
    throw broken(error);
  }
  const error = await failed;
  if (error) throw broken(error);
}

const broken = (error: unknown): unknown =>
  error instanceof BackupError
    ? error
    : new BackupError(
        `This file is not a whole backup of Rapport (${error instanceof Error ? error.message : error}). Nothing was restored.`,
      );

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import pg from 'pg';
import type { Clock } from '../clock/clock.ts';
import { diskFiles } from '../files/disk.ts';
import { type ArchiveWriter, writeArchive } from './archive.ts';
import { BackupError, format, type Head, headName, keyName, type Manifest, manifestName } from './format.ts';
import { copyOut, sequencesOf, speakPlainly, summing, tablesOf } from './tables.ts';

export type BackupOptions = {
  config: pg.PoolConfig;
  dataDir: string;
  /** Where the backup goes; ended at the end. */
  out: Writable;
  /** Whether the key of the secrets is put inside, if it lies in the data folder. */
  withKey: boolean;
  clock: Clock;
};

/** A table is cut into pieces of this many bytes, because tar wants to know a size before it begins. */
const pieceBytes = 8 * 1024 * 1024;

/**
 * Writes a backup of a workspace, whether or not its server runs: every table as it was at one moment (one
 * transaction that sees nothing later), then the files those tables name. Returns what it holds.
 * Throws BackupError if there is nothing to back up.
 */
export async function backup(options: BackupOptions): Promise<{ head: Head; manifest: Manifest }> {
  const client = new pg.Client(options.config);
  await client.connect();
  const archive = writeArchive(options.out, options.clock.now());
  try {
    await speakPlainly(client);
    await client.query('begin transaction isolation level repeatable read read only');
    const key = options.withKey ? await keyOf(options.dataDir) : undefined;
    const head = await headOf(client, options.clock.now(), key !== undefined);
    await archive.add(headName, json(head));
    const tables: Manifest['tables'] = {};
    for (const table of head.tables) {
      const sum = summing();
      let number = 0;
      for await (const piece of inPieces(copyOut(client, table))) {
        sum.add(piece);
        await archive.add(`tables/${table.name}/${String(++number).padStart(5, '0')}.copy`, piece);
      }
      tables[table.name] = sum.sum();
    }
    const sequences = await sequencesOf(client);
    const files = await addFiles(client, archive, options.dataDir);
    if (key) await archive.add(keyName, key);
    const manifest: Manifest = { tables, sequences, ...files };
    await archive.add(manifestName, json(manifest));
    await archive.end();
    return { head, manifest };
  } catch (error) {
    archive.abort(error);
    throw error;
  } finally {
    await client.end();
  }
}

async function headOf(client: pg.ClientBase, now: Date, key: boolean): Promise<Head> {
  const { rows: found } = await client.query(`select to_regclass('kysely_migration') is not null as made`);
  const { rows } = found[0].made
    ? await client.query<{ name: string }>('select name from kysely_migration order by name desc limit 1')
    : { rows: [] };
  const migration = rows[0]?.name;
  if (!migration) throw new BackupError('There is no workspace here yet, so there is nothing to back up.');
  return { format, madeAt: now.toISOString(), migration, key, tables: await tablesOf(client) };
}

async function keyOf(dataDir: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path.join(dataDir, keyName));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function* inPieces(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const part of source) {
    held.push(part);
    size += part.length;
    if (size < pieceBytes) continue;
    yield Buffer.concat(held);
    [held, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(held);
}

/**
 * Adds every file the snapshot names. One that is gone or damaged does not keep the rest from being saved;
 * it is named in the manifest.
 */
async function addFiles(
  client: pg.ClientBase,
  archive: ArchiveWriter,
  dataDir: string,
): Promise<Pick<Manifest, 'files' | 'missing'>> {
  const disk = diskFiles(path.join(dataDir, 'files'));
  const files = { count: 0, bytes: 0 };
  const missing: string[] = [];
  for (let after = ''; ; ) {
    const { rows } = await client.query<{ hash: string }>(
      'select hash from files where hash > $1 order by hash limit 1000',
      [after],
    );
    for (const { hash } of rows) {
      const bytes = await disk.read(hash).catch(() => undefined);
      if (!bytes) {
        missing.push(hash);
        continue;
      }
      await archive.add(`files/${hash}`, bytes);
      files.count++;
      files.bytes += bytes.length;
    }
    const last = rows.at(-1);
    if (!last) return { files, missing };
    after = last.hash;
  }
}

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

import path from 'node:path';
import type { Writable } from 'node:stream';
import pg from 'pg';
import { type ArchiveWriter, writeArchive } from '../backup/archive.ts';
import { speakPlainly } from '../backup/tables.ts';
import type { Clock } from '../clock/clock.ts';
import { diskFiles } from '../files/disk.ts';
import { exported, leftOut } from './what.ts';

export type ExportOptions = {
  config: pg.PoolConfig;
  dataDir: string;
  /** Where it goes; ended at the end. */
  out: Writable;
  clock: Clock;
};

export type Exported = {
  /** Rows of each table. */
  rows: Record<string, number>;
  files: number;
  /** Files the database names whose bytes could not be read. */
  missing: string[];
};

/** Lines are put into pieces of about this many bytes, because tar wants to know a size before it begins. */
const pieceBytes = 8 * 1024 * 1024;
const rowsAtOnce = 500;

/**
 * Writes everything a workspace holds as one gzipped tar for other programs, as it was at one moment, while
 * Rapport runs or not: each table as JSON lines, each attachment and each mail as it came as a file. Nothing in
 * it lets anybody in (what.ts). Ends with `about.json`, which counts it all; a file without it was cut off.
 */
export async function exportAll(options: ExportOptions): Promise<Exported> {
  const client = new pg.Client(options.config);
  await client.connect();
  const archive = writeArchive(options.out, options.clock.now());
  try {
    await speakPlainly(client);
    await client.query('begin transaction isolation level repeatable read read only');
    const rows: Exported['rows'] = {};
    for (const table of await exported(client)) {
      rows[table.name] = await addLines(client, archive, table.name, table.sql);
    }
    await addOriginals(client, archive);
    const files = await addFiles(client, archive, options.dataDir);
    const done = { rows, ...files };
    const about = { madeAt: options.clock.now().toISOString(), ...done, leftOut };
    await archive.add('about.json', Buffer.from(`${JSON.stringify(about, null, 2)}\n`));
    await archive.end();
    return done;
  } catch (error) {
    archive.abort(error);
    throw error;
  } finally {
    await client.end();
  }
}

/** Rows of a query, in small portions, so that a table of any size fits. */
async function* rowsOf<Row>(client: pg.ClientBase, sql: string): AsyncGenerator<Row[]> {
  await client.query(`declare leaving no scroll cursor for ${sql}`);
  for (;;) {
    const { rows } = await client.query(`fetch ${rowsAtOnce} from leaving`);
    if (rows.length === 0) break;
    yield rows as Row[];
  }
  await client.query('close leaving');
}

async function addLines(
  client: pg.ClientBase,
  archive: ArchiveWriter,
  name: string,
  sql: string,
): Promise<number> {
  let [lines, bytes, piece, count]: [string[], number, number, number] = [[], 0, 0, 0];
  const flush = async () => {
    piece++;
    const file = `tables/${name}/${String(piece).padStart(5, '0')}.jsonl`;
    await archive.add(file, Buffer.from(lines.map((line) => `${line}\n`).join('')));
    [lines, bytes] = [[], 0];
  };
  for await (const rows of rowsOf<{ line: string }>(client, sql)) {
    for (const { line } of rows) {
      lines.push(line);
      bytes += line.length;
    }
    count += rows.length;
    if (bytes >= pieceBytes) await flush();
  }
  if (lines.length > 0) await flush();
  return count;
}

/** Mails as they came; those too large for a row are among the files. */
async function addOriginals(client: pg.ClientBase, archive: ArchiveWriter): Promise<void> {
  const sql = 'select id, bytes from raw_inbound where bytes is not null';
  for await (const rows of rowsOf<{ id: string; bytes: Buffer }>(client, sql)) {
    for (const { id, bytes } of rows) await archive.add(`originals/${id}.eml`, bytes);
  }
}

async function addFiles(
  client: pg.ClientBase,
  archive: ArchiveWriter,
  dataDir: string,
): Promise<{ files: number; missing: string[] }> {
  const disk = diskFiles(path.join(dataDir, 'files'));
  const missing: string[] = [];
  let files = 0;
  for await (const rows of rowsOf<{ hash: string }>(client, 'select hash from files order by hash')) {
    for (const { hash } of rows) {
      const bytes = await disk.read(hash).catch(() => undefined);
      if (!bytes) {
        missing.push(hash);
        continue;
      }
      await archive.add(`files/${hash}`, bytes);
      files++;
    }
  }
  return { files, missing };
}

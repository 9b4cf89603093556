import { access, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { z } from 'zod';
import type { Clock } from '../clock/clock.ts';
import { migrate } from '../db/migrate.ts';
import { diskFiles } from '../files/disk.ts';
import { loadSecrets, opensSecretsOf } from '../settings/key.ts';
import { type Entry, readArchive } from './archive.ts';
import { BackupError, Head, headName, keyName, Manifest, manifestName } from './format.ts';
import { emptyTheSchema, mustBeEmpty, setAside } from './room.ts';
import { ident, type Sum, speakPlainly, summing, sumOf, type Table } from './tables.ts';

export type RestoreOptions = {
  source: Readable;
  /** An empty database, or one in which nothing has happened yet. */
  config: pg.PoolConfig;
  dataDir: string;
  env: NodeJS.ProcessEnv;
  /** Settings written together with the data, by key: what a copy of a workspace must not do unasked. */
  settings: Record<string, unknown>;
  clock: Clock;
};

export type Restored = { madeAt: string; rows: number; tables: number; files: number; missing: string[] };

/**
 * Makes a workspace of a backup, and proves it: every table is read back and compared with what was
 * saved, byte by byte; every file is compared with its name; the key must open the secrets. All tables
 * appear in one transaction, so that a restore that fails leaves nothing to be mistaken for a workspace.
 *
 * Throws BackupError, in words, if the place is taken, the backup damaged or newer, or the key missing.
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const { config, clock } = options;
  const entries = readArchive(options.source);
  const head = await readHead(entries);
  if (!head.key && !(await hasKey(options))) {
    throw new BackupError(
      `This backup does not hold the key of the secrets. Put your secret.key into ${options.dataDir} (or set RAPPORT_KEY), then try again.`,
    );
  }
  const client = new pg.Client(config);
  await client.connect();
  let report: Restored;
  try {
    await mustBeEmpty(client, clock.now());
    await emptyTheSchema(client);
    await migrateTo(config, head.migration);
    await speakPlainly(client);
    await client.query('begin');
    report = await load(client, head, entries, options);
    await client.query('commit');
  } finally {
    await client.end();
  }
  await migrate(config);
  return report;
}

async function readHead(entries: AsyncGenerator<Entry>): Promise<Head> {
  const first = await entries.next();
  if (first.done || first.value.name !== headName) throw new BackupError('This is not a backup of Rapport.');
  return shaped(Head, await wholeOf(first.value));
}

async function migrateTo(config: pg.PoolConfig, migration: string): Promise<void> {
  await migrate(config, migration).catch((error: Error) => {
    if (!/doesn't exist|corrupted migrations/.test(error.message)) throw error;
    throw new BackupError(
      'This backup was made by a newer Rapport. Install that version, or a later one, first.',
    );
  });
}

/** Everything between begin and commit. */
async function load(
  client: pg.ClientBase,
  head: Head,
  entries: AsyncGenerator<Entry>,
  options: RestoreOptions,
): Promise<Restored> {
  const putBack = await setAside(client);
  const disk = diskFiles(path.join(options.dataDir, 'files'));
  const tables = new Map(head.tables.map((table) => [table.name, table]));
  const read: Record<string, Sum> = {};
  const files = { count: 0, bytes: 0 };
  let key: Buffer | undefined;
  let manifest: Manifest | undefined;
  let loading: Loading | undefined;
  for await (const entry of entries) {
    const [kind, name = ''] = entry.name.split('/');
    if (loading && (kind !== 'tables' || name !== loading.table.name)) {
      read[loading.table.name] = await loading.end();
      loading = undefined;
    }
    if (kind === 'tables') {
      const table = tables.get(name);
      if (!table || read[name]) throw new BackupError(`The backup holds a table out of place: ${name}.`);
      loading ??= beginLoading(client, table);
      for await (const piece of entry.body) await loading.add(piece);
    } else if (kind === 'files') {
      const bytes = await wholeOf(entry);
      if ((await disk.keep(bytes)) !== name)
        throw new BackupError(`The file ${name} is damaged in this backup.`);
      files.count++;
      files.bytes += bytes.length;
    } else if (entry.name === keyName) key = await wholeOf(entry);
    else if (entry.name === manifestName) manifest = shaped(Manifest, await wholeOf(entry));
  }
  if (!manifest) throw new BackupError('This backup was cut off: its end is missing. Nothing was restored.');
  await client.query(putBack);
  await verify(client, head.tables, read, manifest);
  if (files.count !== manifest.files.count || files.bytes !== manifest.files.bytes) {
    throw new BackupError('Files are missing from this backup. Nothing was restored.');
  }
  for (const [name, value] of Object.entries(manifest.sequences)) {
    await client.query('select setval($1::regclass, $2::bigint)', [ident(name), value]);
  }
  for (const [name, value] of Object.entries(options.settings)) {
    await client.query(
      `insert into settings (key, value, updated_at) values ($1, $2, $3)
       on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`,
      [name, JSON.stringify(value), options.clock.now()],
    );
  }
  await client.query('analyze');
  await placeKey(client, key, options);
  const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
  return {
    madeAt: head.madeAt,
    rows,
    tables: head.tables.length,
    files: files.count,
    missing: manifest.missing,
  };
}

type Loading = { table: Table; add(piece: Uint8Array): Promise<void>; end(): Promise<Sum> };

/** One COPY that stays open over all pieces of a table. */
function beginLoading(client: pg.ClientBase, table: Table): Loading {
  const into = client.query(
    copyFrom(`copy ${ident(table.name)} (${table.columns.map(ident).join(', ')}) from stdin`),
  );
  const done = finished(into);
  done.catch(() => {});
  const sum = summing();
  return {
    table,
    async add(piece) {
      sum.add(piece);
      if (!into.write(piece)) {
        await Promise.race([new Promise((resolve) => into.once('drain', resolve)), done]);
      }
    },
    async end() {
      into.end();
      await done;
      return sum.sum();
    },
  };
}

/** What was saved, what was read, and what the database now holds must be one and the same. */
async function verify(
  client: pg.ClientBase,
  tables: Table[],
  read: Record<string, Sum>,
  manifest: Manifest,
): Promise<void> {
  const nothing = summing().sum();
  for (const table of tables) {
    const saved = manifest.tables[table.name];
    const found = await sumOf(client, table);
    const same = [read[table.name] ?? nothing, found].every(
      (sum) => saved && sum.rows === saved.rows && sum.sha256 === saved.sha256,
    );
    if (!same) {
      throw new BackupError(
        `The table ${table.name} is not what was saved: ${found.rows} rows instead of ${saved?.rows ?? '?'}. Nothing was restored.`,
      );
    }
  }
}

async function hasKey({ dataDir, env }: RestoreOptions): Promise<boolean> {
  if (env.RAPPORT_KEY) return true;
  return access(path.join(dataDir, keyName)).then(
    () => true,
    () => false,
  );
}

/**
 * Proves that the key opens the secrets that came with it, and puts the backup's in place unless the
 * operator gave one by environment. A key that was here before is kept beside it.
 */
async function placeKey(
  client: pg.ClientBase,
  key: Buffer | undefined,
  options: RestoreOptions,
): Promise<void> {
  const { dataDir, env, clock } = options;
  const ours = env.RAPPORT_KEY ? undefined : key;
  const secrets = await loadSecrets(dataDir, ours ? { RAPPORT_KEY: keysIn(ours) } : env);
  const { rows } = await client.query(`select value from settings where key = 'platform.key'`);
  if (rows[0] && !opensSecretsOf(secrets, rows[0].value)) {
    throw new BackupError(
      'The key does not belong to this backup, so its passwords could not be read. Nothing was restored.',
    );
  }
  if (!ours) return;
  const file = path.join(dataDir, keyName);
  const before = `${file}.before-restore-${clock.now().toISOString().replaceAll(':', '')}`;
  await rename(file, before).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await writeFile(file, ours, { mode: 0o600, flush: true, flag: 'wx' });
}

/** A key file's keys as RAPPORT_KEY has them. */
const keysIn = (file: Buffer): string =>
  file
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .join(',');

async function wholeOf({ body }: Entry): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts);
}

function shaped<S extends z.ZodType>(shape: S, bytes: Buffer): z.output<S> {
  try {
    return shape.parse(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    const why = error instanceof z.ZodError ? error.issues[0]?.message : 'its description cannot be read';
    throw new BackupError(`This backup cannot be used: ${why}`);
  }
}

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { runMigrations } from 'graphile-worker';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import pg from 'pg';

const folder = path.resolve(import.meta.dirname, '../../../migrations');

/**
 * Brings a database to today's shape: our numbered SQL files, forward only, then the job queue's own
 * tables. The migrator holds a lock, so several processes may start at once. Each file is committed
 * whole or not at all. With `upTo`, the name of a file, it stops there and leaves the queue alone: a
 * restored backup begins in the shape it was made in.
 *
 * Throws with the file's name and the database's own words if a migration fails, or if the database was
 * made by a newer version of Rapport.
 */
export async function migrate(config: pg.PoolConfig, upTo?: string): Promise<void> {
  const pool = new pg.Pool({ ...config, max: 2 });
  // A lost connection is told to whoever uses it by the statement that fails; the event alone must not end us.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } });
    const { error, results } = await (upTo ? migrator.migrateTo(upTo) : migrator.migrateToLatest());
    if (error) {
      const failed = results?.find((result) => result.status === 'Error')?.migrationName;
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(failed ? `Migration ${failed} failed: ${reason}` : `Cannot migrate: ${reason}`);
    }
    if (!upTo) await runMigrations({ pgPool: pool });
  } finally {
    await db.destroy();
  }
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const read = names.map(async (name): Promise<[string, Migration]> => {
    const text = await readFile(path.join(folder, name), 'utf8');
    return [
      path.basename(name, '.sql'),
      {
        async up(db) {
          await sql.raw(text).execute(db);
        },
      },
    ];
  });
  return Object.fromEntries(await Promise.all(read));
}

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import pg from 'pg';
import { migrate } from '../src/platform/db/migrate.ts';
import { testServer } from './db-server.ts';

export type TestDatabase = {
  config: pg.PoolConfig;
  /** Removes the database, whoever is still connected. */
  drop(): Promise<void>;
};

/**
 * A migrated, empty database of the caller's own, on a real PostgreSQL that all tests of a run share. It is
 * copied from a template, which takes some tens of milliseconds. Call `drop()` when done (`after`).
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await testServer();
  template ??= ensureTemplate(server);
  const from = await template;
  const name = `test_${process.pid}_${Date.now().toString(36)}_${++made}`;
  // Copying waits until nobody is connected to the template, and nobody ever is for long.
  await asAdmin(server, (admin) =>
    admin.query(`create database ${name} template ${from} strategy file_copy`),
  );
  return {
    config: { ...server, database: name },
    async drop() {
      await asAdmin(server, (admin) => admin.query(`drop database if exists ${name} with (force)`));
    },
  };
}

let made = 0;
let template: Promise<string> | undefined;

/** Makes the template once for every state of the migrations, whichever process comes first. */
async function ensureTemplate(server: pg.PoolConfig): Promise<string> {
  const name = `template_${migrationsHash()}`;
  await asAdmin(server, async (admin) => {
    await admin.query('select pg_advisory_lock(1)');
    const found = await admin.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount) return;
    const draft = `${name}_draft`;
    await admin.query(`drop database if exists ${draft} with (force)`);
    await admin.query(`create database ${draft}`);
    await migrate({ ...server, database: draft });
    await admin.query(`alter database ${draft} rename to ${name}`);
  });
  return name;
}

function migrationsHash(): string {
  const root = resolve(import.meta.dirname, '..');
  const folder = resolve(root, 'migrations');
  const files = readdirSync(folder).sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(resolve(folder, file)));
  hash.update(readFileSync(resolve(root, 'src/platform/db/migrate.ts')));
  hash.update(readFileSync(resolve(root, 'package-lock.json')));
  return hash.digest('hex').slice(0, 12);
}

async function asAdmin<T>(server: pg.PoolConfig, act: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ ...server, database: 'postgres' });
  await admin.connect();
  try {
    return await act(admin);
  } finally {
    await admin.end();
  }
}

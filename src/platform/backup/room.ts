import type pg from 'pg';
import { after, second } from '../clock/clock.ts';
import { BackupError } from './format.ts';
import { ident } from './tables.ts';

/** Making room for a restore: is the place free, and what stands in the way of loading fast. */

/** Tables that have rows as soon as anything happened. */
const signsOfLife = ['events', 'audit_log', 'files'];

/**
 * Throws BackupError unless the database is empty, or was only started once: a restore never overwrites a
 * workspace, and never runs beside a server.
 */
export async function mustBeEmpty(client: pg.ClientBase, now: Date): Promise<void> {
  if (await exists(client, 'processes')) {
    const { rows } = await client.query('select 1 from processes where beat_at > $1', [
      after(now, -30 * second),
    ]);
    if (rows.length > 0) throw new BackupError('Rapport is running on this database. Stop it first.');
  }
  for (const name of signsOfLife) {
    if (!(await exists(client, name))) continue;
    const { rows } = await client.query(`select 1 from ${ident(name)} limit 1`);
    if (rows.length > 0) {
      throw new BackupError(
        'There is a workspace here already, and a restore never overwrites one. Choose an empty folder by RAPPORT_DATA, or an empty database by DATABASE_URL.',
      );
    }
  }
}

const exists = async (client: pg.ClientBase, name: string): Promise<boolean> =>
  (await client.query('select to_regclass($1) is not null as found', [ident(name)])).rows[0].found;

/** Removes what a first start left: tables of a version that may not be the backup's. */
export async function emptyTheSchema(client: pg.ClientBase): Promise<void> {
  await client.query('drop schema if exists graphile_worker cascade');
  const { rows } = await client.query<{ kind: string; name: string }>(
    `select relkind as kind, relname as name from pg_class
     where relnamespace = current_schema()::regnamespace and relkind in ('r', 'S')
     order by relkind desc`,
  );
  for (const { kind, name } of rows) {
    await client.query(`drop ${kind === 'r' ? 'table' : 'sequence'} if exists ${ident(name)} cascade`);
  }
}

/**
 * Takes away foreign keys and indexes, which would make loading slow and its order matter, and returns the
 * SQL that puts them back. Primary keys and unique constraints stay.
 */
export async function setAside(client: pg.ClientBase): Promise<string> {
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace`,
  );
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class c on c.oid = i.indexrelid
     where c.relnamespace = current_schema()::regnamespace and not i.indisprimary
       and not exists (select from pg_constraint where conindid = i.indexrelid)`,
  );
  for (const { table, name } of keys)
    await client.query(`alter table ${table} drop constraint ${ident(name)}`);
  for (const { name } of indexes) await client.query(`drop index ${ident(name)}`);
  return [
    ...indexes.map(({ definition }) => definition),
    ...keys.map(
      ({ table, name, definition }) => `alter table ${table} add constraint ${ident(name)} ${definition}`,
    ),
  ].join(';\n');
}

import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { Db } from './connect.ts';
import type { Tables } from './tables.ts';

/** Statements a connection keeps ready; more kinds than this are sent as they are. */
const mostStatements = 200;

const known = new WeakMap<Pool, Db>();

/**
 * The same database over the same pool for a path that runs the same few statements over and over: each
 * connection has them parsed once and keeps them ready. Not for statements whose text varies with their
 * input, nor for those whose best plan depends on the values.
 */
export function preparedDb(pool: Pool): Db {
  const db = known.get(pool) ?? new Kysely<Tables>({ dialect: new PostgresDialect({ pool: naming(pool) }) });
  known.set(pool, db);
  return db;
}

function naming(pool: Pool): PostgresPool {
  return {
    connect: async () => overClient(await pool.connect()),
    // The pool belongs to whoever made it.
    end: async () => {},
  } as unknown as PostgresPool;
}

const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const name = names.get(text);
  if (name || names.size >= mostStatements) return name;
  names.set(text, `rapport_${names.size}`);
  return names.get(text);
}

function overClient(client: PoolClient): object {
  return {
    query(text: string, values: unknown[]) {
      const name = values?.length > 0 ? nameOf(text) : undefined;
      return name ? client.query({ name, text, values }) : client.query(text, values);
    },
    release: (discard?: boolean) => client.release(discard),
  };
}

import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.ts';

/** The database, for reading and for starting a transaction. */
export type Db = Kysely<Tables>;
/** Inside a transaction: what every verb takes, so that all it does commits together (law 2). */
export type Tx = Transaction<Tables>;

/** The database and the pool under it, which listeners and the job queue share. */
export type Connection = { db: Db; pool: pg.Pool; close(): Promise<void> };

/**
 * Opens a pool of `max` connections. A connection that breaks while idle is dropped and reported to
 * `onLost`; the next query gets a new one.
 */
export function connect(config: pg.PoolConfig, onLost: (error: Error) => void, max = 20): Connection {
  const pool = new pg.Pool({
    max,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 60_000,
    ...config,
  });
  pool.on('error', onLost);
  // Of a connection in use the query that waits on it hears by itself; without a listener it would end us.
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}

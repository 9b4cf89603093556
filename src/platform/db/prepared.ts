import {
  AbortedTransactionError,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { answered, mayWait } from './ask.ts';
import type { Db } from './connect.ts';
import { type Answer, roundTrip, type Statement } from './round-trip.ts';
import type { Tables } from './tables.ts';

/*
 * The same database for a path that runs the same few statements over and over, where waiting for an answer
 * costs more than the statement: each connection keeps them parsed, `begin` travels with the first of them,
 * and what nobody waits for travels with the next that somebody does, or with `commit`.
 *
 * Not for statements whose text varies with their input, nor for those whose best plan depends on the values.
 */

const known = new WeakMap<Pool, Db>();

/** The prepared database over this pool. Its transactions do what all others do, in fewer round trips. */
export function preparedDb(pool: Pool): Db {
  const db =
    known.get(pool) ??
    new Kysely<Tables>({
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createDriver: () => new PreparedDriver(pool),
        createIntrospector: (over) => new PostgresIntrospector(over),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
    });
  known.set(pool, db);
  return db;
}

class PreparedDriver implements Driver {
  private readonly pool: Pool;

  constructor(pool: Pool) {
    this.pool = pool;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new PreparedConnection(await this.pool.connect());
  }

  async beginTransaction(connection: PreparedConnection): Promise<void> {
    connection.begin();
  }

  commitTransaction(connection: PreparedConnection): Promise<void> {
    return connection.commit();
  }

  rollbackTransaction(connection: PreparedConnection): Promise<void> {
    return connection.rollback();
  }

  async releaseConnection(connection: PreparedConnection): Promise<void> {
    connection.release();
  }

  /** The pool belongs to whoever made it. */
  async destroy(): Promise<void> {}
}

type Waiting = Statement & { query?: CompiledQuery };

class PreparedConnection implements DatabaseConnection {
  private readonly client: PoolClient;
  private waiting: Waiting[] = [];
  private begun = false;
  private broken = false;

  constructor(client: PoolClient) {
    this.client = client;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    this.waiting.push({ text: query.sql, values: query.parameters, query });
    if (mayWait(query)) return { rows: [] };
    const answers = await this.send();
    return toResult<R>(answers.at(-1) as Answer);
  }

  begin(): void {
    this.waiting = [{ text: 'begin', values: [] }];
    this.begun = false;
  }

  async commit(): Promise<void> {
    if (!this.begun && this.waiting.length === 1) return this.forget();
    this.waiting.push({ text: 'commit', values: [] });
    const answers = await this.send();
    // A transaction that failed before is rolled back by its commit.
    if (answers.at(-1)?.command === 'ROLLBACK') throw new AbortedTransactionError();
  }

  async rollback(): Promise<void> {
    this.forget();
    if (!this.begun) return;
    try {
      await roundTrip(this.client, [{ text: 'rollback', values: [] }]);
    } catch (error) {
      this.broken = true;
      throw error;
    }
  }

  release(): void {
    this.client.release(this.broken);
  }

  // biome-ignore lint/correctness/useYield: there is nothing to yield, only to refuse.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Prepared statements are not streamed.');
  }

  private forget(): void {
    this.waiting = [];
  }

  private async send(): Promise<Answer[]> {
    const sent = this.waiting;
    this.forget();
    this.begun = true;
    const answers = await roundTrip(this.client, sent);
    for (const [n, { query }] of sent.entries()) {
      if (query && mayWait(query)) answered(query, toResult(answers[n] as Answer));
    }
    return answers;
  }
}

function toResult<R>({ command, count, rows }: Answer): QueryResult<R> {
  const changes = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE';
  return { rows: rows as R[], ...(changes && { numAffectedRows: BigInt(count) }) };
}

import type { Db, Tx } from './connect.ts';

const attempts = 5;

/** 40001 serialization failure, 40P01 deadlock: PostgreSQL asks to run the transaction again as a whole. */
const mayRunAgain = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01');

/**
 * Runs `work` in one transaction and returns what it returns. A transaction that lost against another
 * one is run again whole, at most five times, so `work` must do nothing outside the database.
 */
export async function transact<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (!mayRunAgain(error) || attempt === attempts) throw error;
    }
  }
}

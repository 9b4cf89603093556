import { sql } from 'kysely';
import { ask, later, question } from '../db/ask.ts';
import type { Tx } from '../db/connect.ts';
import { preparedDb } from '../db/prepared.ts';
import { transact } from '../db/transact.ts';
import type { Ground } from '../ground.ts';
import { type Event, eventsAfter, latestCursor } from './read.ts';

/**
 * What a room does when others' events arrive. `handle` runs after commit, in its own transaction
 * together with the cursor, so each event is handled exactly once as far as the database is concerned;
 * what reaches outside it must go through a job.
 */
export type Reaction = {
  /** Unique and lasting: the cursor is kept under this name. */
  name: string;
  kinds: readonly string[];
  handle(tx: Tx, event: Event, ground: Ground): Promise<void>;
  /** Of events of these kinds, those to be handled: where most need nothing, one question for all of them. */
  sift?(tx: Tx, events: readonly Event[]): Promise<readonly Event[]>;
};

const batch = 200;

/**
 * Hands `reaction` the next events, at most 200, and moves its cursor; false when there was nothing new.
 * A reaction seen for the first time starts now, not at the beginning of history. Two processes take
 * turns by an advisory lock that ends with the transaction.
 */
export async function react(ground: Ground, reaction: Reaction): Promise<boolean> {
  return transact(preparedDb(ground.pool), async (tx) => {
    const [mine, cursor] = await ask(tx, turnOf(reaction.name), cursorOf(tx, reaction.name));
    if (!mine) return false;
    if (!cursor) {
      await saveCursor(tx, reaction.name, await latestCursor(tx));
      return false;
    }
    const events = await eventsAfter(tx, cursor, batch);
    const own = events.filter(({ kind }) => reaction.kinds.includes(kind));
    const wanted = own.length > 0 && reaction.sift ? await reaction.sift(tx, own) : own;
    for (const event of wanted) await reaction.handle(tx, event, ground);
    const last = events.at(-1);
    if (last) await saveCursor(tx, reaction.name, last.cursor);
    return events.length === batch;
  });
}

const turnOf = (name: string) =>
  question(
    [
      sql<{ mine: boolean }>`
        select pg_try_advisory_xact_lock(hashtextextended(${`reaction ${name}`}, 0)) as mine`,
    ],
    ([[row]]) => row?.mine ?? false,
  );

const cursorOf = (tx: Tx, name: string) =>
  question([tx.selectFrom('event_cursors').select(['xid', 'id']).where('name', '=', name)], ([[row]]) => row);

async function saveCursor(tx: Tx, name: string, cursor: { xid: string; id: string }): Promise<void> {
  await later(
    tx,
    tx
      .insertInto('event_cursors')
      .values({ name, ...cursor })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(cursor)),
  );
}

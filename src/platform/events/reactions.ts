import { sql } from 'kysely';
import type { Tx } from '../db/connect.ts';
import { transact } from '../db/transact.ts';
import type { Ground } from '../ground.ts';
import { beginning, type Event, eventsAfter, latestCursor } from './read.ts';

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
};

const batch = 200;

/**
 * Hands `reaction` the next events, at most 200, and moves its cursor; false when there was nothing new.
 * A reaction seen for the first time starts now, not at the beginning of history. Two processes take
 * turns by an advisory lock that ends with the transaction.
 */
export async function react(ground: Ground, reaction: Reaction): Promise<boolean> {
  return transact(ground.db, async (tx) => {
    const { rows } = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(hashtextextended(${`reaction ${reaction.name}`}, 0)) as mine`.execute(
      tx,
    );
    if (!rows[0]?.mine) return false;
    const cursor = await tx
      .selectFrom('event_cursors')
      .select(['xid', 'id'])
      .where('name', '=', reaction.name)
      .executeTakeFirst();
    if (!cursor) {
      await saveCursor(tx, reaction.name, await latestCursor(tx));
      return false;
    }
    const events = await eventsAfter(tx, cursor ?? beginning, batch);
    for (const event of events) {
      if (reaction.kinds.includes(event.kind)) await reaction.handle(tx, event, ground);
    }
    const last = events.at(-1);
    if (last) await saveCursor(tx, reaction.name, last.cursor);
    return events.length === batch;
  });
}

async function saveCursor(tx: Tx, name: string, cursor: { xid: string; id: string }): Promise<void> {
  await tx
    .insertInto('event_cursors')
    .values({ name, ...cursor })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(cursor))
    .execute();
}

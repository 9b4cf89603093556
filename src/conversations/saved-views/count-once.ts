import { sql } from 'kysely';
import type { Ground } from '../../platform/ground.ts';
import { Refusal } from '../../platform/http/errors.ts';
import type { Caller } from '../../staff/caller.ts';
import { visible } from '../access.ts';
import { inTime } from '../views.ts';
import type { Filter } from './filter.ts';
import type { Known } from './known.ts';
import { whereOf } from './where.ts';

export type Asked = { filter: Filter; known: Known };

/** The ids a filter means to this caller, at most `limit`, counted by the database; null if it takes too long. */
export async function countedInTime(
  ground: Pick<Ground, 'db' | 'clock'>,
  caller: Caller,
  { filter, known }: Asked,
  limit: number,
): Promise<string[] | null> {
  const where = whereOf(filter, { caller, known, now: ground.clock.now() });
  const counting = inTime(ground.db, (db) =>
    sql<{ id: string }>`select c.id from conversations c
      where ${visible(caller, 'c.inbox_id')} and ${where} limit ${sql.lit(limit)}`.execute(db),
  );
  try {
    return (await counting).rows.map(({ id }) => id);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'TOO_SLOW') return null;
    throw error;
  }
}

/** The same for everyone who sees the same conversations. */
export function scopeOf(caller: Caller): string {
  const inboxes = caller.seesAll ? 'all' : [...caller.inboxes.keys()].sort().join();
  if (caller.sight === 'all') return inboxes;
  return `${inboxes} ${caller.sight} ${caller.agentId} ${[...caller.teamIds].sort().join()}`;
}

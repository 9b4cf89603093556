import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../platform/db/connect.ts';
import { refuse } from '../platform/http/errors.ts';
import type { Caller } from '../staff/caller.ts';
import { visibleInboxes } from './access.ts';
import type { RowView } from './contract.ts';
import { type ListQuery, orders, pageOf } from './pages.ts';
import { type RowOfList, rowColumns, rowJoins, toRow } from './row-view.ts';
import { type View, views } from './types.ts';

/*
 * Lists and counts of conversations. A page is found by ids first (pages.ts); only what is on it is joined
 * with the names of things: one query a page.
 */

/** The longest a filter may take: one that names too little is refused rather than let wait. */
const longest = 5_000;

/**
 * A page of a view, in the order asked for, and the cursor of the next. Throws BAD_INPUT for a cursor not of
 * ours, TOO_SLOW for a filter that would have to look at too much.
 */
export async function listConversations(
  db: Db,
  caller: Caller,
  query: ListQuery,
): Promise<{ items: RowView[]; next: string | null }> {
  const order = orders[query.sort ?? 'newest'];
  const page = sql<RowOfList>`
    with page as materialized (${pageOf(caller, query, query.limit + 1)})
    select ${rowColumns}
    from page join conversations c on c.id = page.id ${rowJoins}
    order by page.k1 ${order.way}, page.k2 ${order.way}, c.id ${order.way}`;
  const { rows } = query.filter ? await inTime(db, (tx) => page.execute(tx)) : await page.execute(db);
  const items = rows.slice(0, query.limit).map(toRow);
  const last = items.at(-1);
  return { items, next: rows.length > query.limit && last ? order.cursor(last) : null };
}

/** Runs a query somebody put together themselves, for no longer than it may take. Throws TOO_SLOW. */
export async function inTime<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
  try {
    return await db.transaction().execute(async (tx) => {
      await sql`set local statement_timeout = ${sql.lit(longest)}`.execute(tx);
      return work(tx);
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '57014') throw refuse('TOO_SLOW');
    throw error;
  }
}

/** What a count says when there are more: exact to 1,000, and 1,001 for "more than 1,000". */
export const countsUpTo = 1_001;

const conditions: Record<Exclude<View, 'mine'>, RawBuilder<unknown>> = {
  open: sql`c.shelf = 'open'`,
  unassigned: sql`c.shelf = 'open' and c.assignee_id is null`,
  waiting: sql`c.shelf = 'waiting'`,
  snoozed: sql`c.shelf = 'snoozed'`,
  solved: sql`c.shelf = 'solved'`,
  spam: sql`c.shelf = 'spam'`,
  bin: sql`c.shelf = 'bin'`,
  all: sql`c.place = 'inbox'`,
};

/** How many each view holds, exact up to 1,000; 1,001 means more. One query. */
export async function countConversations(db: Db, caller: Caller): Promise<Record<View, number>> {
  const most = sql.lit(countsUpTo);
  const counts = views.map((view) => {
    const rows =
      view === 'mine' || caller.sight !== 'all'
        ? pageOf(caller, { view, limit: countsUpTo }, countsUpTo)
        : sql`select 1 from (${visibleInboxes(caller)}) as i cross join lateral (
            select 1 from conversations c where c.inbox_id = i.id and ${conditions[view]} limit ${most}
          ) found limit ${most}`;
    return sql`(select count(*)::int from (${rows}) counted) as ${sql.ref(view)}`;
  });
  const { rows } = await sql<Record<View, number>>`select ${sql.join(counts)}`.execute(db);
  return rows[0] as Record<View, number>;
}

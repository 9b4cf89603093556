import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../platform/db/connect.ts';
import { refuse } from '../platform/http/errors.ts';
import type { Caller } from '../staff/caller.ts';
import { visible, visibleInboxes } from './access.ts';
import type { RowView } from './contract.ts';
import { type RowOfList, rowColumns, rowJoins, toRow } from './row-view.ts';
import { type View, views } from './types.ts';

/*
 * Lists and counts of conversations. A page is found by ids first, each kind of list along an index of its
 * own (0004_conversations.sql), newest first:
 *
 *   a view        for each inbox the caller sees, the newest of that shelf; then the newest of those
 *   mine          along the caller's own
 *   of a team     for each shelf of the view, along the team's
 *   of a customer along the customer's
 *
 * so that as much is read at a million conversations as at a thousand. Only what is on the page is joined
 * with the names of things: one query a page.
 */

export type ListQuery = {
  view: View;
  inboxId?: string | undefined;
  teamId?: string | undefined;
  customerId?: string | undefined;
  limit: number;
  cursor?: string | undefined;
};

/** What a count says when there are more. */
const countsUpTo = 1_000;

const conditions: Record<View, RawBuilder<unknown>> = {
  open: sql`c.shelf = 'open'`,
  mine: sql`c.shelf = 'open'`,
  unassigned: sql`c.shelf = 'open' and c.assignee_id is null`,
  waiting: sql`c.shelf = 'waiting'`,
  snoozed: sql`c.shelf = 'snoozed'`,
  solved: sql`c.shelf = 'solved'`,
  spam: sql`c.shelf = 'spam'`,
  bin: sql`c.shelf = 'bin'`,
  all: sql`c.place = 'inbox'`,
};

const shelves = (view: View): string[] =>
  view === 'all'
    ? ['open', 'waiting', 'snoozed', 'solved']
    : [view === 'mine' || view === 'unassigned' ? 'open' : view];

/** A page of a view, newest first, and the cursor of the next. Throws BAD_INPUT for a cursor not of ours. */
export async function listConversations(
  db: Db,
  caller: Caller,
  query: ListQuery,
): Promise<{ items: RowView[]; next: string | null }> {
  const page = pageOf(caller, query, query.limit + 1);
  const { rows } = await sql<RowOfList>`
    with page as materialized (${page})
    select ${rowColumns}
    from page join conversations c on c.id = page.id ${rowJoins}
    order by c.last_message_at desc, c.id desc`.execute(db);
  const items = rows.slice(0, query.limit).map(toRow);
  const last = items.at(-1);
  return { items, next: rows.length > query.limit && last ? writeCursor(last) : null };
}

/** The ids of a page, at most `limit`, by whichever index serves the question. */
export function pageOf(caller: Caller, query: ListQuery, limit: number): RawBuilder<unknown> {
  const { view, inboxId, teamId, customerId } = query;
  const mine = view === 'mine' ? sql`and c.assignee_id = ${caller.agentId}` : sql``;
  const unassigned = view === 'unassigned' ? sql`and c.assignee_id is null` : sql``;
  const inInbox = inboxId ? sql`and c.inbox_id = ${inboxId}` : sql``;
  const older = olderThan(query.cursor);
  const newest = sql`order by c.last_message_at desc, c.id desc limit ${sql.lit(limit)}`;
  const scope = visible(caller, 'c.inbox_id');
  if (customerId) {
    const ofTeam = teamId ? sql`and c.team_id = ${teamId}` : sql``;
    return sql`select c.id from conversations c
      where c.customer_id = ${customerId} and ${conditions[view]} and ${scope} ${mine} ${inInbox} ${ofTeam} ${older} ${newest}`;
  }
  if (teamId) {
    return sql`select p.id from unnest(${shelves(view)}::text[]) as s(shelf)
      cross join lateral (
        select c.id, c.last_message_at from conversations c
        where c.team_id = ${teamId} and c.shelf = s.shelf and ${scope} ${mine} ${unassigned} ${inInbox} ${older} ${newest}
      ) p order by p.last_message_at desc, p.id desc limit ${sql.lit(limit)}`;
  }
  if (view === 'mine') {
    return sql`select c.id from conversations c
      where ${conditions.mine} ${mine} and ${scope} ${inInbox} ${older} ${newest}`;
  }
  return sql`select p.id from (${visibleInboxes(caller, inboxId)}) as i
    cross join lateral (
      select c.id, c.last_message_at from conversations c
      where c.inbox_id = i.id and ${conditions[view]} ${older} ${newest}
    ) p order by p.last_message_at desc, p.id desc limit ${sql.lit(limit)}`;
}

/** How many each view holds, exact up to 1,000, which then means "1,000 or more". One query. */
export async function countConversations(db: Db, caller: Caller): Promise<Record<View, number>> {
  const most = sql.lit(countsUpTo);
  const counts = views.map((view) => {
    const rows =
      view === 'mine'
        ? sql`select 1 from conversations c where ${conditions.mine} and c.assignee_id = ${caller.agentId}
            and ${visible(caller, 'c.inbox_id')} limit ${most}`
        : sql`select 1 from (${visibleInboxes(caller)}) as i cross join lateral (
            select 1 from conversations c where c.inbox_id = i.id and ${conditions[view]} limit ${most}
          ) found limit ${most}`;
    return sql`(select count(*)::int from (${rows}) counted) as ${sql.ref(view)}`;
  });
  const { rows } = await sql<Record<View, number>>`select ${sql.join(counts)}`.execute(db);
  return rows[0] as Record<View, number>;
}

const writeCursor = ({ lastMessageAt, id }: { lastMessageAt: Date; id: string }): string =>
  `${lastMessageAt.getTime()}.${id}`;

function olderThan(cursor: string | undefined): RawBuilder<unknown> {
  if (cursor === undefined) return sql``;
  const found = /^(-?\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor);
  if (!found) throw refuse('BAD_INPUT', 'This cursor is not one of ours. Begin again without it.');
  return sql`and (c.last_message_at, c.id) < (${new Date(Number(found[1]))}, ${found[2]}::uuid)`;
}

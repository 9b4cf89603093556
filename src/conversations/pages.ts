import { type RawBuilder, sql } from 'kysely';
import { refuse } from '../platform/http/errors.ts';
import type { Caller } from '../staff/caller.ts';
import { visible, visibleInboxes } from './access.ts';
import type { Condition, Filter, Group, Sort } from './saved-views/filter.ts';
import { isGroup } from './saved-views/filter.ts';
import type { Known } from './saved-views/known.ts';
import { whereOf } from './saved-views/where.ts';
import type { View } from './types.ts';

/*
 * A page of conversations by ids, each kind of list along an index of its own, in the order asked for:
 *
 *   a view           for each inbox the caller sees, the first of that list; then the first of those
 *   mine, of a team  along the assignee's or the team's own
 *   of a customer    along the customer's
 *   followed         along what the caller follows
 *   of some ids      those alone
 *   little seen      an agent who sees their teams' or their own: along those, and where they take part
 *
 * so that as much is read at a million conversations as at a thousand. A filter is asked along the way; where
 * it names something rare (a tag, a company, words) the database chooses the way itself.
 */

export type ListQuery = {
  view: View;
  inboxId?: string | undefined;
  teamId?: string | undefined;
  customerId?: string | undefined;
  /** Only what the caller follows. */
  followed?: boolean | undefined;
  /** Only those of these that belong to the list. */
  ids?: readonly string[] | undefined;
  /** Looked up and without problems (known.ts). */
  filter?: { filter: Filter; known: Known; now: Date } | undefined;
  sort?: Sort | undefined;
  limit: number;
  cursor?: string | undefined;
};

const listsOf: Record<View, readonly string[] | null> = {
  open: ['open'],
  mine: ['open'],
  unassigned: ['open'],
  waiting: ['waiting'],
  snoozed: ['snoozed'],
  solved: ['solved'],
  spam: ['spam'],
  bin: ['bin'],
  all: null,
};

/** What was merged, and what stands beside another, is in no list, whatever it is asked by. */
const inSomeList = sql`c.place in ('inbox', 'spam', 'bin')`;

/** One way to conversations `c`: rows of an `id` each, and what ties `c` to it. */
type Way = { rows: RawBuilder<unknown>; tie: RawBuilder<unknown> };

/** The ids of a page, at most `limit`, by whichever index serves the question; `k1`, `k2` are its order. */
export function pageOf(caller: Caller, query: ListQuery, limit: number): RawBuilder<unknown> {
  const { view, inboxId, teamId, customerId } = query;
  const order = orders[query.sort ?? 'newest'];
  const top = query.filter ? conjuncts(query.filter.filter) : [];
  const rest = [
    visible(caller, 'c.inbox_id'),
    ...(view === 'mine' ? [sql`c.assignee_id = ${caller.agentId}`] : []),
    ...(view === 'unassigned' ? [sql`c.assignee_id is null`] : []),
    ...(query.followed ? [followedBy(caller)] : []),
    ...(inboxId ? [sql`c.inbox_id = ${inboxId}`] : []),
    ...(teamId ? [sql`c.team_id = ${teamId}`] : []),
    ...(customerId ? [sql`c.customer_id = ${customerId}`] : []),
    ...(query.filter ? [whereOf(query.filter.filter, { caller, ...query.filter }, view !== 'all')] : []),
    ...(query.cursor === undefined ? [] : [order.beyond(query.cursor)]),
  ];
  const lists = listsOf[view] ?? listsNamed(top);
  const inLists = lists
    ? lists.map((list) => sql`c.shelf = ${sql.lit(list)}`)
    : [query.filter && view === 'all' ? inSomeList : sql`c.place = 'inbox'`];
  const ways = waysOf(caller, query, top);
  if (!ways) {
    return sql`select c.id, ${order.keys} from conversations c
      where (${sql.join(inLists, sql` or `)}) and ${sql.join(rest, sql` and `)}
      order by k1 ${order.way}, k2 ${order.way}, c.id ${order.way} limit ${sql.lit(limit)}`;
  }
  const parts = ways.flatMap(({ rows, tie }) =>
    inLists.map(
      (inList) => sql`select p.* from (${rows}) d cross join lateral (
        select c.id, ${order.keys} from conversations c
        where ${tie} and ${inList} and ${sql.join(rest, sql` and `)}
        ${order.by} limit ${sql.lit(limit)}) p`,
    ),
  );
  // Ways may meet in the same conversation.
  const all = sql.join(parts, ways.length > 1 ? sql` union ` : sql` union all `);
  return sql`select p.id, p.k1, p.k2 from (${all}) p
    order by p.k1 ${order.way}, p.k2 ${order.way}, p.id ${order.way} limit ${sql.lit(limit)}`;
}

/** The ways that lead to all that is asked for; null leaves it to the database. */
function waysOf(caller: Caller, query: ListQuery, top: readonly Condition[]): Way[] | null {
  const named = (field: Condition['field']) =>
    top.find((one) => one.field === field && 'values' in one && one.is === 'any') as
      | { values: string[] }
      | undefined;
  const along = (column: string, ids: readonly string[]): Way[] => [
    { rows: sql`select unnest(${[...ids]}::uuid[]) as id`, tie: sql`${sql.ref(`c.${column}`)} = d.id` },
  ];
  if (query.ids) return along('id', [...new Set(query.ids)]);
  if (query.customerId) return along('customer_id', [query.customerId]);
  if (named('customer')) return along('customer_id', named('customer')?.values ?? []);
  if (top.some((one) => rare.has(one.field))) return null;
  if (query.followed) {
    const rows = sql`select conversation_id as id from followers where agent_id = ${caller.agentId} and following`;
    return [{ rows, tie: sql`c.id = d.id` }];
  }
  if (query.view === 'mine') return along('assignee_id', [caller.agentId]);
  const assignees = named('assignee')?.values;
  if (assignees && !assignees.includes('nobody')) {
    return along(
      'assignee_id',
      assignees.map((id) => (id === 'me' ? caller.agentId : id)),
    );
  }
  if (query.teamId) return along('team_id', [query.teamId]);
  const teams = named('team')?.values;
  if (teams && !teams.includes('nobody')) {
    return along(
      'team_id',
      teams.flatMap((id) => (id === 'mine' ? caller.teamIds : [id])),
    );
  }
  if (caller.sight !== 'all') {
    const taken = sql`select conversation_id as id from involvements where agent_id = ${caller.agentId}`;
    return [
      ...along('assignee_id', [caller.agentId]),
      ...(caller.sight === 'teams' ? along('team_id', caller.teamIds) : []),
      { rows: taken, tie: sql`c.id = d.id` },
    ];
  }
  return [{ rows: visibleInboxes(caller, query.inboxId), tie: sql`c.inbox_id = d.id` }];
}

const followedBy = (caller: Caller) => sql`exists (select from followers f
  where f.conversation_id = c.id and f.agent_id = ${caller.agentId} and f.following)`;

/** Conditions that hold for few, with an index of their own. */
const rare = new Set<Condition['field']>(['tag', 'company', 'words', 'from']);

const conjuncts = ({ match, conditions }: Filter): Condition[] =>
  match === 'any' ? [] : ((conditions as Group['conditions']).filter((one) => !isGroup(one)) as Condition[]);

/** The lists a filter asks for; null if it names none, or leaves some out. */
function listsNamed(top: readonly Condition[]): readonly string[] | null {
  for (const one of top) if (one.field === 'list' && one.is === 'any') return [...new Set(one.values)];
  return null;
}

type Order = {
  way: RawBuilder<unknown>;
  /** What it is ordered by before the id, as k1 and k2. */
  keys: RawBuilder<unknown>;
  /** The same as the index has it. */
  by: RawBuilder<unknown>;
  /** What lies behind a cursor. Throws BAD_INPUT for one that is not ours. */
  beyond(cursor: string): RawBuilder<unknown>;
  /** The cursor of a row. */
  cursor(row: Ordered): string;
};
type Ordered = {
  id: string;
  lastMessageAt: Date;
  waitingSince: Date | null;
  dueAt: Date | null;
  priority: number;
};

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

function parts(cursor: string, shape: string): string[] {
  const found = new RegExp(`^${shape}\\.(${uuid})$`).exec(cursor);
  if (!found) throw refuse('BAD_INPUT', 'This cursor is not one of ours. Begin again without it.');
  return found.slice(1);
}
const instant = (ms: string | undefined): Date => new Date(Number(ms));

/** What has no such time comes last: it is in no hurry. */
function byTime(
  letter: string,
  column: 'due_at' | 'waiting_since',
  of: (row: Ordered) => Date | null,
): Order {
  const key = sql`coalesce(${sql.ref(`c.${column}`)}, 'infinity'::timestamptz)`;
  return {
    way: sql`asc`,
    keys: sql`${key} as k1, 0 as k2`,
    by: sql`order by ${key}, c.id`,
    beyond(cursor) {
      const [ms, id] = parts(cursor, `${letter}\\.(-?\\d{1,15}|never)`);
      const from = ms === 'never' ? sql`'infinity'::timestamptz` : sql`${instant(ms)}::timestamptz`;
      return sql`(${key}, c.id) > (${from}, ${id}::uuid)`;
    },
    cursor: (row) => `${letter}.${of(row)?.getTime() ?? 'never'}.${row.id}`,
  };
}

export const orders: Record<Sort, Order> = {
  newest: {
    way: sql`desc`,
    keys: sql`c.last_message_at as k1, 0 as k2`,
    by: sql`order by c.last_message_at desc, c.id desc`,
    beyond(cursor) {
      const [ms, id] = parts(cursor, '(-?\\d{1,15})');
      return sql`(c.last_message_at, c.id) < (${instant(ms)}, ${id}::uuid)`;
    },
    cursor: ({ lastMessageAt, id }) => `${lastMessageAt.getTime()}.${id}`,
  },
  oldest: {
    way: sql`asc`,
    keys: sql`c.last_message_at as k1, 0 as k2`,
    by: sql`order by c.last_message_at, c.id`,
    beyond(cursor) {
      const [ms, id] = parts(cursor, 'o\\.(-?\\d{1,15})');
      return sql`(c.last_message_at, c.id) > (${instant(ms)}, ${id}::uuid)`;
    },
    cursor: ({ lastMessageAt, id }) => `o.${lastMessageAt.getTime()}.${id}`,
  },
  due: byTime('d', 'due_at', ({ dueAt }) => dueAt),
  waiting: byTime('w', 'waiting_since', ({ waitingSince }) => waitingSince),
  priority: {
    way: sql`desc`,
    keys: sql`c.priority as k1, c.last_message_at as k2`,
    by: sql`order by c.priority desc, c.last_message_at desc, c.id desc`,
    beyond(cursor) {
      const [priority, ms, id] = parts(cursor, 'p\\.([0-3])\\.(-?\\d{1,15})');
      return sql`(c.priority, c.last_message_at, c.id) < (${priority}::smallint, ${instant(ms)}, ${id}::uuid)`;
    },
    cursor: ({ priority, lastMessageAt, id }) => `p.${priority}.${lastMessageAt.getTime()}.${id}`,
  },
};

import { sql } from 'kysely';
import type { Db } from '../../platform/db/connect.ts';
import { refuse } from '../../platform/http/errors.ts';
import type { Caller } from '../../staff/caller.ts';
import { mayWord } from '../access.ts';
import type { SavedView } from './contract.ts';
import { conditionsOf, type Filter, type Group, type Problem, readFilter } from './filter.ts';
import { type Known, known, problemsOf } from './known.ts';
import type {} from './tables.ts';

/** Views, for the navigation, their settings, and whatever evaluates them. */

type Row = {
  id: string;
  name: string;
  scope: SavedView['scope'];
  team_id: string | null;
  team_name: string | null;
  agent_id: string | null;
  agent_name: string | null;
  filter: unknown;
  sort: SavedView['sort'];
  version: number;
  updated_at: Date;
  place: number | null;
  hidden: boolean;
};

/** More views than these nobody finds their way in. */
export const mostViews = 200;

/** Who sees a view: its owner, its team and those who keep shared views, or everyone. */
const shownTo = (caller: Caller) => sql<boolean>`(v.scope = 'everyone'
  or (v.scope = 'personal' and v.agent_id = ${caller.agentId})
  or (v.scope = 'team' and (v.team_id = any(${[...caller.teamIds]}::uuid[])
    or ${mayWord(caller, 'view.share')})))`;

async function rowsOf(db: Db, caller: Caller, id?: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select v.id, v.name, v.scope, v.team_id, t.name as team_name, v.agent_id, a.name as agent_name,
      v.filter, v.sort, v.version, v.updated_at,
      array_position(o.view_ids, v.id) as place,
      coalesce(v.id = any(o.hidden_ids), false) as hidden
    from saved_views v
    left join teams t on t.id = v.team_id
    left join agents a on a.id = v.agent_id
    left join view_orders o on o.agent_id = ${caller.agentId}
    where ${shownTo(caller)} ${id === undefined ? sql`` : sql`and v.id = ${id}`}
    order by place nulls last, case v.scope when 'personal' then 0 when 'team' then 1 else 2 end,
      lower(v.name), v.id
    limit ${sql.lit(mostViews)}`.execute(db);
  return rows;
}

/** A view with its filter read and looked up, ready to be evaluated if it has no problems. */
export type ReadView = { view: SavedView; filter: Filter | null; found: Known };

/** All views this person sees, in their order; shared ones of other teams only for who keeps them. */
export async function readViews(db: Db, caller: Caller, id?: string): Promise<ReadView[]> {
  const rows = await rowsOf(db, caller, id);
  const read = rows.map((row) => readFilter(row.filter));
  const found = await known(
    db,
    read.flatMap((one) => ('filter' in one ? [one.filter] : [])),
  );
  return rows.map((row, n) => {
    const one = read[n] as (typeof read)[number];
    const filter = 'filter' in one ? one.filter : null;
    const problems = 'filter' in one ? problemsOf(one.filter, found) : one.problems;
    return { view: viewOf(row, caller, filter, problems, found), filter, found };
  });
}

/** One view, whether or not it can be evaluated. Throws NOT_FOUND. */
export async function readView(db: Db, caller: Caller, id: string): Promise<ReadView> {
  const [view] = await readViews(db, caller, id);
  if (!view) throw refuse('NOT_FOUND');
  return view;
}

/** A filter that can be evaluated. Throws BROKEN_FILTER, saying which condition, for any other. */
export async function usable(db: Db, given: unknown): Promise<Filter> {
  const read = readFilter(given);
  if (!('filter' in read)) throw broken(read.problems);
  const problems = problemsOf(read.filter, await known(db, [read.filter]));
  if (problems.length > 0) throw broken(problems);
  return read.filter;
}

/** BROKEN_FILTER in plain words. */
export const broken = (problems: readonly Problem[]) =>
  refuse(
    'BROKEN_FILTER',
    `This filter cannot be evaluated, so nothing is shown. ${problems.map(({ sentence }) => sentence).join(' ')}`,
    { problems },
  );

/** Whether this person may change the view: their own, or with the right to keep shared ones. */
export const mayChange = (
  caller: Caller,
  view: { scope: SavedView['scope']; agent_id: string | null },
): boolean => (view.scope === 'personal' ? view.agent_id === caller.agentId : mayWord(caller, 'view.share'));

function viewOf(
  row: Row,
  caller: Caller,
  filter: Filter | null,
  problems: Problem[],
  found: Known,
): SavedView {
  // What an inbox is called is for whoever sees it, also where a shared view names it.
  const ids = filter
    ? [...conditionsOf(filter as Group)].flatMap(([one]) => {
        const values = 'values' in one ? one.values.map(String) : [];
        return one.field === 'inbox' && !caller.seesAll
          ? values.filter((id) => caller.inboxes.has(id))
          : values;
      })
    : [];
  const names = ids.flatMap((id) => {
    const name = found.names.get(id);
    return name === undefined ? [] : [[id, name] as const];
  });
  return {
    id: row.id,
    name: row.name,
    scope: row.scope,
    team: row.team_id ? { id: row.team_id, name: row.team_name ?? '' } : null,
    by: row.agent_id ? { id: row.agent_id, name: row.agent_name ?? '' } : null,
    filter,
    sort: row.sort,
    problems,
    names: Object.fromEntries(names),
    hidden: row.hidden,
    may: { change: mayChange(caller, row) },
    version: row.version,
    updatedAt: row.updated_at,
  };
}

import { sql } from 'kysely';
import type { Tx } from '../../platform/db/connect.ts';
import { audit } from '../../platform/events/audit.ts';
import { type By, record } from '../../platform/events/record.ts';
import { refuse } from '../../platform/http/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { SavedView } from './contract.ts';
import type { Filter, Sort } from './filter.ts';
import type {} from './tables.ts';
import { mostViews } from './views.ts';

type Scope = SavedView['scope'];
type NewView = {
  id?: string | undefined;
  name: string;
  scope: Scope;
  teamId?: string | null | undefined;
  filter: Filter;
  sort: Sort;
};

/** Each person keeps at most so many of their own, and all share as many. */
const most = mostViews / 2;

/** Adds a view; the same id twice is one view. Throws TOO_LARGE beyond 100 of a kind. Event `view.changed`. */
export async function addView(tx: Tx, by: By & { id: string }, input: NewView, now: Date): Promise<string> {
  const id = input.id ?? newId();
  const whose = await placeOf(tx, input.scope, input.teamId);
  await mustHaveRoom(tx, by.id, input.scope);
  const added = await tx
    .insertInto('saved_views')
    .values({
      id,
      name: input.name,
      ...whose,
      agent_id: by.id,
      filter: JSON.stringify(input.filter),
      sort: input.sort,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added) await note(tx, by, 'view.add', id, whose.scope, now);
  return id;
}

/** Changes what is given. The view is locked by whoever checked that it may be changed. */
export async function changeView(
  tx: Tx,
  by: By & { id: string },
  row: { id: string; scope: Scope; team_id: string | null; agent_id: string | null },
  input: Partial<NewView>,
  now: Date,
): Promise<void> {
  const scope = input.scope ?? row.scope;
  const whose = await placeOf(tx, scope, input.teamId === undefined ? row.team_id : input.teamId);
  if (scope !== row.scope) await mustHaveRoom(tx, by.id, scope);
  await tx
    .updateTable('saved_views')
    .set({
      ...(input.name !== undefined && { name: input.name }),
      ...(input.filter !== undefined && { filter: JSON.stringify(input.filter) }),
      ...(input.sort !== undefined && { sort: input.sort }),
      ...whose,
      // Taken back for oneself, it is one's own.
      ...(scope === 'personal' && { agent_id: by.id }),
      version: sql<number>`version + 1`,
      updated_at: now,
    })
    .where('id', '=', row.id)
    .execute();
  await note(tx, by, 'view.change', row.id, scope === 'personal' ? row.scope : scope, now);
}

/** Removes a view; the conversations in it stay where they are. */
export async function removeView(
  tx: Tx,
  by: By,
  row: { id: string; scope: Scope },
  now: Date,
): Promise<void> {
  await tx.deleteFrom('saved_views').where('id', '=', row.id).execute();
  await note(tx, by, 'view.remove', row.id, row.scope, now);
}

/** One's own order of views. Ids of views that are gone, or not one's to see, do no harm there. */
export async function orderViews(
  tx: Tx,
  agentId: string,
  { ids, hidden }: { ids: string[]; hidden: string[] },
): Promise<void> {
  await tx
    .insertInto('view_orders')
    .values({ agent_id: agentId, view_ids: [...new Set(ids)], hidden_ids: [...new Set(hidden)] })
    .onConflict((conflict) =>
      conflict
        .column('agent_id')
        .doUpdateSet({ view_ids: [...new Set(ids)], hidden_ids: [...new Set(hidden)] }),
    )
    .execute();
}

async function placeOf(
  tx: Tx,
  scope: Scope,
  teamId: string | null | undefined,
): Promise<{ scope: Scope; team_id: string | null }> {
  if (scope !== 'team') return { scope, team_id: null };
  const team =
    teamId && (await tx.selectFrom('teams').select('id').where('id', '=', teamId).executeTakeFirst());
  if (!team) throw refuse('BAD_INPUT', 'Choose the team this view is for. Nothing was saved.');
  return { scope, team_id: team.id };
}

async function mustHaveRoom(tx: Tx, agentId: string, scope: Scope): Promise<void> {
  const { count } = await tx
    .selectFrom('saved_views')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('scope', scope === 'personal' ? '=' : '<>', 'personal')
    .$if(scope === 'personal', (query) => query.where('agent_id', '=', agentId))
    .executeTakeFirstOrThrow();
  if (Number(count) >= most)
    throw refuse('TOO_LARGE', `There are ${most} views already. Remove one nobody uses; nothing was saved.`);
}

/** Shared views concern everyone, so who changed them is kept. */
async function note(tx: Tx, by: By, action: string, id: string, scope: Scope, now: Date): Promise<void> {
  await record(tx, { kind: 'view.changed', by, at: now, data: { viewId: id } });
  if (scope !== 'personal') await audit(tx, by, action, 'view', id, { scope }, now);
}

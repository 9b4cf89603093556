import type { Ground } from '../../platform/ground.ts';
import { refuse } from '../../platform/http/errors.ts';
import type { Caller } from '../../staff/caller.ts';
import type { RowView } from '../contract.ts';
import type { ListQuery } from '../pages.ts';
import { listConversations } from '../views.ts';
import type { Filter, Group, Sort } from './filter.ts';
import { known } from './known.ts';
import { broken, readView, usable } from './views.ts';

type Query = Omit<ListQuery, 'view' | 'filter'> & {
  view?: ListQuery['view'] | undefined;
  viewId?: string | undefined;
  /** As JSON, from outside. */
  filter?: string | undefined;
};

/**
 * A page of conversations by a built-in view, a kept one, a filter as JSON, or several of these together.
 * Throws BROKEN_FILTER saying which condition cannot be evaluated, and shows nothing then; NOT_FOUND for a
 * view the caller does not see.
 */
export async function listFiltered(
  ground: Ground,
  caller: Caller,
  { viewId, filter, ...query }: Query,
): Promise<{ items: RowView[]; next: string | null }> {
  const { db, clock } = ground;
  const now = clock.now();
  const filters: Filter[] = [];
  let sort: Sort | undefined;
  if (viewId) {
    const kept = await readView(db, caller, viewId);
    if (!kept.filter || kept.view.problems.length > 0) throw broken(kept.view.problems);
    filters.push(kept.filter);
    sort = kept.view.sort;
  }
  if (filter !== undefined) filters.push(await usable(db, parse(filter)));
  const view = query.view ?? (filters.length > 0 ? 'all' : 'open');
  const asked = together(filters);
  return listConversations(db, caller, {
    ...query,
    view,
    sort: query.sort ?? sort,
    filter: asked && { filter: asked, known: await known(db, [asked]), now },
  });
}

/** All of them hold; each was read by itself, so together they may stand deeper than one may. */
function together(filters: readonly Filter[]): Filter | undefined {
  if (filters.length < 2) return filters[0];
  const conditions = filters.flatMap((one): Group['conditions'] =>
    one.match === 'all' ? (one.conditions as Group['conditions']) : [one as Group],
  );
  return { match: 'all', conditions } as Filter;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw refuse('BAD_INPUT', 'The filter is not JSON. Nothing is shown.');
  }
}

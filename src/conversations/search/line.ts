import type { Db } from '../../platform/db/connect.ts';
import type { Caller } from '../../staff/caller.ts';
import type { SearchView } from '../contract.ts';
import type { Filter, Group } from '../saved-views/filter.ts';
import { known, namesPlace } from '../saved-views/known.ts';
import { whereOf } from '../saved-views/where.ts';
import { inTime, listConversations } from '../views.ts';
import { plainSnippet } from './highlight.ts';
import { asFilter, readLine } from './operators.ts';
import { type SearchQuery, search } from './search.ts';

const none = { items: [], customers: [], corrected: null, next: null };

/**
 * A page of what a whole line asks for, operators and words together. With an operator that means nothing (a
 * tag there is not) nothing is shown but what is wrong; one that is still being typed is left out.
 */
export async function searchLine(
  db: Db,
  caller: Caller,
  query: Omit<SearchQuery, 'narrow'>,
  now: Date,
): Promise<SearchView> {
  const line = await readLine(db, caller, query.q.replaceAll('\0', ''));
  const filter = asFilter(line);
  const said = { wrong: line.wrong, filter: filter.conditions.length > 0 ? filter : null };
  if (line.wrong.some(({ value }) => value !== '')) return { ...none, ...said };
  if (line.conditions.length === 0)
    return { ...(line.words === '' ? none : await search(db, caller, { ...query, q: line.words })), ...said };
  const asked: Filter = { match: 'all', conditions: line.conditions };
  const narrow = { filter: asked, known: await known(db, [asked]), now };
  if (line.words === '') {
    const page = await listConversations(db, caller, { ...query, view: 'all', filter: narrow });
    const items = page.items.map((row) => ({
      ...row,
      messageId: null,
      highlights: plainSnippet(row.preview),
    }));
    return { ...none, items, next: page.next, ...said };
  }
  const placed = namesPlace(asked as Group);
  const where = whereOf(asked, { caller, ...narrow }, true);
  const found = await inTime(db, (tx) =>
    search(tx, caller, { ...query, q: line.words, narrow: { where, placed } }),
  );
  return { ...found, customers: [], ...said };
}

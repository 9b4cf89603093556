import type { Row } from '../../../ui/slots.ts';
import type { Sort } from '../views/saved.ts';
import { orders } from './order.ts';

/*
 * What a desk has loaded of a list, and how an answer changes it. Everything here is pure: a list goes in, a
 * list comes out, and rows nothing was said about are the very same objects, so that nobody draws them again.
 */

export type Loaded = {
  rows: readonly Row[];
  /** From where more is asked for; null: this is all there is. */
  next: string | null;
  /** The last row as it stood when `next` was made: what sorts behind it is left to paging. */
  edge: Row | null;
};

export type Answer = { items: readonly Row[]; next: string | null };

/** Whether what a row says is older than what the desk has heard of that conversation. */
export type Outdated = (row: Row) => boolean;

const edgeOf = ({ items, next }: Answer): Row | null => (next === null ? null : (items.at(-1) ?? null));

/** The same object, if it says the same. */
const kept = (before: Row | undefined, now: Row): Row =>
  before && before.version === now.version && JSON.stringify(before) === JSON.stringify(now) ? before : now;

const byId = (rows: readonly Row[]) => new Map(rows.map((row) => [row.id, row]));

/**
 * The beginning of the list asked for anew. What lies behind the answer stays as it was, unless too much was
 * missed to trust it.
 */
export function begun(sort: Sort, before: Loaded | undefined, answer: Answer, outdated: Outdated): Loaded {
  const known = byId(before?.rows ?? []);
  const edge = edgeOf(answer);
  const head = answer.items.flatMap((row) => {
    const old = known.get(row.id);
    // Asked before it changed; the change is asked for by itself.
    return outdated(row) ? (old ?? []) : kept(old, row);
  });
  if (!before || !edge) return inOrder(sort, { rows: head, next: answer.next, edge });
  const order = orders[sort];
  const inHead = new Set(answer.items.map(({ id }) => id));
  const tail = before.rows.filter((row) => !inHead.has(row.id) && order(row, edge) > 0);
  const further = before.next === null || (before.edge && order(before.edge, edge) > 0);
  return further
    ? inOrder(sort, { rows: [...head, ...tail], next: before.next, edge: before.edge })
    : inOrder(sort, { rows: head, next: answer.next, edge });
}

/** The page behind what is loaded. */
export function continued(sort: Sort, before: Loaded, answer: Answer, outdated: Outdated): Loaded {
  const fresh = answer.items.filter((row) => !outdated(row));
  const moved = new Set(fresh.map(({ id }) => id));
  const rows = [...before.rows.filter((row) => !moved.has(row.id)), ...fresh];
  return inOrder(sort, { rows, next: answer.next, edge: edgeOf(answer) });
}

/**
 * What the list says now of some conversations it was asked about: each is put where the list's order wants
 * it, or taken out if it is not among them.
 * @param asked the conversations; those whose absence means nothing any more are left out
 */
export function changed(
  sort: Sort,
  before: Loaded,
  asked: readonly string[],
  found: readonly Row[],
  outdated: Outdated,
): Loaded {
  const { edge } = before;
  const order = orders[sort];
  const known = byId(before.rows);
  const answers = byId(found);
  const leaving = new Set<string>();
  const coming = new Map<string, Row>();
  for (const id of asked) {
    const row = answers.get(id);
    if (row && outdated(row)) continue;
    const old = known.get(id);
    const now = row && kept(old, row);
    if (now && now === old) continue;
    if (now && (!edge || order(now, edge) <= 0)) coming.set(id, now);
    else if (old) leaving.add(id);
  }
  if (leaving.size === 0 && coming.size === 0) return before;
  const rows = before.rows.flatMap((row) => (leaving.has(row.id) ? [] : (coming.get(row.id) ?? row)));
  for (const [id, row] of coming) if (!known.has(id)) rows.push(row);
  return inOrder(sort, { ...before, rows });
}

/** Rows that changed may stand elsewhere now; most lists are in order already, which costs one look. */
function inOrder(sort: Sort, loaded: Loaded): Loaded {
  const order = orders[sort];
  const { rows } = loaded;
  const ordered = rows.every((row, at) => at === 0 || order(rows[at - 1] as Row, row) <= 0);
  return ordered ? loaded : { ...loaded, rows: rows.toSorted(order) };
}

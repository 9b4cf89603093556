import { useMemo } from 'react';
import type { Conversation, Row } from '../../../ui/slots.ts';
import { store } from '../../../ui/store.ts';

/*
 * What this agent did and the server has not answered yet, laid over whatever is known of a conversation. The
 * caches hold what the server said and nothing else, so an answer that was asked for before the change cannot
 * undo it on the screen, and a change that is refused takes back what it showed and nothing else.
 */

/** What an act makes of a conversation. */
export type Patch = (row: Row) => Partial<Conversation>;
type Underway = ReadonlyMap<string, readonly Patch[]>;

const underway = store<Underway>(new Map());

/** Shows a change wherever the conversation stands; returns how to take it off again. */
export function show(id: string, patch: Patch): () => void {
  underway.set((all) => new Map(all).set(id, [...(all.get(id) ?? []), patch]));
  let done = false;
  return () => {
    if (done) return;
    done = true;
    underway.set((all) => {
      const next = new Map(all);
      const at = all.get(id)?.indexOf(patch) ?? -1;
      const rest = all.get(id)?.toSpliced(at, at < 0 ? 0 : 1) ?? [];
      if (rest.length > 0) next.set(id, rest);
      else next.delete(id);
      return next;
    });
  };
}

/** A row keeps its patched copy, so that it is drawn again only when it or its patches change. */
const copies = new WeakMap<Row, { of: readonly Patch[]; copy: Row }>();

function laidOver<Any extends Row>(row: Any, all: Underway): Any {
  const of = all.get(row.id);
  if (!of) return row;
  const before = copies.get(row);
  if (before?.of === of) return before.copy as Any;
  let copy = row;
  for (const patch of of) copy = { ...copy, ...patch(copy) };
  copies.set(row, { of, copy });
  return copy;
}

/** A conversation as this agent has made it. */
export function useShown<Any extends Row>(row: Any | undefined): Any | undefined {
  const all = underway.use();
  return row && laidOver(row, all);
}

/** Rows as this agent has made them. */
export function useShownRows(rows: readonly Row[] | undefined): readonly Row[] | undefined {
  const all = underway.use();
  return useMemo(
    () => (rows?.some(({ id }) => all.has(id)) ? rows.map((row) => laidOver(row, all)) : rows),
    [rows, all],
  );
}

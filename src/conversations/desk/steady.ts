/**
 * The rows to show while the mouse is over the list: every row stays in its place with its newest content, what
 * is new waits, what left stays until the mouse leaves; rows after the last known one are added, because
 * nothing above them moves.
 * @param shown what the list shows now
 * @param fresh what the server says now, in its order
 */
export function steady<Row extends { id: string }>(
  shown: readonly Row[],
  fresh: readonly Row[],
): { rows: readonly Row[]; waiting: number } {
  const now = new Map(fresh.map((row) => [row.id, row]));
  const known = new Set(shown.map((row) => row.id));
  const lastKnown = fresh.findLastIndex((row) => known.has(row.id));
  const after = fresh.slice(lastKnown + 1);
  const above = fresh.slice(0, lastKnown + 1).filter((row) => !known.has(row.id));
  return { rows: [...shown.map((row) => now.get(row.id) ?? row), ...after], waiting: above.length };
}

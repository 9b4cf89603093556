type Cause = { id: string; parentId: string | null; name: string };

/**
 * The tree as it is read from top to bottom, each with how deep it stands. A cause whose parent is put away
 * stands at the top, so that none disappears.
 */
export function treeOf<C extends Cause>(causes: readonly C[]): { cause: C; depth: number }[] {
  const known = new Set(causes.map(({ id }) => id));
  const under = Map.groupBy(causes, ({ parentId }) => (parentId && known.has(parentId) ? parentId : null));
  const walk = (parentId: string | null, depth: number): { cause: C; depth: number }[] =>
    (under.get(parentId) ?? []).flatMap((cause) => [{ cause, depth }, ...walk(cause.id, depth + 1)]);
  return walk(null, 0);
}

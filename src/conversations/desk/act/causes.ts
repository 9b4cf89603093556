export type Cause = { id: string; parentId: string | null; name: string };

/** The tree of causes as lines to choose from, each with its way down: "Billing › Charged twice". */
export function causePaths(causes: readonly Cause[]): { value: string; label: string }[] {
  const byId = new Map(causes.map((cause) => [cause.id, cause]));
  const path = (cause: Cause, depth = 0): string => {
    const parent = cause.parentId ? byId.get(cause.parentId) : undefined;
    return parent && depth < 8 ? `${path(parent, depth + 1)} › ${cause.name}` : cause.name;
  };
  return causes
    .map((cause) => ({ value: cause.id, label: path(cause) }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
}

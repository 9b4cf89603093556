const keys = new WeakMap<object, string>();

/**
 * The idempotency key of a write. It belongs to the input object itself: `mutate(mutation.variables)` after a
 * failure is the same write and has the same key, a new object is a new write.
 */
export function keyOf(input: unknown): string {
  if (typeof input !== 'object' || input === null) return crypto.randomUUID();
  const key = keys.get(input) ?? crypto.randomUUID();
  keys.set(input, key);
  return key;
}

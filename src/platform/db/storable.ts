/**
 * The same value as PostgreSQL can hold it: without the character U+0000, which its text and jsonb refuse,
 * and with U+FFFD for half a surrogate pair, which is no character at all. Nobody means either; a mail or a
 * request that carries one must not fail for it. Reaches into lists and plain objects, their keys too;
 * everything else (dates, bytes) is returned as it is.
 */
export function storable<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed() as T;
  if (Array.isArray(value)) return value.map(storable) as T;
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [storable(key), storable(one)])) as T;
}

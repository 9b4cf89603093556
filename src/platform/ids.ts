import { v7 } from 'uuid';

/**
 * A new id: UUIDv7 (RFC 9562, section 5.7), so that ids sort by the time they were made and an index
 * on them grows at its end.
 */
export const newId = (): string => v7();

/** Whether a string has the shape of an id of ours; anything else never reaches a query as an id. */
export const isId = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);

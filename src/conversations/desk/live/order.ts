import type { Row } from '../../../ui/slots.ts';
import type { Sort } from '../views/saved.ts';

/** What the order of a list depends on. */
export type Place = Pick<Row, 'id' | 'lastMessageAt' | 'waitingSince' | 'dueAt' | 'priority'>;

/** Ids of one form stand in the order of their letters, as the database has them. */
const byId = (a: Place, b: Place): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
const byMessage = (a: Place, b: Place): number => a.lastMessageAt.getTime() - b.lastMessageAt.getTime();
/** What has no such time comes last: it is in no hurry. */
const instant = (time: Date | null): number => time?.getTime() ?? Number.MAX_SAFE_INTEGER;

/**
 * The orders of src/conversations/pages.ts as the desk needs them, to put a row where a fresh page would have
 * it. lists.test.ts holds the two against each other.
 */
export const orders: Record<Sort, (a: Place, b: Place) => number> = {
  newest: (a, b) => byMessage(b, a) || byId(b, a),
  oldest: (a, b) => byMessage(a, b) || byId(a, b),
  due: (a, b) => instant(a.dueAt) - instant(b.dueAt) || byId(a, b),
  waiting: (a, b) => instant(a.waitingSince) - instant(b.waitingSince) || byId(a, b),
  priority: (a, b) => b.priority - a.priority || byMessage(b, a) || byId(b, a),
};

import { type Question, question } from '../platform/db/ask.ts';
import type { Tx } from '../platform/db/connect.ts';

/** Whether a sender's address, or its whole domain, is blocked. */
export function isBlocked(tx: Tx, address: string): Question<boolean> {
  const plain = address.toLowerCase();
  const domain = plain.slice(plain.lastIndexOf('@'));
  const query = tx
    .selectFrom('blocked_senders')
    .select('pattern')
    .where('pattern', 'in', [plain, domain])
    .limit(1);
  return question([query], ([found]) => found.length > 0);
}

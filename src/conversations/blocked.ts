import type { Tx } from '../platform/db/connect.ts';

/** Whether a sender's address, or its whole domain, is blocked. */
export async function isBlocked(tx: Tx, address: string): Promise<boolean> {
  const plain = address.toLowerCase();
  const domain = plain.slice(plain.lastIndexOf('@'));
  const found = await tx
    .selectFrom('blocked_senders')
    .select('pattern')
    .where('pattern', 'in', [plain, domain])
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

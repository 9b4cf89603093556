import type { Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import type { By } from '../platform/events/record.ts';
import { type Changed, change, lockConversation } from './change-conversation.ts';
import { ownAddresses } from './own-addresses.ts';

/**
 * Puts a conversation into spam. With `block` whoever opened it is heard no more: their next mail goes
 * straight there, without a sound (blocked.ts). Our own addresses are never blocked.
 */
export async function spam(
  tx: Tx,
  by: By,
  input: { id: string; block?: boolean | undefined },
  now: Date,
): Promise<Changed> {
  const row = await lockConversation(tx, input.id);
  const blocked = input.block ? await blockSenders(tx, by, row.id, now) : false;
  if (row.place === 'spam' && !blocked) return { id: row.id, version: row.version };
  return change(tx, by, row, { place: 'spam' }, [{ kind: 'conversation.spam', data: { blocked } }], now);
}

async function blockSenders(tx: Tx, by: By, conversationId: string, now: Date): Promise<boolean> {
  const own = await ownAddresses(tx);
  const senders = await tx
    .selectFrom('participants')
    .select('value')
    .where('conversation_id', '=', conversationId)
    .where('role', '=', 'from')
    .execute();
  const patterns = senders.map(({ value }) => value.toLowerCase()).filter((value) => !own.has(value));
  if (patterns.length === 0) return false;
  const byId = by.kind === 'agent' ? by.id : null;
  const blocked = await tx
    .insertInto('blocked_senders')
    .values(patterns.map((pattern) => ({ pattern, by_id: byId, at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('pattern')
    .execute();
  if (blocked.length > 0) await audit(tx, by, 'sender.block', 'conversation', conversationId, {}, now);
  return blocked.length > 0;
}

/** Hears from a sender again. Their old mail stays where it is. */
export async function unblock(tx: Tx, by: By, pattern: string, now: Date): Promise<void> {
  const gone = await tx
    .deleteFrom('blocked_senders')
    .where('pattern', '=', pattern.trim().toLowerCase())
    .returning('pattern')
    .execute();
  if (gone.length > 0) await audit(tx, by, 'sender.unblock', 'sender', null, {}, now);
}

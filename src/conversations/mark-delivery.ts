import type { Tx } from '../platform/db/connect.ts';
import { bySystem } from '../platform/events/record.ts';
import { type ConversationRow, change, type Happening, lockConversation } from './change-conversation.ts';
import type { Delivery } from './types.ts';

/**
 * From which state an outgoing message may come to which. Reports repeat and arrive out of order, so what
 * is not listed is ignored. The ways back to `queued` are a new try: after a refusal for now, or by a person's word.
 */
const onward: Record<Delivery, readonly Delivery[]> = {
  held: ['queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled'],
  queued: ['held', 'sending', 'sent', 'delivered', 'failed', 'unknown', 'cancelled', 'bounced'],
  sending: ['queued', 'sent', 'delivered', 'failed', 'unknown', 'bounced'],
  unknown: ['queued', 'sent', 'delivered', 'failed', 'bounced', 'cancelled'],
  failed: ['queued', 'sent', 'delivered', 'bounced', 'cancelled'],
  sent: ['delivered', 'bounced'],
  delivered: ['bounced'],
  bounced: [],
  cancelled: [],
};

/**
 * Writes where an outgoing message is, forward only; true if that was news. `note` is a sentence for the
 * agent, shown on the message; a new note for the same state is news as well. A message that did not get
 * there (failed, bounced) brings its conversation back among the open ones: nobody should wait for an
 * answer to something that never arrived. Event `message.delivery`.
 */
export async function markDelivery(
  tx: Tx,
  messageId: string,
  state: Delivery,
  note: string | null,
  now: Date,
): Promise<boolean> {
  const found = await tx
    .selectFrom('messages')
    .select('conversation_id')
    .where('id', '=', messageId)
    .where('direction', '=', 'out')
    .executeTakeFirst();
  if (!found) return false;
  // The conversation first, as every verb does, so that two of them never wait for each other in a circle.
  const row = await lockConversation(tx, found.conversation_id);
  const message = await tx
    .selectFrom('messages')
    .select(['delivery', 'delivery_note', 'delivery_at'])
    .where('id', '=', messageId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const before = message.delivery ?? 'queued';
  const sameState = before === state;
  if (sameState ? message.delivery_note === note : !onward[before].includes(state)) return false;
  await tx
    .updateTable('messages')
    .set({ delivery: state, delivery_note: note, delivery_at: sameState ? message.delivery_at : now })
    .where('id', '=', messageId)
    .execute();
  const lost = (state === 'failed' || state === 'bounced') && !sameState;
  await noteInConversation(tx, row, { messageId, state }, lost, now);
  return true;
}

async function noteInConversation(
  tx: Tx,
  row: ConversationRow,
  data: { messageId: string; state: Delivery },
  lost: boolean,
  now: Date,
): Promise<void> {
  const happened: Happening[] = [{ kind: 'message.delivery', data }];
  // Only for the newest answer: of older ones the customer has shown that they did not need them.
  const back =
    lost && row.last_message_id === data.messageId && (row.status === 'waiting' || row.status === 'solved');
  if (back) happened.push({ kind: 'conversation.reopened', data: { from: row.status, why: 'undelivered' } });
  const set = back ? { status: 'open' as const, solved_at: null, waiting_since: row.last_in_at } : {};
  await change(tx, bySystem, row, set, happened, now);
}

/**
 * A bounce came for a message of ours. A hard one means it will never arrive; a soft one that the other
 * side still tries, so only the note changes. True if that was news.
 */
export async function markBounced(
  tx: Tx,
  messageId: string,
  bounce: { hard: boolean; note: string },
  now: Date,
): Promise<boolean> {
  if (bounce.hard) return markDelivery(tx, messageId, 'bounced', bounce.note, now);
  const message = await tx
    .selectFrom('messages')
    .select('delivery')
    .where('id', '=', messageId)
    .where('direction', '=', 'out')
    .executeTakeFirst();
  if (message?.delivery !== 'sent' && message?.delivery !== 'unknown') return false;
  return markDelivery(tx, messageId, message.delivery, bounce.note, now);
}

import { markDelivery } from '../conversations/mark-delivery.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Reaction } from '../platform/events/reactions.ts';

/*
 * A message whose outcome is unknown need not wait for a person when the world shows that it was sent: the
 * mail host kept a copy, the customer answers it, or a bounce comes back for it (email/bounces.ts).
 */

/**
 * Takes a message of ours out of 'unknown', because its copy or an answer to it was seen. `key` is its
 * name on the channel. True if it was in doubt.
 */
export async function proveSent(tx: Tx, key: string, why: 'copy' | 'answer', now: Date): Promise<boolean> {
  const doubtful = await tx
    .selectFrom('messages as m')
    .leftJoin('deliveries as d', 'd.message_id', 'm.id')
    .select('m.id')
    .where('m.direction', '=', 'out')
    .where('m.delivery', '=', 'unknown')
    .where((eb) => eb.or([eb('m.external_key', '=', key), eb('d.external_key', '=', key)]))
    .executeTakeFirst();
  if (!doubtful) return false;
  await tx.updateTable('deliveries').set({ sent_at: now }).where('message_id', '=', doubtful.id).execute();
  return markDelivery(tx, doubtful.id, 'sent', proofs[why], now);
}

const proofs = {
  copy: 'The connection broke before it was confirmed, but its copy in the Sent folder shows that it was sent.',
  answer: 'The connection broke before it was confirmed, but the customer has answered it.',
};

/** An answer to a message proves that it arrived. */
export const answerProves: Reaction = {
  name: 'channels.answer-proves-sent',
  kinds: ['message.received'],
  async sift(tx, events) {
    const doubtful = await tx
      .selectFrom('messages')
      .select('id')
      .where('delivery', '=', 'unknown')
      .limit(1)
      .execute();
    return doubtful.length > 0 ? events : [];
  },
  async handle(tx, event, ground) {
    const { messageId } = event.data;
    if (typeof messageId !== 'string') return;
    const answer = await tx
      .selectFrom('messages')
      .select('in_reply_to')
      .where('id', '=', messageId)
      .executeTakeFirst();
    if (answer?.in_reply_to) await proveSent(tx, answer.in_reply_to, 'answer', ground.clock.now());
  },
};

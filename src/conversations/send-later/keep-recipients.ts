import type { Tx } from '../../platform/db/connect.ts';
import { answerRecipients } from '../recipients.ts';

/**
 * Replies that wait in these conversations go to whom they would have gone now, whoever comes in later: before
 * two conversations become one, for a letter to one customer is nobody else's. The conversations must be locked.
 */
export async function keepRecipients(tx: Tx, conversationIds: readonly string[]): Promise<void> {
  const waiting = await tx
    .selectFrom('scheduled_replies as s')
    .innerJoin('conversations as c', 'c.id', 's.conversation_id')
    .select(['s.id', 's.recipients', 'c.id as conversation', 'c.channel'])
    .where('c.id', 'in', [...conversationIds])
    .where('s.state', '=', 'waiting')
    .execute();
  for (const { id, recipients, conversation, channel } of waiting) {
    if (recipients.to && recipients.cc) continue;
    const usual = await answerRecipients(tx, { id: conversation, channel });
    await tx
      .updateTable('scheduled_replies')
      .set({ recipients: JSON.stringify({ ...usual, ...recipients }) })
      .where('id', '=', id)
      .execute();
  }
}

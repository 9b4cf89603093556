import type { Tx } from '../platform/db/connect.ts';
import { bySystem } from '../platform/events/record.ts';
import { type Changed, change, lockConversation } from './change-conversation.ts';
import { answeredKey } from './reply.ts';
import { sendMessage } from './send-message.ts';
import type { Address } from './types.ts';

/** What Rapport says by itself, and to whom. */
export type Automatic = {
  id: string;
  conversationId: string;
  to: Address;
  text: string;
  /** Of our own making; null or left out when the text is all there is. */
  html?: string | null;
  /** What of the text is said; the rest is folded away for colleagues. Left out: all of it. */
  said?: string;
};

/**
 * Sends an automatic answer in a conversation. Nobody has answered by it: the customer still waits, the
 * status stays, and no agent's reply is stopped for it. Whether it may be said at all is the caller's to
 * ask first (channels/automatic.ts). Event `message.automatic`.
 */
export async function sayAutomatically(tx: Tx, said: Automatic, now: Date): Promise<Changed> {
  const row = await lockConversation(tx, said.conversationId);
  await sendMessage(
    tx,
    bySystem,
    {
      id: said.id,
      conversationId: row.id,
      channelId: row.channel_id,
      subject: row.subject,
      text: said.text,
      html: said.html ?? null,
      ...(said.said && { replyText: said.said }),
      recipients: { to: [said.to], cc: [], bcc: [] },
      files: [],
      inReplyTo: await answeredKey(tx, row.id),
      undoSeconds: 0,
      sample: row.sample,
      automated: 'auto-replied',
    },
    now,
  );
  const happened = { kind: 'message.automatic', data: { messageId: said.id } } as const;
  return change(tx, bySystem, row, { message_count: row.message_count + 1 }, [happened], now);
}

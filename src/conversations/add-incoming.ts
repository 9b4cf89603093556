import type { Tx } from '../platform/db/connect.ts';
import { addMessage } from './add-message.ts';
import type { Incoming } from './incoming.ts';

/** Writes down what came in, as the message it is in its conversation. */
export async function addIncoming(
  tx: Tx,
  conversationId: string,
  message: Incoming,
  {
    at,
    pending,
    customerId,
    home,
  }: { at: Date; pending: boolean; customerId: string | null; home: string | null },
  now: Date,
): Promise<void> {
  await addMessage(
    tx,
    {
      id: message.id,
      conversation_id: conversationId,
      home_id: home,
      direction: 'in',
      author_kind: 'customer',
      author_id: customerId,
      at,
      created_at: now,
      subject: message.subject,
      text: message.text,
      html: message.html,
      reply_text: message.replyText,
      sender: message.from,
      recipients: { to: message.to, cc: message.cc },
      channel_id: message.channelId,
      external_key: message.externalKey,
      in_reply_to: message.inReplyTo,
      raw_id: message.rawId,
      trust: message.trust,
      automated: message.automated,
      language: message.language,
      pending,
      remote_images: message.remoteImages,
      warnings: message.warnings,
      historic: message.historic,
    },
    message.attachments,
  );
}

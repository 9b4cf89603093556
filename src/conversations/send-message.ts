import { after, second } from '../platform/clock/clock.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { By } from '../platform/events/record.ts';
import { enqueue } from '../platform/jobs/jobs.ts';
import { addMessage, type MessageFile } from './add-message.ts';
import type { Delivery, Recipients } from './types.ts';

/** A message of ours, ready to leave. */
export type Leaving = {
  id: string;
  conversationId: string;
  channelId: string | null;
  subject: string;
  text: string;
  html: string | null;
  recipients: Required<Recipients>;
  files: readonly MessageFile[];
  inReplyTo: string | null;
  /** How long it can be taken back, in seconds. */
  undoSeconds: number;
  /** Sample conversations have no one at the other end: their answers stay here. */
  sample: boolean;
  /** Set for what no person wrote: the kind, as RFC 3834 names it ('auto-replied', 'auto-generated'). */
  automated?: string;
  /** The message it passes on; then it carries no token, and answers to it do not come back here. */
  forwardOfId?: string;
  /** The author's own words, where `text` says more. */
  replyText?: string;
};

/** Writes a message of ours and has it leave after its undo time (channels/deliver.ts). Returns its state. */
export async function sendMessage(tx: Tx, by: By, message: Leaving, now: Date): Promise<Delivery> {
  const delivery: Delivery = message.sample ? 'sent' : message.undoSeconds > 0 ? 'held' : 'queued';
  await addMessage(
    tx,
    {
      id: message.id,
      conversation_id: message.conversationId,
      direction: 'out',
      author_kind: by.kind === 'agent' ? 'agent' : by.kind === 'rule' ? 'bot' : 'system',
      author_id: by.id,
      at: now,
      created_at: now,
      subject: message.subject,
      text: message.text,
      html: message.html,
      reply_text: message.replyText ?? message.text,
      sender: null,
      recipients: message.recipients,
      channel_id: message.channelId,
      external_key: null,
      in_reply_to: message.inReplyTo,
      forward_of_id: message.forwardOfId ?? null,
      raw_id: null,
      trust: null,
      automated: message.automated ?? null,
      language: null,
      delivery,
      delivery_note: null,
      delivery_at: now,
    },
    message.files,
  );
  if (!message.sample) {
    const runAt = after(now, message.undoSeconds * second);
    await enqueue(tx, 'channels.deliver', { messageId: message.id }, { key: `deliver:${message.id}`, runAt });
  }
  return delivery;
}

import type { Reading } from './channel.ts';
import type { AtHand } from './intake.ts';

/**
 * What a person sees of an input that could not be read: a message that says so, with the original
 * attached ("Nothing lost" 1). Sender and subject are looked for in the plainest way there is.
 */
export function asUnreadable({ channel, raw, bytes }: AtHand, reason: string): Reading {
  const head = bytes.subarray(0, 64 * 1024).toString('latin1');
  const address = /^from:[^\r\n]{0,500}?([\w.+-]{1,64}@[\w.-]{1,190})/im.exec(head)?.[1]?.toLowerCase();
  const subject = /^subject:[ \t]*([^\r\n]{0,200})/im
    .exec(head)?.[1]
    ?.replace(/[^\x20-\x7e]/g, '?')
    .trim();
  const text = `A message came in that could not be read (${reason}). The original is attached; nothing of it was lost.`;
  return {
    is: 'message',
    incoming: {
      id: raw.id,
      channel: channel.type as 'email',
      channelId: channel.id,
      inboxId: channel.inbox_id,
      rawId: raw.id,
      at: raw.receivedAt,
      from: { name: '', address: address ?? 'unknown@unknown.invalid' },
      to: [{ name: '', address: channel.address }],
      cc: [],
      subject: subject || 'A message that could not be read',
      text,
      html: null,
      replyText: text,
      automated: 'unreadable',
      language: null,
      trust: 'unverified',
      externalKey: null,
      inReplyTo: null,
      references: [],
      tokens: [],
      remoteImages: 0,
      warnings: [`could not be read: ${reason}`],
      historic: raw.historic,
      fromUs: false,
    },
    files: [{ name: 'original.eml', type: 'message/rfc822', bytes, cid: null, inline: false }],
  };
}

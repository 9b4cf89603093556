import type { ParsedMail } from './parse/mail.ts';

/*
 * Words in a mail that may be thread tokens of ours (conversations/thread-token.ts decides whether they
 * are): in plus-addresses, because hosts rewrite Message-IDs, and in our Message-IDs, because people
 * answer to the address they know.
 */

const token = '[0-9a-z]{1,13}-[a-z2-7]{20}';
const inAddress = new RegExp(`\\+(${token})@`, 'i');
/** `<message's uuid>.<token>@domain`, as outgoing mail is named. */
const inMessageId = new RegExp(`[0-9a-f-]{36}\\.(${token})@`, 'i');
const most = 40;

/** Every candidate, lower case, each once, the most telling first: where it was sent to, then what it answers. */
export function candidateTokens(mail: ParsedMail, recipients: readonly string[]): string[] {
  const addresses = [
    ...recipients,
    ...mail.headers.deliveredTo,
    ...[...mail.to, ...mail.cc, ...mail.bcc].map((to) => to.address),
  ];
  const found = [
    ...addresses.map((address) => inAddress.exec(address)?.[1]),
    ...[...mail.inReplyTo, ...mail.references.toReversed()].map((id) => inMessageId.exec(id)?.[1]),
  ];
  const words = found.filter((word) => word !== undefined).map((word) => word.toLowerCase());
  return [...new Set(words)].slice(0, most);
}

/** The uuid of the message of ours that a Message-ID names, if it has the shape of one. */
export function messageOfOurs(messageId: string): string | undefined {
  const found = /<?([0-9a-f]{8}-[0-9a-f-]{27})\.([0-9a-z]{1,13}-[a-z2-7]{20})@/i.exec(messageId);
  return found?.[1]?.toLowerCase();
}

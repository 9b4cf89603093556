import type { Incoming } from '../../conversations/receive.ts';
import type { Address, Trust } from '../../conversations/types.ts';
import { after, minute } from '../../platform/clock/clock.ts';
import type { IncomingFile, StoredRaw } from '../channel.ts';
import type { ChannelRow } from '../tables.ts';
import type { Envelope } from './envelope.ts';
import type { ParsedMail } from './parse/mail.ts';
import { addressesOf } from './settings.ts';
import { candidateTokens } from './tokens.ts';

/** What a mail says besides its words: where it was met, and what is known about its sender. */
export type About = {
  channel: ChannelRow;
  raw: StoredRaw;
  envelope: Envelope;
  trust: Trust;
  /** The mail's HTML made safe; null if it has none. */
  clean: { html: string; remoteImages: number; warnings: string[] } | null;
  /** Whether the From line names an agent of ours who is believed. */
  fromAgent: boolean;
};

const unknown: Address = { name: '', address: 'unknown@unknown.invalid' };
const mostSubject = 500;
const mostReferences = 100;

/** A parsed mail as the message the heart of Rapport receives. Pure. */
export function toIncoming(
  mail: ParsedMail,
  about: About,
): { incoming: Omit<Incoming, 'attachments'>; files: IncomingFile[] } {
  const { channel, raw, envelope } = about;
  const author = authorOf(mail, about);
  const references = mail.references.slice(-mostReferences);
  const incoming: Omit<Incoming, 'attachments'> = {
    id: raw.id,
    channel: 'email',
    channelId: channel.id,
    inboxId: channel.inbox_id,
    rawId: raw.id,
    at: timeOf(mail, raw),
    from: author.from,
    ...(author.sender && { sender: author.sender }),
    ...(author.named && { named: true }),
    to: mail.to,
    cc: mail.cc,
    subject: mail.subject.slice(0, mostSubject),
    text: mail.text,
    html: about.clean?.html ?? null,
    replyText: mail.replyText,
    automated: mail.auto,
    language: mail.language,
    trust: author.trust,
    externalKey: mail.messageId,
    inReplyTo: mail.inReplyTo[0] ?? null,
    references,
    tokens: candidateTokens(mail, envelope.recipients),
    remoteImages: about.clean?.remoteImages ?? 0,
    warnings: [...mail.warnings, ...(about.clean?.warnings ?? []), ...sizeWarning(envelope)],
    historic: raw.historic,
    fromUs: envelope.sent,
  };
  const files = mail.attachments.map(({ name, type, cid, inline, content }) => ({
    name,
    type,
    cid,
    inline,
    bytes: content,
  }));
  return { incoming, files };
}

const sizeWarning = ({ tooLarge }: Envelope): string[] =>
  tooLarge ? [`too large to be brought in (${megabytes(tooLarge)} MB); it is still in the mailbox`] : [];

export const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(bytes < 10_485_760 ? 1 : 0);

type Author = {
  from: Address;
  sender?: Address;
  trust: Trust;
  /** Whether anyone could have named them: whoever writes as "no-reply@" of any domain can. */
  named?: true;
};

/** Whose words these are. Anyone credited by another's hand is unverified, whatever that hand proved. */
function authorOf(mail: ParsedMail, about: About): Author {
  const from = mail.from ?? fallback(about.envelope);
  const { forwardedFrom } = mail;
  // A colleague forwards a customer's mail to the inbox: the customer wrote it.
  if (forwardedFrom?.address && about.fromAgent && about.trust !== 'failed' && !about.envelope.sent) {
    const { name, address } = forwardedFrom;
    return { from: { name, address }, sender: from, trust: 'unverified' };
  }
  // A form on a web site writes in its own or our name and puts the customer into Reply-To.
  const [replyTo] = mail.replyTo;
  if (replyTo?.address && !about.envelope.sent && speaksForOthers(from.address, about.channel)) {
    if (!addressesOf(about.channel).includes(replyTo.address.toLowerCase())) {
      return { from: replyTo, sender: from, trust: 'unverified', named: true };
    }
  }
  return { from, ...(mail.sender && { sender: mail.sender }), trust: about.trust };
}

function speaksForOthers(address: string, channel: ChannelRow): boolean {
  const plain = address.toLowerCase();
  return addressesOf(channel).includes(plain) || /^(no|do-?not)[-_.]?reply\b/.test(plain);
}

const fallback = (envelope: Envelope): Address =>
  envelope.mailFrom ? { name: '', address: envelope.mailFrom.toLowerCase() } : unknown;

/**
 * When it was said: when our host received it, which nobody else's wrong clock can move. Old mail may have
 * been copied between hosts, so there its own date counts, if it is not later.
 */
function timeOf(mail: ParsedMail, raw: StoredRaw): Date {
  if (!raw.historic || !mail.date) return raw.receivedAt;
  const sane = mail.date.getTime() > Date.UTC(1985, 0) && mail.date <= after(raw.receivedAt, minute);
  return sane ? mail.date : raw.receivedAt;
}

import MailComposer from 'nodemailer/lib/mail-composer';
import { threadToken } from '../../conversations/thread-token.ts';
import type { Files } from '../../platform/files/files.ts';
import type { Secrets } from '../../platform/settings/secrets.ts';
import { Unsayable } from '../channel.ts';
import type { Outgoing } from '../outgoing.ts';
import { htmlBody, textBody } from './body.ts';
import { loopHeader, loopMark } from './loop.ts';
import { envelopeAddress, oneLine, sortRecipients } from './recipients.ts';
import type { Parcel } from './smtp-session.ts';

/** How mail of this workspace looks; set by an owner. */
export type Style = {
  /** 'brand': "Copperfield"; 'agent': "Maya Lindt · Copperfield". */
  senderName: 'brand' | 'agent';
  /** Whether what is answered is quoted below. */
  quote: boolean;
};
export const plainStyle: Style = { senderName: 'brand', quote: true };

/** Where a mail leaves from. */
export type Sender = {
  address: string;
  /** Every address of this mailbox. */
  ours: string[];
  /** Whether name+token@domain arrives here too. */
  plusAddress: boolean;
};

/** Bytes of all attachments together; larger mail is refused nearly everywhere. */
const filesMax = 50 * 1024 * 1024;
/** Message-IDs in References: the first, which clients group by, and the latest (RFC 5322, section 3.6.4). */
const referencesMax = 20;

/**
 * The Message-ID of one of our messages: the same however often it is tried, and holding the
 * conversation's token, by which an answer finds its way back when all else was lost.
 */
export function messageKey(
  secrets: Secrets,
  messageId: string,
  number: string | null,
  address: string,
): string {
  const domain = envelopeAddress(address)?.split('@')[1] ?? 'localhost';
  // What is passed on to somebody else carries no token: their answer is not the customer's.
  if (number === null) return `<${messageId}@${domain}>`;
  return `<${messageId}.${threadToken(secrets, number)}@${domain}>`;
}

/** Makes the mail (RFC 5322) that says `message`, and its envelope. Throws Unsayable. */
export async function compose(
  tools: { secrets: Secrets; files: Files },
  sender: Sender,
  message: Outgoing,
  key: string,
  style: Style = plainStyle,
): Promise<Parcel> {
  const from = envelopeAddress(sender.address);
  if (!from) throw new Unsayable(`This inbox’s own address (${sender.address}) cannot be used.`);
  const people = sortRecipients(message.recipients, sender.ours);
  if (people.wrong.length > 0)
    throw new Unsayable(`This is not an address mail can go to: ${people.wrong.join(', ')}.`);
  if (people.envelope.length === 0) throw new Unsayable('There is nobody to send this to.');
  const size = message.attachments.reduce((sum, file) => sum + file.size, 0);
  if (size > filesMax) throw new Unsayable('The attached files are larger than 50 MB together.');

  const known = message.before.map((one) => one.externalKey).filter(isMessageId);
  const parent = isMessageId(message.answers?.externalKey ?? null)
    ? message.answers?.externalKey
    : known.at(-1);
  const mail = new MailComposer({
    messageId: key,
    date: message.at,
    from: { name: senderName(message, style), address: from },
    to: people.to,
    cc: people.cc,
    ...(sender.plusAddress && !message.forwarded && { replyTo: plusAddress(tools.secrets, message, from) }),
    subject: subjectOf(message),
    ...(parent && { inReplyTo: parent }),
    references: bounded(known),
    text: textBody(message, style.quote),
    html: htmlBody(message, style.quote),
    headers: {
      [loopHeader]: loopMark(tools.secrets),
      // RFC 3834, section 5; the second is what Exchange listens to.
      ...(message.automated && {
        'Auto-Submitted': message.automated === 'auto-replied' ? 'auto-replied' : 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
      }),
    },
    attachments: await Promise.all(
      message.attachments.map(async (file) => ({
        filename: oneLine(file.name),
        content: await tools.files.read(file.fileHash),
        contentType: oneLine(file.type),
        ...(file.inline && file.cid
          ? { cid: oneLine(file.cid), contentDisposition: 'inline' as const }
          : { contentDisposition: 'attachment' as const }),
      })),
    ),
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'win',
  });
  return { from, to: people.envelope, messageId: key, raw: await mail.compile().build() };
}

function senderName(message: Outgoing, style: Style): string {
  const brand = oneLine(message.brand.name);
  return style.senderName === 'agent' && message.authorName
    ? `${oneLine(message.authorName)} · ${brand}`
    : brand;
}

function plusAddress(secrets: Secrets, message: Outgoing, address: string) {
  const [local, domain] = address.split('@') as [string, string];
  const token = threadToken(secrets, message.conversation.number);
  return { name: oneLine(message.brand.name), address: `${local}+${token}@${domain}` };
}

/** "Re:" once, before the words that stay the same through the whole conversation. */
function subjectOf(message: Outgoing): string {
  const own = oneLine(message.subject || message.conversation.subject);
  if (message.before.length === 0) return own;
  const bare = own.replace(/^(?:(?:re|aw|sv|antw|odp|rif|res|ynt|vs|回复|答复|回覆)\s{0,3}[:：]\s*)+/i, '');
  return `Re: ${bare}`.trimEnd();
}

/** Only what can stand in a header unharmed is repeated there; some senders make up strange ids. */
const isMessageId = (key: string | null): key is string =>
  key !== null && /^<[\x21-\x3b\x3d\x3f-\x7e]{3,500}>$/.test(key);

const bounded = (keys: string[]): string[] =>
  keys.length <= referencesMax ? keys : [keys[0] as string, ...keys.slice(1 - referencesMax)];

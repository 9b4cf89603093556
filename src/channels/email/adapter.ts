import type { Ground } from '../../platform/ground.ts';
import type { ChannelAdapter, Reading, StoredRaw } from '../channel.ts';
import { proveSent } from '../prove-sent.ts';
import type { ChannelRow } from '../tables.ts';
import { applyBounce } from './bounces.ts';
import { Envelope } from './envelope.ts';
import { listenImap } from './imap.ts';
import { toIncoming } from './incoming.ts';
import { loopMark } from './loop.ts';
import type { ParsedMail } from './parse/mail.ts';
import { readMail } from './read-mail.ts';
import { canSendMail, mailName, sendMail } from './send.ts';
import { EmailConfig, readEmailConfig } from './settings.ts';
import { messageOfOurs } from './tokens.ts';
import { judgeTrust } from './trust.ts';

/** E-mail: IMAP or our own door in, SMTP out. */
export const emailAdapter: ChannelAdapter = {
  type: 'email',
  config: EmailConfig,
  capabilities: () => ({
    text: { max: 500_000, unit: 'chars', rich: 'html' },
    files: { max: 25 * 1024 * 1024, perMessage: 50 },
    receipts: ['sent', 'bounced'],
    canStart: true,
    copies: true,
    perMinute: 60,
  }),
  read,
  listen: listenImap,
  send: sendMail,
  nameOf: mailName,
  canSend: canSendMail,
};

async function read(ground: Ground, channel: ChannelRow, raw: StoredRaw, bytes: Buffer): Promise<Reading> {
  const envelope = Envelope.parse(raw.envelope);
  const read = await readMail(bytes);
  if (!read.ok) return { is: 'unreadable', reason: read.reason };
  const { mail, clean } = read;
  const why = envelope.anyway ? undefined : await whyIgnored(ground, mail, envelope);
  if (why) {
    // The host kept a copy of what we sent through it: a doubt whether it was sent ends here.
    const { messageId } = mail;
    return envelope.sent && messageId
      ? { is: 'receipt', apply: (tx, now) => proveSent(tx, messageId, 'copy', now), note: why }
      : { is: 'ignored', note: why };
  }
  if (mail.bounce && !envelope.anyway && !envelope.sent) {
    return {
      is: 'receipt',
      apply: (tx, now) => applyBounce(tx, mail, channel, now),
      note: 'A bounce of something that was not sent from here.',
    };
  }
  // Keys of years ago are gone from the DNS; old mail proves nothing and is given nothing.
  const trust =
    envelope.via === 'archive'
      ? 'unverified'
      : await judgeTrust({
          raw: bytes,
          fromDomain: domainOf(mail.from?.address),
          results: mail.headers.authenticationResults,
          authserv: readEmailConfig(channel).authserv,
          ...(envelope.ip && {
            peer: { ip: envelope.ip, helo: envelope.helo ?? '', mailFrom: envelope.mailFrom ?? '' },
          }),
        });
  const fromAgent = mail.forwardedFrom !== null && (await isAgent(ground, mail.from?.address));
  return { is: 'message', ...toIncoming(mail, { channel, raw, envelope, trust, clean, fromAgent }) };
}

const domainOf = (address = ''): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** Our own words coming back: a loop, or the copy a host keeps of what we sent through it. */
async function whyIgnored(ground: Ground, mail: ParsedMail, envelope: Envelope): Promise<string | undefined> {
  const mark = mail.headers.xRapportLoop?.trim();
  if (mark && mark === loopMark(ground.secrets)) {
    return envelope.sent ? 'The copy of a mail sent from here.' : 'A mail sent from here that came back.';
  }
  const ours = envelope.sent && mail.messageId ? messageOfOurs(mail.messageId) : undefined;
  if (!ours) return undefined;
  const known = await ground.db
    .selectFrom('messages')
    .select('id')
    .where('id', '=', ours)
    .where('direction', '=', 'out')
    .executeTakeFirst();
  return known && 'The copy of a mail sent from here.';
}

async function isAgent(ground: Ground, address = ''): Promise<boolean> {
  const agent = await ground.db
    .selectFrom('agents')
    .select('id')
    .where('email', '=', address.toLowerCase())
    .where('deactivated_at', 'is', null)
    .executeTakeFirst();
  return agent !== undefined;
}

import { markDelivery } from '../../conversations/mark-delivery.ts';
import type { Delivery } from '../../conversations/types.ts';
import type { Tx } from '../../platform/db/connect.ts';
import type { ChannelRow } from '../tables.ts';
import type { MailBounce, ParsedMail } from './parse/mail.ts';
import { envelopeAddress } from './recipients.ts';
import { readStatus } from './status-codes.ts';

/**
 * Writes a bounce (RFC 3464) on the message it is about; false if it is about none of ours.
 *
 * The proof that it is real is the full Message-ID it returns: ours holds 100 bits only we could make, so
 * whoever names it has had the mail in hand. A bounce that names no Message-ID, or one we never sent,
 * matches nothing, whatever else it claims.
 *
 * A report of failure is final even when its cause may pass (a full mailbox): the message did not arrive
 * and nobody tries any more, so it counts as bounced. Only a report of delay changes nothing but the note.
 */
export async function applyBounce(
  tx: Tx,
  mail: Pick<ParsedMail, 'bounce'>,
  channel: Pick<ChannelRow, 'id' | 'inbox_id'>,
  now: Date,
): Promise<boolean> {
  const { bounce } = mail;
  const message = bounce && (await messageOf(tx, bounce, channel));
  if (!bounce || !message) return false;
  const recipient = bounce.recipient ? envelopeAddress(bounce.recipient.toLowerCase()) : undefined;
  const who = recipient ?? 'a recipient';
  const { text } = readStatus(bounce.diagnostic ?? '', bounce.status ?? '');
  switch (bounce.kind) {
    case 'success':
      await markDelivery(tx, message.id, 'delivered', null, now);
      break;
    case 'delay':
      await note(tx, message, `Delayed on its way to ${who}: ${text} Their server keeps trying.`, now);
      break;
    default:
      await markDelivery(tx, message.id, 'bounced', `It did not reach ${who}. ${text}`, now);
      if (bounce.kind === 'hard' && recipient && isRecipient(message, recipient)) {
        await rememberDead(tx, recipient, text, now);
      }
  }
  return true;
}

type Bounced = {
  id: string;
  delivery: Delivery | null;
  recipients: { to?: Named[]; cc?: Named[]; bcc?: Named[] };
};
type Named = { address: string };

/** The message whose name the bounce returns, sent through this mailbox's inbox. */
async function messageOf(
  tx: Tx,
  bounce: MailBounce,
  channel: Pick<ChannelRow, 'id' | 'inbox_id'>,
): Promise<Bounced | undefined> {
  const { 'message-id': returned, 'x-ms-exchange-message-id': before } = bounce.originalHeaders;
  const names = [bounce.originalMessageId, returned?.trim(), before?.trim()].filter((name) => !!name);
  for (const name of new Set(names as string[])) {
    const found = await tx
      .selectFrom('messages as m')
      .innerJoin('deliveries as d', 'd.message_id', 'm.id')
      .innerJoin('channels as c', 'c.id', 'd.channel_id')
      .select(['m.id', 'm.delivery', 'm.recipients'])
      .where((eb) => eb.or([eb('m.external_key', '=', name), eb('d.external_key', '=', name)]))
      .where('m.direction', '=', 'out')
      .where((eb) => eb.or([eb('c.id', '=', channel.id), eb('c.inbox_id', '=', channel.inbox_id)]))
      .limit(1)
      .executeTakeFirst();
    if (found) return found;
  }
  return undefined;
}

const isRecipient = ({ recipients }: Bounced, address: string): boolean =>
  [...(recipients.to ?? []), ...(recipients.cc ?? []), ...(recipients.bcc ?? [])].some(
    (one) => envelopeAddress(one.address)?.toLowerCase() === address,
  );

/** A delay proves that it was sent, and adds a sentence; a bounce that came before stays the last word. */
async function note(tx: Tx, message: Bounced, sentence: string, now: Date): Promise<void> {
  await markDelivery(tx, message.id, 'sent', sentence, now);
}

/** So that whoever writes to this address next can be told before. */
async function rememberDead(tx: Tx, address: string, reason: string, now: Date): Promise<void> {
  const values = { reason, at: now };
  await tx
    .insertInto('dead_addresses')
    .values({ address, ...values })
    .onConflict((conflict) => conflict.column('address').doUpdateSet(values))
    .execute();
}

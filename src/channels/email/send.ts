import { z } from 'zod';
import type { Ground } from '../../platform/ground.ts';
import { readSetting } from '../../platform/settings/settings.ts';
import type { Parting } from '../channel.ts';
import type { Sent } from '../sent.ts';
import type { ChannelRow } from '../tables.ts';
import { compose, messageKey, plainStyle } from './compose.ts';
import { reach } from './reach.ts';
import { addressesOf, openEmailSecrets, readEmailConfig } from './settings.ts';
import { SmtpPool } from './smtp-pool.ts';
import type { HandOver, Parcel } from './smtp-session.ts';

/** How mail looks, as an owner set it. */
export const MailStyle = z
  .object({ senderName: z.enum(['brand', 'agent']), quote: z.boolean() })
  .default(plainStyle);

/** One pool for each ground, so that two in one process (tests) share nothing. */
const pools = new WeakMap<Ground, SmtpPool>();

function poolOf(ground: Ground): SmtpPool {
  const pool = pools.get(ground) ?? new SmtpPool((host) => reach(ground, host));
  pools.set(ground, pool);
  return pool;
}

/** Ends idle SMTP connections; called when the process drains. */
export const closeMailConnections = (ground: Ground): void => pools.get(ground)?.close();

/** Whether this mailbox has a server to send through. */
export const canSendMail = (channel: ChannelRow): boolean => readEmailConfig(channel).smtp !== null;

export const mailName = (
  ground: Ground,
  channel: ChannelRow,
  message: { id: string; number: string | null },
): string => messageKey(ground.secrets, message.id, message.number, channel.address);

/**
 * Sends a message of ours through its mailbox's SMTP server. MAIL FROM is the inbox's own address, so
 * that bounces come back to where they are read.
 */
export async function sendMail(ground: Ground, channel: ChannelRow, parting: Parting): Promise<Sent> {
  const config = readEmailConfig(channel);
  const style = await readSetting(ground.db, 'mail.style', MailStyle);
  const sender = { address: channel.address, ours: addressesOf(channel), plusAddress: config.plusAddress };
  const parcel = await compose(ground, sender, parting.message, parting.key, style);
  const left = parcel.to.filter((address) => !parting.taken.includes(address));
  return sendThrough(ground, channel, { ...parcel, to: left }, parting.handOver);
}

/** Sends a mail that is ready through a channel's SMTP server. */
export async function sendThrough(
  ground: Ground,
  channel: ChannelRow,
  parcel: Parcel,
  handOver: HandOver,
): Promise<Sent> {
  const { smtp } = readEmailConfig(channel);
  if (!smtp) {
    const text = 'This mailbox has no server to send through. Set one up in its settings.';
    return { ok: false, error: { code: 'NO_SMTP', retry: 'reauth', whole: true, text } };
  }
  const { smtpPassword } = openEmailSecrets(ground.secrets, channel);
  return poolOf(ground).send({ ...smtp, password: smtpPassword }, parcel, handOver);
}

import type { Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import { type By, record } from '../platform/events/record.ts';
import type { Ground } from '../platform/ground.ts';
import { refuse } from '../platform/http/errors.ts';
import { needFree, needInbox } from './connect-channel.ts';
import { baseAddress } from './email/door-addresses.ts';
import { needPasswordFor } from './email/saved-password.ts';
import {
  EmailConfig,
  type EmailSecrets,
  type ImapSettings,
  openEmailSecrets,
  readEmailConfig,
  type SmtpSettings,
  sealEmailSecrets,
} from './email/settings.ts';
import { noteAddress } from './inbox-address.ts';
import { sendAnew } from './settle.ts';
import type { ChannelRow } from './tables.ts';

type Part<Settings> = { [Key in keyof Settings]?: Settings[Key] | undefined } & {
  password?: string | undefined;
};
export type ChangeInput = {
  id: string;
  name?: string | undefined;
  inboxId?: string | undefined;
  aliases?: string[] | undefined;
  imap?: Part<ImapSettings> | null | undefined;
  smtp?: Part<SmtpSettings> | null | undefined;
  plusAddress?: boolean | undefined;
  authserv?: string | null | undefined;
};

/**
 * Changes what is given and keeps the rest, passwords too. What was wrong before may be right now, so the
 * mailbox is tried anew. Throws NOT_FOUND, BAD_INPUT, ALREADY_EXISTS.
 */
export async function changeChannel(
  tx: Tx,
  ground: Pick<Ground, 'secrets'>,
  by: By,
  input: ChangeInput,
  now: Date,
): Promise<void> {
  const channel = await lockChannel(tx, input.id);
  const before = readEmailConfig(channel);
  const passwords: EmailSecrets = openEmailSecrets(ground.secrets, channel);
  if (input.imap?.password) passwords.imapPassword = input.imap.password;
  if (input.smtp?.password) passwords.smtpPassword = input.smtp.password;
  const read = EmailConfig.safeParse({
    aliases: input.aliases?.map(baseAddress) ?? before.aliases,
    imap: input.imap === undefined ? before.imap : input.imap && { ...before.imap, ...given(input.imap) },
    smtp: input.smtp === undefined ? before.smtp : input.smtp && { ...before.smtp, ...given(input.smtp) },
    plusAddress: input.plusAddress ?? before.plusAddress,
    authserv: input.authserv === undefined ? before.authserv : input.authserv,
  });
  if (!read.success)
    throw refuse('BAD_INPUT', 'Something is missing to reach this mailbox. Nothing was changed.');
  const { imap, smtp } = read.data;
  needPasswordFor(imap, before.imap, input.imap?.password);
  // A server that asks for no sign-in is sent no password.
  if (smtp?.user) needPasswordFor(smtp, before.smtp, input.smtp?.password);
  else passwords.smtpPassword = '';
  if (!imap) passwords.imapPassword = '';
  if (input.aliases) await needFree(tx, read.data.aliases, channel.id);
  if (input.inboxId) await needInbox(tx, input.inboxId);
  const inboxId = input.inboxId ?? channel.inbox_id;
  await tx
    .updateTable('channels')
    .set({
      name: input.name ?? channel.name,
      inbox_id: inboxId,
      config: JSON.stringify(read.data),
      secrets: sealEmailSecrets(ground.secrets, channel.id, passwords),
    })
    .where('id', '=', channel.id)
    .execute();
  for (const id of new Set([channel.inbox_id, inboxId])) await noteAddress(tx, id);
  await tryAnew(tx, channel, read.data, now);
  await note(tx, by, 'channel.change', { ...channel, inbox_id: inboxId }, now);
}

const given = <T extends object>(part: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(part).filter(([key, value]) => value !== undefined && key !== 'password'),
  ) as Partial<T>;

/** Stops fetching, or begins again where it was left. Throws NOT_FOUND. */
export async function pauseChannel(tx: Tx, by: By, id: string, paused: boolean, now: Date): Promise<void> {
  const channel = await lockChannel(tx, id);
  if (!paused) await tryAnew(tx, channel, readEmailConfig(channel), now, true);
  else {
    await tx
      .updateTable('channels')
      .set({ state: 'off', state_detail: '', state_since: now })
      .where('id', '=', id)
      .execute();
  }
  await note(tx, by, paused ? 'channel.pause' : 'channel.resume', channel, now);
}

/** Has a mailbox tried at once, whatever it waits for. Throws NOT_FOUND. */
export async function retryChannel(tx: Tx, by: By, id: string, now: Date): Promise<void> {
  const channel = await lockChannel(tx, id);
  await tryAnew(tx, channel, readEmailConfig(channel), now);
  await note(tx, by, 'channel.retry', channel, now);
}

/**
 * Disconnects a channel: nothing comes in or goes out by it any more, its passwords are forgotten, its
 * conversations stay. Throws NOT_FOUND.
 */
export async function archiveChannel(tx: Tx, by: By, id: string, now: Date): Promise<void> {
  const channel = await lockChannel(tx, id);
  await tx
    .updateTable('channels')
    .set({ archived_at: now, secrets: null, state: 'off', state_detail: '', state_since: now })
    .where('id', '=', id)
    .execute();
  await noteAddress(tx, channel.inbox_id);
  await note(tx, by, 'channel.archive', channel, now);
}

async function tryAnew(
  tx: Tx,
  channel: ChannelRow,
  config: EmailConfig,
  now: Date,
  resume = false,
): Promise<void> {
  if (channel.state === 'off' && !resume) return;
  const state = config.imap ? 'connecting' : 'ok';
  await tx
    .updateTable('channels')
    .set({ state, state_detail: '', state_since: now })
    .where('id', '=', channel.id)
    .execute();
  await sendAnew(tx, channel.id, now);
}

async function lockChannel(tx: Tx, id: string): Promise<ChannelRow> {
  const channel = await tx
    .selectFrom('channels')
    .selectAll()
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!channel) throw refuse('NOT_FOUND');
  return channel;
}

async function note(tx: Tx, by: By, action: string, channel: ChannelRow, now: Date): Promise<void> {
  await record(tx, {
    kind: 'channel.changed',
    by,
    at: now,
    inboxId: channel.inbox_id,
    data: { channelId: channel.id },
  });
  await audit(tx, by, action, 'channel', channel.id, { inboxId: channel.inbox_id }, now);
}

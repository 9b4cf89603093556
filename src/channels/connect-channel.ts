import type { Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import { type By, record } from '../platform/events/record.ts';
import type { Ground } from '../platform/ground.ts';
import { refuse } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { addBrand } from '../staff/brand.ts';
import { addInbox } from '../staff/inbox.ts';
import { baseAddress } from './email/door-addresses.ts';
import { providerOf } from './email/providers.ts';
import { EmailConfig, type ImapSettings, type SmtpSettings, sealEmailSecrets } from './email/settings.ts';
import { noteAddress } from './inbox-address.ts';

export type ConnectInput = {
  address: string;
  name?: string | undefined;
  aliases: string[];
  inboxId?: string | undefined;
  newInbox?: { name: string; brandId?: string | undefined; brandName?: string | undefined } | undefined;
  receive: 'imap' | 'forward';
  imap?: (ImapSettings & { password: string }) | undefined;
  smtp?: (SmtpSettings & { password?: string | undefined }) | undefined;
  plusAddress: boolean;
};

/**
 * Connects a mailbox to an inbox, which is made if asked for, with its brand. Listening begins by itself a
 * moment later. Returns the channel's id. Throws BAD_INPUT, ALREADY_EXISTS. Event `channel.connected`.
 */
export async function connectEmail(
  tx: Tx,
  ground: Pick<Ground, 'secrets'>,
  by: By,
  input: ConnectInput,
  now: Date,
): Promise<string> {
  if (input.receive === 'imap' && !input.imap)
    throw refuse('BAD_INPUT', 'Say how the mailbox is read (IMAP).');
  const address = baseAddress(input.address);
  await needFree(tx, [address, ...input.aliases.map(baseAddress)]);
  const inboxId = await inboxFor(tx, by, input, now);
  const id = newId();
  const { password: imapPassword = '', ...imap } = input.imap ?? {};
  const { password: smtpPassword = imapPassword, ...smtp } = input.smtp ?? {};
  const config = EmailConfig.parse({
    aliases: input.aliases.map(baseAddress),
    imap: input.receive === 'imap' ? imap : null,
    smtp: input.smtp ? smtp : null,
    plusAddress: input.plusAddress,
    authserv: input.imap ? (providerOf(input.imap.host)?.authserv ?? null) : null,
  });
  await tx
    .insertInto('channels')
    .values({
      id,
      type: 'email',
      inbox_id: inboxId,
      name: input.name ?? address,
      address,
      config: JSON.stringify(config),
      secrets: sealEmailSecrets(ground.secrets, id, { imapPassword, smtpPassword }),
      // A door is open from the first moment; a mailbox has to be reached first.
      state: config.imap ? 'connecting' : 'ok',
      state_since: now,
      created_at: now,
    })
    .execute();
  await noteAddress(tx, inboxId);
  await record(tx, { kind: 'channel.connected', by, at: now, inboxId, data: { channelId: id } });
  await audit(tx, by, 'channel.connect', 'channel', id, { inboxId }, now);
  return id;
}

/** Throws ALREADY_EXISTS when a living channel answers to one of these addresses; `exceptId` is the one being changed. */
export async function needFree(tx: Tx, addresses: string[], exceptId?: string): Promise<void> {
  const wanted = new Set(addresses);
  const others = await tx
    .selectFrom('channels')
    .select(['id', 'address', 'config'])
    .where('type', '=', 'email')
    .where('archived_at', 'is', null)
    .forUpdate()
    .execute();
  for (const other of others) {
    if (other.id === exceptId) continue;
    const taken = [other.address, ...EmailConfig.parse(other.config).aliases].find((one) => wanted.has(one));
    if (taken)
      throw refuse('ALREADY_EXISTS', `The address ${taken} is connected already. Nothing was changed.`);
  }
}

async function inboxFor(tx: Tx, by: By, input: ConnectInput, now: Date): Promise<string> {
  if (input.inboxId) {
    await needInbox(tx, input.inboxId);
    return input.inboxId;
  }
  const { newInbox } = input;
  if (!newInbox) throw refuse('BAD_INPUT', 'Choose an inbox for this mailbox, or name a new one.');
  const brandId =
    newInbox.brandId ??
    (newInbox.brandName ? await addBrand(tx, by, { name: newInbox.brandName }, now) : undefined);
  const only = brandId ?? (await oldestBrand(tx)) ?? (await addBrand(tx, by, { name: newInbox.name }, now));
  return addInbox(tx, by, { name: newInbox.name, brandId: only }, now);
}

async function oldestBrand(tx: Tx): Promise<string | undefined> {
  const brand = await tx.selectFrom('brands').select('id').orderBy('created_at').limit(1).executeTakeFirst();
  return brand?.id;
}

/** Throws BAD_INPUT when the inbox is not there, was put away, or holds sample data. */
export async function needInbox(tx: Tx, inboxId: string): Promise<void> {
  const inbox = await tx
    .selectFrom('inboxes')
    .select(['id', 'sample'])
    .where('id', '=', inboxId)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  if (!inbox) throw refuse('BAD_INPUT', 'This inbox does not exist any more. Nothing was changed.');
  if (inbox.sample) {
    throw refuse(
      'BAD_INPUT',
      'Nothing leaves from the sample inbox, so no mailbox belongs in it. Choose another inbox or name a new one.',
    );
  }
}

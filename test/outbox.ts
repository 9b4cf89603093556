import { sealEmailSecrets } from '../src/channels/email/settings.ts';
import type { Address, Delivery } from '../src/conversations/types.ts';
import { transact } from '../src/platform/db/transact.ts';
import type { Ground } from '../src/platform/ground.ts';
import { newId } from '../src/platform/ids.ts';
import { netAllowKey } from '../src/platform/net/rules.ts';
import { writeSetting } from '../src/platform/settings/settings.ts';

/** A mailbox that sends through `port` on loopback, and conversations with messages queued in it. */
export type Mailbox = { channelId: string; inboxId: string; brandId: string; address: string };

/** Plants Copperfield's support mailbox. */
export async function plantMailbox(
  ground: Ground,
  port: number,
  options: { address?: string; plusAddress?: boolean; password?: string } = {},
): Promise<Mailbox> {
  const now = ground.clock.now();
  const [channelId, inboxId, brandId] = [newId(), newId(), newId()];
  const address = options.address ?? 'support@copperfield.example';
  const smtp = { host: '127.0.0.1', port, security: 'none', user: options.password ? 'support' : '' };
  const secrets = { imapPassword: '', smtpPassword: options.password ?? '' };
  await transact(ground.db, async (tx) => {
    // Loopback is a private address, which an owner must allow.
    await writeSetting(tx, netAllowKey, ['127.0.0.1'], now);
    await tx
      .insertInto('brands')
      .values({ id: brandId, name: 'Copperfield', signature: 'The Copperfield team', created_at: now })
      .execute();
    await tx
      .insertInto('inboxes')
      .values({ id: inboxId, name: 'Support', brand_id: brandId, address, created_at: now })
      .execute();
    await tx
      .insertInto('channels')
      .values({
        id: channelId,
        type: 'email',
        inbox_id: inboxId,
        name: 'Support',
        address,
        config: JSON.stringify({ smtp, plusAddress: options.plusAddress ?? false }),
        secrets: sealEmailSecrets(ground.secrets, channelId, secrets),
        state: 'ok',
        state_since: now,
        created_at: now,
      })
      .execute();
  });
  return { channelId, inboxId, brandId, address };
}

export type Planted = { conversationId: string; messageId: string; askedId: string };

/** Plants a conversation in which Leila asked something and our answer is on its way. */
export async function plantAnswer(
  ground: Ground,
  mailbox: Mailbox,
  options: { to?: Address[]; cc?: Address[]; bcc?: Address[]; delivery?: Delivery; automated?: string } = {},
): Promise<Planted> {
  const now = ground.clock.now();
  const [conversationId, customerId, askedId, messageId] = [newId(), newId(), newId(), newId()];
  const leila = { name: 'Leila Tanaka', address: 'leila.tanaka@alder.example' };
  await transact(ground.db, async (tx) => {
    await tx
      .insertInto('customers')
      .values({ id: customerId, name: leila.name, created_at: now, updated_at: now })
      .execute();
    await tx
      .insertInto('conversations')
      .values({
        id: conversationId,
        channel: 'email',
        channel_id: mailbox.channelId,
        inbox_id: mailbox.inboxId,
        brand_id: mailbox.brandId,
        customer_id: customerId,
        subject: 'The kettle leaks',
        status: 'open',
        last_message_at: now,
        created_at: now,
        updated_at: now,
      })
      .execute();
    const message = {
      conversation_id: conversationId,
      at: now,
      created_at: now,
      channel_id: mailbox.channelId,
    };
    await tx
      .insertInto('messages')
      .values({
        ...message,
        id: askedId,
        direction: 'in',
        author_kind: 'customer',
        author_id: customerId,
        subject: 'The kettle leaks',
        text: 'It drips from the handle.\n\nLeila',
        reply_text: 'It drips from the handle.',
        sender: JSON.stringify(leila),
        external_key: `<question-${askedId}@alder.example>`,
      })
      .execute();
    await tx
      .insertInto('messages')
      .values({
        ...message,
        id: messageId,
        direction: 'out',
        author_kind: 'system',
        text: 'A new seal is on its way.',
        recipients: JSON.stringify({
          to: options.to ?? [leila],
          cc: options.cc ?? [],
          bcc: options.bcc ?? [],
        }),
        in_reply_to: `<question-${askedId}@alder.example>`,
        delivery: options.delivery ?? 'queued',
        delivery_at: now,
        automated: options.automated ?? null,
      })
      .execute();
  });
  return { conversationId, messageId, askedId };
}

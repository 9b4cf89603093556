import { markDelivery } from '../conversations/mark-delivery.ts';
import { after, minute } from '../platform/clock/clock.ts';
import type { Db, Tx } from '../platform/db/connect.ts';
import { transact } from '../platform/db/transact.ts';
import type { Ground } from '../platform/ground.ts';
import { enterLane } from './lanes.ts';
import { outboxHeld } from './outbox-hold.ts';
import { adapterOf } from './registry.ts';
import type { ChannelRow } from './tables.ts';
import { wake } from './wake.ts';

/** How long a process that sends is believed alive without a word from it, in milliseconds. */
export const leaseMs = minute;

/** One try of one message, and the right to make it. */
export type Claim = {
  messageId: string;
  channel: ChannelRow;
  /** Message-ID or equivalent. */
  key: string;
  /** The number of this try; a try whose number is no longer the row's has lost its right. */
  attempt: number;
  taken: string[];
  /** Gives the lane back. */
  leave(): void;
};

/** `number` is null for what must not lead back to its conversation. */
type Candidate = { number: string | null; channel: ChannelRow | undefined };

/**
 * Takes a message for sending if it is queued (or its undo time is over), due, within its mailbox's rate,
 * a lane is free, and nothing holds the outbox. Otherwise it stays where it is, and the reason is plain:
 * no error, no change but a later `next_at`.
 */
export async function claim(ground: Ground, messageId: string): Promise<Claim | undefined> {
  const found = await candidate(ground.db, messageId);
  if (!found) return undefined;
  const { channel, number } = found;
  if (!channel) {
    await nowhereToSend(ground, messageId);
    return undefined;
  }
  const leave = enterLane(ground, channel.id);
  if (!leave) return undefined;
  try {
    const taken = await transact(ground.db, (tx) => take(tx, ground, messageId, number, channel));
    if (taken) return { ...taken, messageId, channel, leave };
  } catch (error) {
    leave();
    throw error;
  }
  leave();
  return undefined;
}

/** The message's mailbox: its own if it still sends, else one of the same inbox. */
async function candidate(db: Db, messageId: string): Promise<Candidate | undefined> {
  const message = await db
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .select([
      'm.channel_id',
      'c.channel_id as conversation_channel_id',
      'c.inbox_id',
      'c.number',
      'm.forward_of_id',
    ])
    .where('m.id', '=', messageId)
    .where('m.direction', '=', 'out')
    .where('m.delivery', 'in', ['held', 'queued'])
    .executeTakeFirst();
  if (!message) return undefined;
  const channels = await db
    .selectFrom('channels')
    .selectAll()
    .where('inbox_id', '=', message.inbox_id)
    .where('archived_at', 'is', null)
    .orderBy('created_at')
    .execute();
  const sending = channels.filter((channel) => adapterOf(channel.type).canSend?.(channel));
  const wanted = [message.channel_id, message.conversation_channel_id];
  const channel =
    wanted.map((id) => sending.find((one) => one.id === id)).find((one) => one !== undefined) ?? sending[0];
  return { number: message.forward_of_id ? null : String(message.number), channel };
}

async function take(tx: Tx, ground: Ground, messageId: string, number: string | null, channel: ChannelRow) {
  const now = ground.clock.now();
  if (await outboxHeld(tx)) return undefined;
  const message = await tx
    .selectFrom('messages')
    .select('external_key')
    .where('id', '=', messageId)
    .where('delivery', 'in', ['held', 'queued'])
    .forUpdate()
    .executeTakeFirst();
  if (!message) return undefined;
  const row = await tx
    .selectFrom('deliveries')
    .selectAll()
    .where('message_id', '=', messageId)
    .executeTakeFirst();
  if (row && row.next_at > now) return undefined;
  const key = row?.external_key ?? nameOf(ground, channel, messageId, number);
  const slotAt = await rateAllows(tx, channel, now);
  const attempt = (row?.attempts ?? 0) + (slotAt ? 0 : 1);
  const state = slotAt
    ? { channel_id: channel.id, attempts: attempt, next_at: slotAt }
    : {
        channel_id: channel.id,
        attempts: attempt,
        next_at: now,
        started_at: now,
        lease_until: after(now, leaseMs),
        handed_at: null,
      };
  await tx
    .insertInto('deliveries')
    .values({ message_id: messageId, external_key: key, created_at: now, ...state })
    .onConflict((conflict) => conflict.column('message_id').doUpdateSet(state))
    .execute();
  if (slotAt) {
    await wake(tx, messageId, slotAt);
    return undefined;
  }
  await tx
    .updateTable('messages')
    .set({ delivery: 'sending', delivery_at: now, external_key: message.external_key ?? key })
    .where('id', '=', messageId)
    .execute();
  return { key, attempt, taken: row?.taken ?? [] };
}

function nameOf(ground: Ground, channel: ChannelRow, id: string, number: string | null): string {
  return adapterOf(channel.type).nameOf?.(ground, channel, { id, number }) ?? id;
}

/** Undefined if another message may leave now; else when the mailbox's minute has room again. */
async function rateAllows(tx: Tx, channel: ChannelRow, now: Date): Promise<Date | undefined> {
  const { perMinute } = adapterOf(channel.type).capabilities(channel);
  const nth = await tx
    .selectFrom('deliveries')
    .select('started_at')
    .where('channel_id', '=', channel.id)
    .where('started_at', '>', after(now, -minute))
    .orderBy('started_at', 'desc')
    .offset(perMinute - 1)
    .limit(1)
    .executeTakeFirst();
  return nth?.started_at ? after(nth.started_at, minute) : undefined;
}

async function nowhereToSend(ground: Ground, messageId: string): Promise<void> {
  const now = ground.clock.now();
  await transact(ground.db, (tx) =>
    markDelivery(
      tx,
      messageId,
      'failed',
      'This inbox has no mailbox to send from. Connect one, then try again.',
      now,
    ),
  );
}

/**
 * Notes that the body is about to be handed over, if this try still has the right to: false when another
 * process has taken the message for abandoned meanwhile. Whoever changes the row first decides.
 */
export async function stillMine(ground: Ground, mine: Claim): Promise<boolean> {
  const now = ground.clock.now();
  const noted = await ground.db
    .updateTable('deliveries')
    .set({ handed_at: now, lease_until: after(now, leaseMs) })
    .where('message_id', '=', mine.messageId)
    .where('attempts', '=', mine.attempt)
    .where('lease_until', 'is not', null)
    .executeTakeFirst();
  return noted.numUpdatedRows === 1n;
}

import { markDelivery } from '../conversations/mark-delivery.ts';
import { after, day, minute } from '../platform/clock/clock.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Claim } from './claim.ts';
import type { NotTaken, SendError, Sent } from './sent.ts';
import { wake } from './wake.ts';

/*
 * What came of a try, written down: on the message, where agents see it; on its delivery, where the
 * outbox continues from; and on the channel, when it is the mailbox that is unwell.
 */

/** Pauses between tries, in minutes; the last one repeats. */
const pauses = [1, 2, 5, 10, 30, 60];
/** When only a person can help, asking more often than this does harm: accounts are locked for it. */
const reauthPause = 30 * minute;
/** How long a message is tried before it is left to a person (RFC 5321, section 4.5.4.1: 4 to 5 days). */
const patience = 5 * day;

/** Writes the outcome of a try, unless the try has lost its right meanwhile. */
export async function settle(tx: Tx, mine: Claim, sent: Sent, now: Date): Promise<void> {
  const row = await tx
    .selectFrom('deliveries')
    .selectAll()
    .where('message_id', '=', mine.messageId)
    .where('attempts', '=', mine.attempt)
    .executeTakeFirst();
  if (!row) return;
  const since = row.first_failed_at ?? now;
  const lastTry = now.getTime() - since.getTime() >= patience;
  if (sent.ok) {
    const waiting = sent.notTaken.filter((one) => one.error.retry === 'later');
    const taken = [...row.taken, ...sent.taken];
    await mailboxWorks(tx, mine.channel.id, now);
    if (waiting.length === 0 || lastTry) return taking(tx, mine, sent, taken, now);
    const note = `Sent to ${taken.join(', ')}. ${described(sent.notTaken)}`;
    return tryLater(tx, mine, { ...waiting[0]!.error, text: note, whole: false }, since, now, taken);
  }
  const { error } = sent;
  if (error.whole) await mailboxFails(tx, mine.channel.id, error, now);
  if (error.retry === 'reauth' || (error.retry === 'later' && !lastTry)) {
    return tryLater(tx, mine, error, since, now, row.taken);
  }
  if (error.retry === 'unknown') return leaveOpen(tx, mine, error, now);
  const text = row.taken.length > 0 ? `${error.text} (Sent to ${row.taken.join(', ')}.)` : error.text;
  const ended = lastTry ? `Given up after five days of trying. ${text}` : text;
  await markDelivery(tx, mine.messageId, 'failed', ended, now);
  await note(tx, mine, { error_code: error.code, error_text: text, first_failed_at: since });
}

async function taking(
  tx: Tx,
  mine: Claim,
  sent: Sent & { ok: true },
  taken: string[],
  now: Date,
): Promise<void> {
  const missing = sent.notTaken.length > 0 ? described(sent.notTaken) : null;
  await markDelivery(tx, mine.messageId, 'sent', missing, now);
  await note(tx, mine, { sent_at: now, taken, answer: sent.answer, error_code: null, error_text: missing });
  // A provider that renames our mail is answered under the new name.
  if (sent.key !== mine.key) {
    await tx
      .updateTable('messages')
      .set({ external_key: sent.key })
      .where('id', '=', mine.messageId)
      .execute();
  }
}

async function tryLater(
  tx: Tx,
  mine: Claim,
  error: SendError,
  since: Date,
  now: Date,
  taken: string[],
): Promise<void> {
  const wait = (pauses[Math.min(mine.attempt, pauses.length) - 1] as number) * minute;
  const next = after(now, Math.max(wait, error.after ?? 0, error.retry === 'reauth' ? reauthPause : 0));
  await markDelivery(tx, mine.messageId, 'queued', error.text, now);
  await note(tx, mine, {
    next_at: next,
    // While a password is wrong no time is counted: nothing is given up for it.
    first_failed_at: error.retry === 'reauth' ? null : since,
    error_code: error.code,
    error_text: error.text,
    taken,
  });
  await wake(tx, mine.messageId, next);
  if (!error.whole) return;
  // What waits for the same mailbox need not find out for itself.
  await tx
    .updateTable('deliveries as d')
    .set({ next_at: next })
    .from('messages as m')
    .whereRef('m.id', '=', 'd.message_id')
    .where('m.delivery', '=', 'queued')
    .where('d.channel_id', '=', mine.channel.id)
    .where('d.next_at', '<', next)
    .execute();
}

async function leaveOpen(tx: Tx, mine: Claim, error: SendError, now: Date): Promise<void> {
  await markDelivery(tx, mine.messageId, 'unknown', error.text, now);
  await note(tx, mine, { error_code: error.code, error_text: error.text });
}

type Noted = Partial<{
  next_at: Date;
  first_failed_at: Date | null;
  error_code: string | null;
  error_text: string | null;
  taken: string[];
  answer: string;
  sent_at: Date;
}>;

async function note(tx: Tx, mine: Claim, noted: Noted): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ ...noted, lease_until: null })
    .where('message_id', '=', mine.messageId)
    .execute();
}

const described = (missed: NotTaken[]): string =>
  missed.map(({ address, error }) => `Not to ${address}: ${error.text}`).join(' ');

async function mailboxFails(tx: Tx, channelId: string, error: SendError, now: Date): Promise<void> {
  await tx
    .updateTable('channels')
    .set((eb) => ({
      out_error_code: error.retry === 'reauth' ? 'REAUTH' : error.code,
      out_error_text: error.text,
      out_error_at: eb.fn.coalesce('out_error_at', eb.val(now)),
    }))
    .where('id', '=', channelId)
    .execute();
}

/** The mailbox took a message: whatever was put off because of it goes now. */
async function mailboxWorks(tx: Tx, channelId: string, now: Date): Promise<void> {
  const was = await tx
    .selectFrom('channels')
    .select('out_error_at')
    .where('id', '=', channelId)
    .executeTakeFirst();
  await tx.updateTable('channels').set({ last_out_at: now }).where('id', '=', channelId).execute();
  if (was?.out_error_at) await sendAnew(tx, channelId, now);
}

/**
 * Has everything that waits for a mailbox try again now: its server answers again, or a person has just
 * given it a new password.
 */
export async function sendAnew(tx: Tx, channelId: string, now: Date): Promise<void> {
  await tx
    .updateTable('channels')
    .set({ out_error_code: null, out_error_text: null, out_error_at: null })
    .where('id', '=', channelId)
    .execute();
  const waiting = await tx
    .updateTable('deliveries as d')
    .set({ next_at: now })
    .from('messages as m')
    .whereRef('m.id', '=', 'd.message_id')
    .where('m.delivery', '=', 'queued')
    .where('d.channel_id', '=', channelId)
    .where('d.next_at', '>', now)
    .returning('d.message_id')
    .execute();
  for (const { message_id } of waiting.slice(0, 100)) await wake(tx, message_id, now);
}

import { markDelivery } from '../conversations/mark-delivery.ts';
import type { Delivery } from '../conversations/types.ts';
import type { Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import type { By } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { type Act, doableWith } from './outbox-access.ts';
import { freeOutbox, holdOutbox, outboxHeld } from './outbox-hold.ts';
import { wake } from './wake.ts';

/** What a person decides about a message that did not simply leave. Each is noted in the audit log. */

/**
 * Has a message tried again now, from the beginning: five new days. One that may have been sent needs
 * `anyway`. It keeps its Message-ID, so that a host that has it already can tell.
 * Throws NOT_FOUND, CONFLICT.
 */
export async function retry(tx: Tx, by: By, messageId: string, anyway: boolean, now: Date): Promise<void> {
  const state = await lock(tx, messageId);
  if (state === 'unknown' && !anyway) {
    throw refuse(
      'CONFLICT',
      'This may have been sent already, so trying again could send it twice. Look in the Sent folder first, then choose “Send again anyway” or “It was sent”.',
    );
  }
  must(state, state === 'unknown' ? 'send-again' : 'retry');
  await markDelivery(tx, messageId, 'queued', null, now);
  await tx
    .updateTable('deliveries')
    .set({ next_at: now, first_failed_at: null, error_code: null, error_text: null, lease_until: null })
    .where('message_id', '=', messageId)
    .execute();
  await wake(tx, messageId, now);
  await audit(
    tx,
    by,
    state === 'unknown' ? 'outbox.send-again' : 'outbox.retry',
    'message',
    messageId,
    {},
    now,
  );
}

/** Somebody looked and found that a doubtful message was sent. Throws NOT_FOUND, CONFLICT. */
export async function confirmSent(tx: Tx, by: By, messageId: string, now: Date): Promise<void> {
  must(await lock(tx, messageId), 'confirm');
  await markDelivery(tx, messageId, 'sent', null, now);
  await tx.updateTable('deliveries').set({ sent_at: now }).where('message_id', '=', messageId).execute();
  await audit(tx, by, 'outbox.confirm', 'message', messageId, {}, now);
}

/** Has a message not sent any more; its words stay in the conversation. Throws NOT_FOUND, CONFLICT. */
export async function cancel(tx: Tx, by: By, messageId: string, now: Date): Promise<void> {
  must(await lock(tx, messageId), 'cancel');
  await markDelivery(tx, messageId, 'cancelled', null, now);
  await audit(tx, by, 'outbox.cancel', 'message', messageId, {}, now);
}

/** Keeps everything inside from now on. */
export async function hold(tx: Tx, by: By, now: Date): Promise<void> {
  if (await outboxHeld(tx)) return;
  await holdOutbox(tx, 'person', now);
  await audit(tx, by, 'outbox.hold', 'outbox', null, {}, now);
}

/** Lets everything go again; what is due leaves within seconds (outbox-sweep.ts). */
export async function release(tx: Tx, by: By, now: Date): Promise<void> {
  await freeOutbox(tx, now);
  await audit(tx, by, 'outbox.release', 'outbox', null, {}, now);
}

/** The conversation first, as every verb does, then the message; returns where the message is. */
async function lock(tx: Tx, messageId: string): Promise<Delivery> {
  const found = await tx
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .select(['m.delivery', 'c.id'])
    .where('m.id', '=', messageId)
    .where('m.direction', '=', 'out')
    .forUpdate()
    .executeTakeFirst();
  if (!found?.delivery) throw refuse('NOT_FOUND');
  return found.delivery;
}

function must(state: Delivery, act: Act): void {
  if (doableWith[state].includes(act)) return;
  throw refuse('CONFLICT', whyNot[state] ?? 'This message has left already. Nothing was changed.');
}

const whyNot: Partial<Record<Delivery, string>> = {
  sending: 'This message is leaving at this moment. Look again in a minute.',
  bounced: 'This came back. Write it again, to an address that works.',
  cancelled: 'This was taken back. Write it again if it is still needed.',
};

import { markDelivery } from '../conversations/mark-delivery.ts';
import { transact } from '../platform/db/transact.ts';
import type { Ground } from '../platform/ground.ts';
import type { Job } from '../platform/jobs/jobs.ts';
import { wake, wakeDue } from './wake.ts';

/** Looks after what nobody looks after any more; runs every few seconds (jobs). */
export const sweepJob: Job = {
  name: 'channels.outbox',
  run: (ground) => sweepOutbox(ground),
};

/**
 * Settles tries whose process died, and wakes what is due. A try that had not begun to hand over is
 * queued again; one that had becomes 'unknown'.
 */
export async function sweepOutbox(ground: Ground): Promise<void> {
  const now = ground.clock.now();
  const abandoned = await ground.db
    .selectFrom('deliveries as d')
    .innerJoin('messages as m', 'm.id', 'd.message_id')
    .select(['d.message_id', 'd.attempts'])
    .where('m.delivery', '=', 'sending')
    .where((eb) => eb.or([eb('d.lease_until', 'is', null), eb('d.lease_until', '<', now)]))
    .limit(100)
    .execute();
  for (const one of abandoned) await settleAbandoned(ground, one.message_id, one.attempts);
  await wakeDue(ground);
}

async function settleAbandoned(ground: Ground, messageId: string, attempt: number): Promise<void> {
  const now = ground.clock.now();
  await transact(ground.db, async (tx) => {
    // The same row that the try must change before it hands over: one of the two comes too late.
    const row = await tx
      .updateTable('deliveries')
      .set({ lease_until: null, next_at: now })
      .where('message_id', '=', messageId)
      .where('attempts', '=', attempt)
      .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<', now)]))
      .returning('handed_at')
      .executeTakeFirst();
    if (!row) return;
    if (row.handed_at) {
      await markDelivery(
        tx,
        messageId,
        'unknown',
        'Rapport stopped while this was being sent, so it may have been sent. Look before sending it again.',
        now,
      );
      return;
    }
    await markDelivery(tx, messageId, 'queued', null, now);
    await wake(tx, messageId, now);
  });
}

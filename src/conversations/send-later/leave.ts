import { transact } from '../../platform/db/transact.ts';
import { bySystem } from '../../platform/events/record.ts';
import type { Ground } from '../../platform/ground.ts';
import { Refusal } from '../../platform/http/errors.ts';
import { canAnswer } from '../assign.ts';
import { change } from '../change-conversation.ts';
import { reply } from '../reply.ts';
import { setStatus } from '../set-status.ts';
import { attachedTo, lockScheduled } from './change-scheduled.ts';
import { giveBack } from './give-back.ts';
import type { ScheduledRow } from './schedule.ts';

/**
 * Lets a reply leave whose time has come, by the one door, as its author. That it is sent and that it waits no
 * more commit together under the conversation's lock: a job that comes twice, or after the customer wrote,
 * finds nothing to do. An author who may not answer here any more does not; what cannot be said is given back
 * with the reason.
 */
export async function leave(ground: Ground, scheduledId: string, now: Date): Promise<void> {
  try {
    await transact(ground.db, async (tx) => {
      const { row, scheduled } = await lockScheduled(tx, scheduledId);
      if (!isDue(scheduled, now)) return;
      const may = row.place === 'inbox' && (await canAnswer(tx, scheduled.agent_id, row.inbox_id));
      if (!may) {
        await change(tx, bySystem, row, {}, [await giveBack(tx, scheduled, { why: 'access' }, now)], now);
        return;
      }
      const by = { kind: 'agent' as const, id: scheduled.agent_id };
      await reply(
        tx,
        by,
        {
          id: row.id,
          messageId: scheduled.id,
          text: scheduled.text,
          html: scheduled.html ?? undefined,
          attachments: attachedTo(scheduled),
          ...scheduled.recipients,
          solve: scheduled.status_after === 'solved',
          keepDraft: true,
        },
        now,
      );
      if (scheduled.status_after === 'open') await setStatus(tx, by, { id: row.id, status: 'open' }, now);
      await tx
        .updateTable('scheduled_replies')
        .set({ state: 'sent', updated_at: now })
        .where('id', '=', scheduled.id)
        .execute();
    });
  } catch (error) {
    if (!(error instanceof Refusal) || error.status >= 500) throw error;
    if (error.code === 'NOT_FOUND') return;
    await refused(ground, scheduledId, error.message, now);
  }
}

const isDue = ({ state, send_at }: ScheduledRow, now: Date): boolean => state === 'waiting' && send_at <= now;

async function refused(ground: Ground, scheduledId: string, note: string, now: Date): Promise<void> {
  await transact(ground.db, async (tx) => {
    const { row, scheduled } = await lockScheduled(tx, scheduledId);
    if (!isDue(scheduled, now)) return;
    await change(tx, bySystem, row, {}, [await giveBack(tx, scheduled, { why: 'refused', note }, now)], now);
  });
}

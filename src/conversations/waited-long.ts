import { after, day } from '../platform/clock/clock.ts';
import { transact } from '../platform/db/transact.ts';
import { bySystem } from '../platform/events/record.ts';
import type { Job } from '../platform/jobs/jobs.ts';
import { lockConversation } from './change-conversation.ts';
import { solve } from './solve.ts';

/** A sweep does at most so many of an inbox; the rest waits for the next. */
const most = 500;

/**
 * Solves what has waited for the customer longer than its inbox waits (Settings, Statuses). An answer that
 * comes after all opens it again, as with anything solved.
 */
export const waitedLongJob: Job = {
  name: 'conversations.waited-long',
  async run(ground) {
    const now = ground.clock.now();
    const inboxes = await ground.db
      .selectFrom('inboxes')
      .select(['id', 'waiting_days'])
      .where('waiting_days', 'is not', null)
      .execute();
    for (const { id: inboxId, waiting_days } of inboxes) {
      const before = after(now, -Number(waiting_days) * day);
      const over = await ground.db
        .selectFrom('conversations')
        .select('id')
        .where('inbox_id', '=', inboxId)
        .where('shelf', '=', 'waiting')
        .where('status', '=', 'waiting')
        .where('last_message_at', '<', before)
        .orderBy('last_message_at')
        .limit(most)
        .execute();
      for (const { id } of over) {
        await transact(ground.db, async (tx) => {
          // Looked at again under the lock: the customer may just have answered.
          const row = await lockConversation(tx, id);
          if (row.status !== 'waiting' || row.snoozed_until || row.place !== 'inbox') return;
          if (row.last_message_at >= before) return;
          await solve(tx, bySystem, { id }, now);
        });
      }
    }
  },
};

import type { Job, Schedule } from '../../platform/jobs/jobs.ts';
import { leave } from './leave.ts';
import { leaveJob } from './schedule.ts';

/** What one sweep looks at; the rest waits for the next. */
const most = 500;

const leaves: Job<{ scheduledId: string }> = {
  name: leaveJob,
  run: (ground, { scheduledId }) => leave(ground, scheduledId, ground.clock.now()),
};

/** What is due and whose job was lost: a restore brings rows back, and a queue can be emptied by hand. */
const sweep: Job = {
  name: 'conversations.leave-overdue',
  async run(ground) {
    const now = ground.clock.now();
    const due = await ground.db
      .selectFrom('scheduled_replies')
      .select('id')
      .where('state', '=', 'waiting')
      .where('send_at', '<=', now)
      .orderBy('send_at')
      .limit(most)
      .execute();
    for (const { id } of due) await leave(ground, id, now);
  },
};

export const sendLaterJobs: Job[] = [leaves as Job, sweep];
export const sendLaterSchedules: Schedule[] = [{ job: sweep.name, everySeconds: 60 }];

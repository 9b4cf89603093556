import { after, day } from '../platform/clock/clock.ts';
import { transact } from '../platform/db/transact.ts';
import { bySystem } from '../platform/events/record.ts';
import type { Ground } from '../platform/ground.ts';
import type { Job, Schedule } from '../platform/jobs/jobs.ts';
import { assign } from './assign.ts';
import { binDays, deleteBinned } from './bin.ts';
import { change, lockConversation } from './change-conversation.ts';
import { searchJobs, searchSchedules } from './search/vocabulary.ts';
import { sendLaterJobs, sendLaterSchedules } from './send-later/jobs.ts';
import { notScheduled } from './send-later/views.ts';
import { wake } from './snooze.ts';
import { waitedLongJob } from './waited-long.ts';

/** Each sweep does at most so many, one short transaction each; the rest waits for the next. */
const most = 500;
/** How long an upload waits for its message. */
const uploadDays = 30;
/** How long the name of a message that never came is remembered. */
const keyDays = 60;

/** Brings back what was snoozed until now. A sweep rather than a job each: it survives restores and clocks. */
const wakeJob: Job = {
  name: 'conversations.wake',
  async run(ground) {
    const now = ground.clock.now();
    const due = await ground.db
      .selectFrom('conversations')
      .select('id')
      .where('snoozed_until', '<=', now)
      .where('place', '<>', 'merged')
      .orderBy('snoozed_until')
      .limit(most)
      .execute();
    for (const { id } of due) await transact(ground.db, (tx) => wake(tx, id, now));
  },
};

/** Closes what was solved longer ago than its inbox opens again; an answer then begins a new conversation. */
const closeJob: Job = {
  name: 'conversations.close',
  async run(ground) {
    const now = ground.clock.now();
    const inboxes = await ground.db.selectFrom('inboxes').select(['id', 'reopen_days']).execute();
    for (const { id, reopen_days } of inboxes) {
      const over = await ground.db
        .selectFrom('conversations')
        .select('id')
        .where('status', '=', 'solved')
        .where('place', '<>', 'merged')
        .where('solved_at', '<', after(now, -reopen_days * day))
        .where('inbox_id', '=', id)
        .orderBy('solved_at')
        .limit(most)
        .execute();
      for (const one of over) await close(ground, one.id, after(now, -reopen_days * day), now);
    }
  },
};

async function close(ground: Ground, id: string, before: Date, now: Date): Promise<void> {
  await transact(ground.db, async (tx) => {
    const row = await lockConversation(tx, id);
    if (row.status !== 'solved' || !row.solved_at || row.solved_at >= before) return;
    await change(tx, bySystem, row, { status: 'closed' }, [{ kind: 'conversation.closed' }], now);
  });
}

/** Empties what has lain in the bin long enough, forgets uploads nobody sent and messages that never came. */
const tidyJob: Job = {
  name: 'conversations.tidy',
  async run(ground) {
    const now = ground.clock.now();
    const old = await ground.db
      .selectFrom('conversations')
      .select('id')
      .where('place', '=', 'bin')
      .where('updated_at', '<', after(now, -binDays * day))
      .limit(most)
      .execute();
    for (const { id } of old) await transact(ground.db, (tx) => deleteBinned(tx, id, now));
    await ground.db
      .deleteFrom('uploads')
      .where('created_at', '<', after(now, -uploadDays * day))
      .where(notScheduled)
      .execute();
    await ground.db
      .deleteFrom('thread_keys')
      .where('at', '<', after(now, -keyDays * day))
      .execute();
  },
};

/** Gives the unfinished conversations of somebody who no longer works here back to their team. */
export const handBackJob: Job<{ agentId: string }> = {
  name: 'conversations.hand-back',
  async run(ground, { agentId }) {
    for (;;) {
      const now = ground.clock.now();
      const agent = await ground.db
        .selectFrom('agents')
        .select('deactivated_at')
        .where('id', '=', agentId)
        .executeTakeFirst();
      if (agent && !agent.deactivated_at) return;
      const theirs = await ground.db
        .selectFrom('conversations')
        .select('id')
        .where('assignee_id', '=', agentId)
        .where('shelf', 'in', ['open', 'waiting', 'snoozed'])
        .limit(most)
        .execute();
      if (theirs.length === 0) return;
      for (const { id } of theirs) {
        await transact(ground.db, (tx) => assign(tx, bySystem, { id, agentId: null }, now));
      }
    }
  },
};

export const conversationsJobs: Job[] = [
  waitedLongJob,
  wakeJob,
  closeJob,
  tidyJob,
  handBackJob as Job,
  ...sendLaterJobs,
  ...searchJobs,
];

export const conversationsSchedules: Schedule[] = [
  { job: wakeJob.name, everySeconds: 30 },
  { job: closeJob.name, everySeconds: 3_600 },
  { job: waitedLongJob.name, everySeconds: 3_600 },
  { job: tidyJob.name, everySeconds: 3_600 },
  ...sendLaterSchedules,
  ...searchSchedules,
];

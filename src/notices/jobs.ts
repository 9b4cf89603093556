import { after, day, minute } from '../platform/clock/clock.ts';
import { transact } from '../platform/db/transact.ts';
import type { Job, Schedule } from '../platform/jobs/jobs.ts';
import { mailDigest } from './digest.ts';
import type {} from './tables.ts';

/** The shortest time anybody may choose to wait for a mail (types.ts). */
const shortest = 5 * minute;
const mostAgents = 500;
/** How long what was read, or never read, is kept. */
const readDays = 30;
const unreadDays = 90;

/** Looks who is away with something unread. A sweep rather than a job each: whoever reads in time costs nothing. */
const mailJob: Job = {
  name: 'notices.mail',
  async run(ground) {
    const now = ground.clock.now();
    const waiting = await ground.db
      .selectFrom('notices')
      .select('agent_id')
      .distinct()
      .where('read_at', 'is', null)
      .where('by_mail', '=', true)
      .where('mailed_at', 'is', null)
      .where('at', '<=', after(now, -shortest))
      .limit(mostAgents)
      .execute();
    for (const { agent_id } of waiting) {
      await transact(ground.db, (tx) => mailDigest(tx, ground, agent_id, now)).catch((error) =>
        // One address that cannot be written to must not keep the others waiting; the next sweep tries again.
        ground.log.error({ err: error, agentId: agent_id }, 'A digest of notices could not be made'),
      );
    }
  },
};

/** Forgets old notices and handed drafts that were settled long ago. */
const tidyJob: Job = {
  name: 'notices.tidy',
  async run(ground) {
    const now = ground.clock.now();
    await ground.db
      .deleteFrom('notices')
      .where('read_at', '<', after(now, -readDays * day))
      .execute();
    await ground.db
      .deleteFrom('notices')
      .where('at', '<', after(now, -unreadDays * day))
      .execute();
    await ground.db
      .deleteFrom('handed_drafts')
      .where('settled_at', '<', after(now, -readDays * day))
      .execute();
  },
};

export const noticesJobs: Job[] = [mailJob, tidyJob];
export const noticesSchedules: Schedule[] = [
  { job: mailJob.name, everySeconds: 60 },
  { job: tidyJob.name, everySeconds: 6 * 3_600 },
];

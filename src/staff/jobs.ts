import { transact } from '../platform/db/transact.ts';
import type { Job, Schedule } from '../platform/jobs/jobs.ts';
import { forgetAttempts } from './attempt.ts';
import { mailResetLink } from './password.ts';

/**
 * Runs for every address anybody asks for, known or not, so that asking takes the same time either way
 * (SAFETY, no account enumeration).
 */
const passwordReset: Job<{ email: string }> = {
  name: 'staff.password-reset',
  async run(ground, { email }) {
    const outcome = await transact(ground.db, (tx) =>
      mailResetLink(tx, ground.config, email, ground.clock.now()),
    );
    if (outcome === 'no mailbox')
      ground.log.warn(
        'Somebody asked for a new password, but there is no mailbox to send the link. An owner or admin can make one under Settings, People, or bin/rapport reset-link --email ADDRESS on this machine.',
      );
  },
};

/** Removes what has run out, so that these tables stay small. */
const tidy: Job = {
  name: 'staff.tidy',
  async run(ground) {
    const now = ground.clock.now();
    await forgetAttempts(ground.db, now);
    await ground.db.deleteFrom('sessions').where('expires_at', '<', now).execute();
    await ground.db
      .deleteFrom('one_time_links')
      .where('purpose', '=', 'reset')
      .where('expires_at', '<', now)
      .execute();
  },
};

export const staffJobs: Job[] = [passwordReset as Job, tidy];
export const staffSchedules: Schedule[] = [{ job: tidy.name, everySeconds: 24 * 3600 }];

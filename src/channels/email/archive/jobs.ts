import { rm } from 'node:fs/promises';
import { after, day } from '../../../platform/clock/clock.ts';
import { transact } from '../../../platform/db/transact.ts';
import { enqueue, type Job, type Schedule } from '../../../platform/jobs/jobs.ts';
import { archivePath } from './place.ts';
import { archiveJob, readOn } from './read-on.ts';

/** How long half an archive waits for the rest of it. */
const keptDays = 14;

const read: Job<{ archiveId: string }> = {
  name: archiveJob,
  async run(ground, { archiveId }) {
    if ((await readOn(ground, archiveId)) !== 'reading') return;
    await transact(ground.db, (tx) =>
      enqueue(tx, archiveJob, { archiveId }, { key: `archive:${archiveId}` }),
    );
  },
};

/** Asks for whatever should be read and is not being read, and gives up what nobody sends any more. */
const tend: Job = {
  name: 'channels.tend-archives',
  async run(ground) {
    const now = ground.clock.now();
    const { db } = ground;
    const reading = await db
      .selectFrom('mail_archives')
      .select('id')
      .where('state', '=', 'reading')
      // One read by a command on this machine has no job; the command reads it.
      .where('path', 'is', null)
      .where('updated_at', '<', after(now, -60_000))
      .execute();
    for (const { id } of reading) {
      await transact(db, (tx) => enqueue(tx, archiveJob, { archiveId: id }, { key: `archive:${id}` }));
    }
    const left = await db
      .updateTable('mail_archives')
      .set({ state: 'cancelled', updated_at: now })
      .where('state', 'in', ['sending', 'failed'])
      .where('updated_at', '<', after(now, -keptDays * day))
      .returning(['id', 'path'])
      .execute();
    for (const row of left) if (!row.path) await rm(archivePath(ground.config, row), { force: true });
  },
};

export const archiveJobs: Job[] = [read as Job, tend];
export const archiveSchedules: Schedule[] = [{ job: tend.name, everySeconds: 60 }];

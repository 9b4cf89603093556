import path from 'node:path';
import { after, day } from '../clock/clock.ts';
import type { Job, Schedule } from '../jobs/jobs.ts';
import { sweep } from './sweep.ts';

/** Files nothing refers to are kept this long, so that a restored backup of yesterday still has its own. */
const kept = 2 * day;

export const filesJobs: Job[] = [
  {
    name: 'files.sweep',
    async run(ground) {
      const dir = path.join(ground.config.dataDir, 'files');
      const removed = await sweep(ground.db, dir, after(ground.clock.now(), -kept));
      if (removed > 0) ground.log.info({ removed }, 'Files nothing refers to were removed');
    },
  },
];

export const filesSchedules: Schedule[] = [{ job: 'files.sweep', everySeconds: 24 * 60 * 60 }];

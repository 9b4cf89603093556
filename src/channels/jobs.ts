import type { Job, Schedule } from '../platform/jobs/jobs.ts';
import { readRaw } from './read-raw.ts';
import { readerOf } from './reader.ts';

/** Reads what was stored and not yet read: what another process died over, or what failed before. */
const read: Job<{ rawId?: string }> = {
  name: 'channels.read',
  run: (ground, { rawId }) => (rawId ? readRaw(ground, rawId) : readerOf(ground).sweep()),
};

export const channelJobs: Job[] = [read as Job];

export const channelSchedules: Schedule[] = [{ job: 'channels.read', everySeconds: 15 }];

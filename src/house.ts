import type { Reaction } from './platform/events/reactions.ts';
import type { Mount } from './platform/http/server.ts';
import type { Job, Schedule } from './platform/jobs/jobs.ts';
import { staffJobs, staffSchedules } from './staff/jobs.ts';

/**
 * What the rooms bring to the running house, one line a room. Adding a room's jobs, schedules, reactions
 * or plain routes means adding a line here; its procedures go into contract.ts and routes.ts.
 */

export const jobs: readonly Job[] = [...staffJobs];

/** Everything that comes back by itself, on this one page. */
export const schedules: readonly Schedule[] = [...staffSchedules];

export const reactions: readonly Reaction[] = [];

export const mounts: readonly Mount[] = [];

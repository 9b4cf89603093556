import { mayAnswerAutomatically } from './channels/automatic.ts';
import { archiveJobs, archiveSchedules } from './channels/email/archive/jobs.ts';
import { archiveFiles } from './channels/email/archive/routes.ts';
import { channelJobs, channelSchedules } from './channels/jobs.ts';
import { outboxJobs, outboxReactions, outboxSchedules } from './channels/outbox-jobs.ts';
import { channelFiles } from './channels/raw-file.ts';
import { conversationFiles } from './conversations/files.ts';
import { conversationsJobs, conversationsSchedules } from './conversations/jobs.ts';
import { uploadedPictures } from './conversations/pictures/serve.ts';
import { conversationsReactions } from './conversations/reactions.ts';
import { feedbackJobs, feedbackReactions } from './feedback/jobs.ts';
import { feedbackPages } from './feedback/page.ts';
import { noticesJobs, noticesSchedules } from './notices/jobs.ts';
import { noticesReactions } from './notices/reactions.ts';
import type { Reaction } from './platform/events/reactions.ts';
import { filesJobs, filesSchedules } from './platform/files/jobs.ts';
import { idempotencyJobs, idempotencySchedules } from './platform/http/idempotency.ts';
import type { Mount } from './platform/http/server.ts';
import type { Job, Schedule } from './platform/jobs/jobs.ts';
import { exportFile } from './staff/export-route.ts';
import { staffJobs, staffSchedules } from './staff/jobs.ts';
import { providerPages } from './staff/provider/routes.ts';

/**
 * What the rooms bring to the running house, one line a room. Adding a room's jobs, schedules, reactions
 * or plain routes means adding a line here; its procedures go into contract.ts and routes.ts.
 */

export const jobs: readonly Job[] = [
  ...filesJobs,
  ...idempotencyJobs,
  ...staffJobs,
  ...conversationsJobs,
  ...channelJobs,
  ...archiveJobs,
  ...outboxJobs,
  ...noticesJobs,
  // The guard of automatic mail is the channels', which feedback may not import.
  ...feedbackJobs(mayAnswerAutomatically),
];

/** Everything that comes back by itself, on this one page. */
export const schedules: readonly Schedule[] = [
  ...filesSchedules,
  ...idempotencySchedules,
  ...staffSchedules,
  ...conversationsSchedules,
  ...channelSchedules,
  ...archiveSchedules,
  ...outboxSchedules,
  ...noticesSchedules,
];

export const reactions: readonly Reaction[] = [
  ...conversationsReactions,
  ...outboxReactions,
  ...noticesReactions,
  ...feedbackReactions,
];

export const mounts: readonly Mount[] = [
  providerPages,
  feedbackPages,
  conversationFiles,
  uploadedPictures,
  channelFiles,
  archiveFiles,
  exportFile,
];

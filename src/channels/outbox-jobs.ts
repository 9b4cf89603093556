import type { Reaction } from '../platform/events/reactions.ts';
import type { Job, Schedule } from '../platform/jobs/jobs.ts';
import { deliverJob } from './deliver.ts';
import { acknowledgeOpened } from './email/acknowledge.ts';
import { systemMailJob } from './email/system-mail.ts';
import { sweepJob } from './outbox-sweep.ts';
import { answerProves } from './prove-sent.ts';

/** What the outbox brings to the house. */
export const outboxJobs: Job[] = [deliverJob as Job, sweepJob, systemMailJob as Job];

export const outboxSchedules: Schedule[] = [{ job: sweepJob.name, everySeconds: 15 }];

export const outboxReactions: Reaction[] = [answerProves, acknowledgeOpened];

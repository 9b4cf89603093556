import { EventEmitter } from 'node:events';
import { Logger, run, runOnce, type TaskList, type WorkerEvents, WorkerPreset } from 'graphile-worker';
import { second } from '../clock/clock.ts';
import { transact } from '../db/transact.ts';
import type { Ground } from '../ground.ts';
import type { Log } from '../log/log.ts';
import { beat, leave, releaseDead } from './heart.ts';
import { enqueue, type Job, type Schedule } from './jobs.ts';

const concurrency = 8;

export type Worker = {
  /** Lets running jobs finish, at most 8 s; what is not finished by then is released for others. */
  close(): Promise<void>;
};

export type WorkerOptions = {
  processId: string;
  jobs: readonly Job[];
  schedules: readonly Schedule[];
  /** True if no other process can be alive, so that whatever is locked belongs to a dead one. */
  alone: boolean;
  /** Called after each job, so that the events it recorded are looked at at once. */
  afterJob: () => void;
};

/**
 * Runs jobs in this process, keeps its heart beating, releases what dead processes held, and starts what
 * the schedules name.
 */
export async function startWorker(ground: Ground, options: WorkerOptions): Promise<Worker> {
  await releaseDead(ground, options.alone);
  const events: WorkerEvents = new EventEmitter();
  const workerIds: string[] = [];
  events.on('pool:create', ({ workerPool }) => workerIds.push(workerPool.id));
  const runner = await run({
    pgPool: ground.pool,
    events,
    taskList: taskList(ground, options.jobs, options.afterJob),
    concurrency,
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: 8 * second,
    pollInterval: second,
    logger: loggerOver(ground.log),
    preset: { extends: [WorkerPreset], worker: { localQueue: { size: 50 } } },
  });
  const beatNow = () => beat(ground, options.processId, workerIds);
  await beatNow();
  const timers = [
    every(5, ground.log, beatNow),
    every(10, ground.log, () => releaseDead(ground, false)),
    ...options.schedules.map((one) => every(one.everySeconds, ground.log, () => startScheduled(ground, one))),
  ];
  for (const schedule of options.schedules) await startScheduled(ground, schedule);
  return {
    async close() {
      for (const timer of timers) clearInterval(timer);
      await runner.stop();
      await leave(ground, options.processId);
    },
  };
}

/** Runs every job that is due and returns when none is left; what tests and one-off commands use. */
export async function runDueJobs(ground: Ground, jobs: readonly Job[]): Promise<void> {
  await runOnce({
    pgPool: ground.pool,
    taskList: taskList(ground, jobs, () => {}),
    noHandleSignals: true,
    logger: loggerOver(ground.log),
  });
}

/** However many processes there are and however late one wakes up, a schedule waits at most once. */
async function startScheduled(ground: Ground, { job }: Schedule): Promise<void> {
  await transact(ground.db, (tx) => enqueue(tx, job, {}, { key: `schedule ${job}`, attempts: 3 }));
}

function taskList(ground: Ground, jobs: readonly Job[], afterJob: () => void): TaskList {
  return Object.fromEntries(
    jobs.map((job) => [
      job.name,
      async (payload: unknown) => {
        try {
          await job.run(ground, payload);
        } finally {
          afterJob();
        }
      },
    ]),
  );
}

/** A timer whose work never overlaps itself; what fails is logged and tried again at the next turn. */
function every(seconds: number, log: Log, work: () => Promise<void>): NodeJS.Timeout {
  let busy = false;
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    try {
      await work();
    } catch (error) {
      log.warn({ err: error }, 'Regular work did not succeed; it is tried again');
    } finally {
      busy = false;
    }
  }, seconds * second);
  return timer.unref();
}

/** The queue's own chatter at debug level; only what failed is news. */
function loggerOver(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error') log.error(message);
    else if (level === 'warning') log.warn(message);
    else log.trace(message);
  });
}

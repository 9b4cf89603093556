import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { TestClock } from '../src/platform/clock/clock.ts';
import { readConfig } from '../src/platform/config.ts';
import { connect } from '../src/platform/db/connect.ts';
import { react } from '../src/platform/events/reactions.ts';
import { diskFiles } from '../src/platform/files/disk.ts';
import type { Ground } from '../src/platform/ground.ts';
import type { Job } from '../src/platform/jobs/jobs.ts';
import { runDueJobs } from '../src/platform/jobs/worker.ts';
import { createLog } from '../src/platform/log/log.ts';
import { loadSecrets } from '../src/platform/settings/key.ts';
import { testDatabase } from './db.ts';

export type TestGround = Ground & {
  clock: TestClock;
  /** Runs all jobs due by `until` (default: the test clock's now), including those they add. */
  runJobs(until?: Date): Promise<void>;
  /** Lets every reaction handle what has happened so far. */
  runReactions(): Promise<void>;
  /** Jobs and reactions in turn until nothing is left to do now. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

/**
 * The real ground on a database of its own, with a clock that stands still: what a test of any room needs.
 * Call `close()` when done.
 */
export async function testGround(
  options: { start?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<TestGround> {
  const database = await testDatabase();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'rapport-test-'));
  const config = readConfig({
    RAPPORT_DATA: dataDir,
    SMTP_PORT: '0',
    PORT: '0',
    LOG_LEVEL: 'silent',
    ...options.env,
  });
  const connection = connect(database.config, () => {}, 10);
  const ground: Ground & { clock: TestClock } = {
    config,
    db: connection.db,
    pool: connection.pool,
    clock: new TestClock(options.start ?? '2026-03-02T09:00:00Z'),
    log: createLog(config.logLevel),
    files: diskFiles(path.join(dataDir, 'files')),
    secrets: await loadSecrets(dataDir, {}),
  };
  const house = () => import('../src/house.ts');
  const { reactions } = await house();
  // Reactions begin at the first event they could have seen, so that a test's own acts count.
  for (const reaction of reactions) await react(ground, reaction);
  const runReactions = async () => {
    await allVisible(ground);
    for (const reaction of reactions) while (await react(ground, reaction));
  };
  const begun = new Date();
  const runJobs = async (until = ground.clock.now()) => {
    const { jobs } = await house();
    for (;;) {
      await hideUntil(ground, until, begun);
      if (!(await anyDue(ground, jobs))) return;
      await runDueJobs(ground, jobs);
    }
  };
  return {
    ...ground,
    runJobs,
    runReactions,
    async settle() {
      for (let round = 0; round < 5; round++) {
        await runReactions();
        await runJobs();
      }
    },
    async close() {
      await connection.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * The queue keeps the machine's time, the test its own, which lies earlier. A job meant for a time the test
 * has not reached is put a century away until it has; one meant for "now" was given the machine's time.
 */
async function hideUntil(ground: Ground, until: Date, begun: Date): Promise<void> {
  await sql`update graphile_worker._private_jobs set run_at = run_at + interval '100 years'
    where run_at > ${until} and run_at < ${begun}`.execute(ground.db);
  await sql`update graphile_worker._private_jobs set run_at = run_at - interval '100 years'
    where run_at <= ${until}::timestamptz + interval '100 years' and run_at > now() + interval '50 years'`.execute(
    ground.db,
  );
}

/** Whether a job is due; one that nobody handles is a mistake. */
async function anyDue(ground: Ground, jobs: readonly Job[]): Promise<boolean> {
  const { rows } = await sql<{ identifier: string }>`
    select distinct t.identifier from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    where j.run_at <= now() and j.attempts < j.max_attempts and j.locked_at is null`.execute(ground.db);
  const unknown = rows.find(({ identifier }) => !jobs.some((job) => job.name === identifier));
  if (unknown) throw new Error(`Nobody handles the job ${unknown.identifier}: is its room in src/house.ts?`);
  return rows.length > 0;
}

/**
 * Waits until no event is held back. Readers wait for the oldest transaction of the whole server (law 4),
 * and other tests share it.
 */
export async function allVisible(ground: Ground): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ held: boolean }>`
      select exists (select from events where xid >= pg_snapshot_xmin(pg_current_snapshot())) as held`.execute(
      ground.db,
    );
    if (!rows[0]?.held) return;
    await setTimeout(2);
  }
}

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
  const runJobs = async (until = ground.clock.now()) => {
    const { jobs } = await house();
    // The queue keeps the machine's time; a job due by the test's clock is made due by the machine's.
    for (let due = true; due; ) {
      await sql`update graphile_worker._private_jobs set run_at = now() where run_at > now() and run_at <= ${until}`.execute(
        ground.db,
      );
      await sql`update graphile_worker._private_jobs set run_at = now() + interval '1 year' where run_at > ${until} and run_at <= now()`.execute(
        ground.db,
      );
      const { rows } = await sql<{ waiting: boolean }>`
        select exists (select from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts and locked_at is null) as waiting`.execute(
        ground.db,
      );
      due = rows[0]?.waiting ?? false;
      if (due) await runDueJobs(ground, jobs);
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

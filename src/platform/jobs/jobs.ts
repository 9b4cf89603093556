import { sql } from 'kysely';
import type { Tx } from '../db/connect.ts';
import type { Ground } from '../ground.ts';

/**
 * A kind of work done after commit: leased, retried with growing pauses, and kept where it can be seen
 * when it will not succeed. `run` may be called again after a crash, so it must look before it acts.
 */
export type Job<Payload = unknown> = {
  /** Unique and lasting, like 'email.send'. */
  name: string;
  run(ground: Ground, payload: Payload): Promise<void>;
};

/** Work that comes back by itself; all of it is listed on one page (src/schedule.ts). */
export type Schedule = { job: string; everySeconds: number };

export type EnqueueOptions = {
  /** Not before this time. */
  runAt?: Date;
  /** A job waiting under the same key is replaced, not doubled. */
  key?: string;
  /** Jobs of one queue run one after another. */
  queue?: string;
  /** How often it is tried before it is left for a person (default 25: about three days). */
  attempts?: number;
};

/**
 * Adds a job inside the caller's transaction, so that it exists exactly if the act does (law 2).
 * This is the one place that knows which queue is underneath.
 */
export async function enqueue(
  tx: Tx,
  job: string,
  payload: unknown,
  options: EnqueueOptions = {},
): Promise<void> {
  await sql`
    select graphile_worker.add_job(
      ${job}::text,
      payload := ${JSON.stringify(payload ?? {})}::json,
      queue_name := ${options.queue ?? null}::text,
      run_at := ${options.runAt ?? null}::timestamptz,
      max_attempts := ${options.attempts ?? null}::smallint,
      job_key := ${options.key ?? null}::text
    )`.execute(tx);
}

/** Takes the job waiting under a key away again, inside the caller's transaction. One that runs already goes on. */
export async function dequeue(tx: Tx, key: string): Promise<void> {
  await sql`select graphile_worker.remove_job(${key}::text)`.execute(tx);
}

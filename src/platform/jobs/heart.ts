import { sql } from 'kysely';
import { after, second } from '../clock/clock.ts';
import { transact } from '../db/transact.ts';
import type { Ground } from '../ground.ts';

/** A process that has not beaten its heart for this long is taken for dead. */
const deadAfter = 30 * second;

/** Says that process `id`, whose queues hold jobs under `workerIds`, is alive. */
export async function beat(ground: Ground, id: string, workerIds: string[]): Promise<void> {
  const now = ground.clock.now();
  await ground.db
    .insertInto('processes')
    .values({ id, worker_ids: workerIds, started_at: now, beat_at: now })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ beat_at: now, worker_ids: workerIds }))
    .execute();
}

/** Says that process `id` has ended in order. */
export async function leave(ground: Ground, id: string): Promise<void> {
  await ground.db.deleteFrom('processes').where('id', '=', id).execute();
}

/**
 * Gives back the jobs that dead processes held; without this they would stay locked for four hours.
 * With `all`, every process in the table is taken for dead (nobody else can be running on our own
 * database at start).
 */
export async function releaseDead(ground: Ground, all: boolean): Promise<void> {
  const before = after(ground.clock.now(), -deadAfter);
  await transact(ground.db, async (tx) => {
    let dead = tx.deleteFrom('processes').returning('worker_ids');
    if (!all) dead = dead.where('beat_at', '<', before);
    const workerIds = (await dead.execute()).flatMap((row) => row.worker_ids);
    if (workerIds.length === 0) return;
    await sql`select graphile_worker.force_unlock_workers(${workerIds}::text[])`.execute(tx);
    ground.log.info(
      { released: workerIds.length },
      'Released the jobs of processes that ended without notice',
    );
  });
}

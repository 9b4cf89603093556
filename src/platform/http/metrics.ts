import { sql } from 'kysely';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { second } from '../clock/clock.ts';
import type { Ground } from '../ground.ts';

type Figures = { waiting: number; oldest: number; dead: number };

/** What an operator watches: the process itself, and the job queue read when asked. */
export function createMetrics(ground: Ground): { contentType: string; text(): Promise<string> } {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const waiting = gauge('rapport_jobs_waiting', 'Jobs that are due and wait for a worker');
  const oldest = gauge('rapport_jobs_oldest_seconds', 'How long the oldest due job has waited');
  const dead = gauge('rapport_jobs_dead', 'Jobs given up after their last attempt');
  const sockets = gauge('rapport_database_connections', 'Open connections to the database');
  const space = gauge('rapport_disk_free_bytes', 'Room left on the disk of the data folder');
  return {
    contentType: registry.contentType,
    async text() {
      sockets.set(ground.pool.totalCount);
      // Left as it was where the disk does not say; /readyz logs why.
      await ground.files.space().then(
        ({ free }) => space.set(free),
        () => {},
      );
      const figures = await readQueue(ground);
      waiting.set(figures.waiting);
      oldest.set(figures.oldest / second);
      dead.set(figures.dead);
      return registry.metrics();
    },
  };
}

async function readQueue(ground: Ground): Promise<Figures> {
  const now = ground.clock.now();
  const { rows } = await sql<{ waiting: string; oldest: Date | null; dead: string }>`
    select count(*) filter (where run_at <= ${now} and attempts < max_attempts) as waiting,
           min(run_at) filter (where run_at <= ${now} and attempts < max_attempts) as oldest,
           count(*) filter (where attempts >= max_attempts) as dead
    from graphile_worker._private_jobs`.execute(ground.db);
  const row = rows[0];
  return {
    waiting: Number(row?.waiting ?? 0),
    oldest: row?.oldest ? now.getTime() - row.oldest.getTime() : 0,
    dead: Number(row?.dead ?? 0),
  };
}

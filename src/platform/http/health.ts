import { sql } from 'kysely';
import type { Ground } from '../ground.ts';
import { createMetrics } from './metrics.ts';
import type { Mount } from './server.ts';

/**
 * For the operator's tools: /livez says the process runs, /readyz that it can do its work, /metrics what
 * it is doing (Prometheus text format 0.0.4). They tell no content and need no sign-in; a proxy in front
 * may close them to the world.
 */
export const mountHealth: Mount = (app, ground) => {
  const metrics = createMetrics(ground);
  app.get('/livez', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    const problem = (await diskProblem(ground)) ?? (await databaseProblem(ground));
    return c.text(problem ?? 'ok', problem ? 503 : 200);
  });
  app.get('/metrics', async (c) =>
    c.text(await metrics.text(), 200, { 'Content-Type': metrics.contentType }),
  );
};

async function databaseProblem(ground: Ground): Promise<string | undefined> {
  try {
    await sql`select 1`.execute(ground.db);
    return undefined;
  } catch {
    return 'The database does not answer.';
  }
}

/** Asked for by itself: a database that only reads answers as if all were well. */
async function diskProblem({ files, log }: Ground): Promise<string | undefined> {
  try {
    const { state, free } = await files.space();
    if (state !== 'full') return undefined;
    log.error({ free }, 'The disk is full');
    return 'The disk is full. What is stored is safe, and senders try again; free some space.';
  } catch (error) {
    log.warn({ err: error }, 'How much room the disk has could not be found out');
    return undefined;
  }
}

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
    const ready = await answers(ground);
    return c.text(ready ? 'ok' : 'The database does not answer.', ready ? 200 : 503);
  });
  app.get('/metrics', async (c) =>
    c.text(await metrics.text(), 200, { 'Content-Type': metrics.contentType }),
  );
};

async function answers(ground: Ground): Promise<boolean> {
  try {
    await sql`select 1`.execute(ground.db);
    return true;
  } catch {
    return false;
  }
}

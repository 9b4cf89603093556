import { PassThrough, Readable } from 'node:stream';
import { transact } from '../platform/db/transact.ts';
import { audit } from '../platform/events/audit.ts';
import { exportAll } from '../platform/export/export.ts';
import { refuse } from '../platform/http/errors.ts';
import { fileHeaders } from '../platform/http/file-headers.ts';
import type { Mount } from '../platform/http/server.ts';
import { callerWith, needScope } from './signed-in.ts';

/**
 * Mounts `POST /api/export`: everything as one file, for owners. Not a GET, so that no link or picture on
 * another site has it made.
 */
export const exportFile: Mount = (app, ground) => {
  let busy = false;
  app.post('/api/export', async (c) => {
    const caller = await callerWith(ground, c.req.raw.headers, 'read');
    needScope(caller, 'admin');
    if (caller.role !== 'owner')
      throw refuse('NOT_ALLOWED', 'Only an owner takes everything out. Ask one of them.');
    if (busy) throw refuse('TOO_MANY', 'An export is being made already. Wait until it has ended.');
    busy = true;
    const { db, pool, config, clock, log } = ground;
    const now = clock.now();
    try {
      const by = { kind: 'agent', id: caller.agentId } as const;
      await transact(db, (tx) => audit(tx, by, 'workspace.export', 'workspace', null, {}, now));
    } catch (error) {
      busy = false;
      throw error;
    }
    const out = new PassThrough();
    // Whoever goes away ends it; what was sent until then is seen to be cut off.
    exportAll({ config: pool.options, dataDir: config.dataDir, out, clock })
      .catch((error: unknown) => {
        log.warn({ reason: String(error) }, 'An export was not finished');
        out.destroy(error instanceof Error ? error : new Error(String(error)));
      })
      .finally(() => {
        busy = false;
      });
    const name = `rapport-${now.toISOString().slice(0, 10)}.tar.gz`;
    const { 'Content-Length': _, ...headers } = fileHeaders({
      type: 'application/gzip',
      show: false,
      name,
      size: 0,
    });
    return c.body(Readable.toWeb(out) as ReadableStream, 200, { ...headers, 'Cache-Control': 'no-store' });
  });
};

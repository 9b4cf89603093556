import { Readable } from 'node:stream';
import { refuse } from '../platform/http/errors.ts';
import { fileHeaders } from '../platform/http/file-headers.ts';
import type { Mount } from '../platform/http/server.ts';
import { isId } from '../platform/ids.ts';
import { callerWith } from '../staff/signed-in.ts';
import { mustOversee } from './access.ts';

/**
 * Mounts `GET /api/channels/not-read/:id/raw`: an input that became no message, byte by byte, for whoever
 * oversees its mailbox. Those that did are behind `/api/messages/:id/raw`.
 */
export const channelFiles: Mount = (app, ground) => {
  app.get('/api/channels/not-read/:id/raw', async (c) => {
    const caller = await callerWith(ground, c.req.raw.headers, 'read');
    const id = c.req.param('id');
    if (!isId(id)) throw refuse('NOT_FOUND');
    const raw = await ground.db
      .selectFrom('raw_inbound as r')
      .innerJoin('channels as c', 'c.id', 'r.channel_id')
      .select(['r.bytes', 'r.file_hash', 'r.size', 'r.state', 'c.inbox_id'])
      .where('r.id', '=', id)
      .executeTakeFirst();
    mustOversee(caller, raw?.inbox_id);
    if (!raw || raw.state === 'read') throw refuse('NOT_FOUND');
    const bytes = raw.bytes
      ? new Uint8Array(raw.bytes)
      : (Readable.toWeb(await ground.files.stream(raw.file_hash ?? '')) as ReadableStream);
    const name = `not-read-${id.slice(-12)}.eml`;
    const type = 'text/plain; charset=utf-8';
    return c.body(bytes, 200, fileHeaders({ type, show: false, name, size: Number(raw.size) }));
  });
};

import { Readable } from 'node:stream';
import type { Context as Request } from 'hono';
import { sql } from 'kysely';
import type { Ground } from '../platform/ground.ts';
import { refuse } from '../platform/http/errors.ts';
import { fileHeaders } from '../platform/http/file-headers.ts';
import type { Mount, Web } from '../platform/http/server.ts';
import { isId } from '../platform/ids.ts';
import type { Caller } from '../staff/caller.ts';
import { callerWith } from '../staff/signed-in.ts';
import { visible } from './access.ts';
import { imageType } from './image-type.ts';
import { receiveUpload } from './upload.ts';

/*
 * Files over plain HTTP. What strangers sent is never served as what it claims to be: it is downloaded under a
 * type no browser acts upon, but for pictures, whose first bytes must say that they are one, and which are
 * shown where no script runs.
 */

/** A picture above this is downloaded, not shown, so that looking at one costs no memory to speak of. */
const largestShown = 20 * 1024 * 1024;

/** Mounts `/files/:attachmentId/:name`, `/api/messages/:id/raw` and `/api/uploads`. */
export const conversationFiles: Mount = (app, ground) => {
  app.get('/files/:id/:name', async (c) => {
    const caller = await callerWith(ground, c.req.raw.headers, 'read');
    return sendAttachment(ground, c, caller, idOf(c));
  });
  app.get('/api/messages/:id/raw', async (c) => {
    const caller = await callerWith(ground, c.req.raw.headers, 'read');
    return sendRaw(ground, c, caller, idOf(c));
  });
  app.post('/api/uploads', async (c) => {
    const caller = await callerWith(ground, c.req.raw.headers, 'write');
    return c.json(await receiveUpload(ground, caller.agentId, c.req.raw), 201);
  });
};

function idOf(c: Request<Web>): string {
  const id = c.req.param('id') ?? '';
  if (!isId(id)) throw refuse('NOT_FOUND');
  return id;
}

async function sendAttachment(
  ground: Ground,
  c: Request<Web>,
  caller: Caller,
  id: string,
): Promise<Response> {
  const file = await ground.db
    .selectFrom('attachments')
    .innerJoin('messages', 'messages.id', 'attachments.message_id')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .select(['attachments.name', 'attachments.type', 'attachments.size', 'attachments.file_hash'])
    .where('attachments.id', '=', id)
    .where(visible(caller))
    .executeTakeFirst();
  if (!file) throw refuse('NOT_FOUND');
  const size = Number(file.size);
  if (file.type.toLowerCase().startsWith('image/') && size <= largestShown) {
    const bytes = await ground.files.read(file.file_hash);
    const type = imageType(bytes);
    if (type)
      return c.body(new Uint8Array(bytes), 200, fileHeaders({ type, show: true, name: file.name, size }));
  }
  const bytes = Readable.toWeb(await ground.files.stream(file.file_hash)) as ReadableStream;
  return c.body(
    bytes,
    200,
    fileHeaders({ type: 'application/octet-stream', show: false, name: file.name, size }),
  );
}

/** The mail as it came in, byte by byte. */
async function sendRaw(ground: Ground, c: Request<Web>, caller: Caller, id: string): Promise<Response> {
  // raw_inbound belongs to channels, a floor above; its rows are named here by `raw_id` alone.
  const { rows } = await sql<{ bytes: Buffer | null; file_hash: string; size: string; number: string }>`
    select r.bytes, r.file_hash, r.size, conversations.number from messages m
    join conversations on conversations.id = m.conversation_id
    join raw_inbound r on r.id = m.raw_id
    where m.id = ${id} and ${visible(caller)}`.execute(ground.db);
  const raw = rows[0];
  if (!raw) throw refuse('NOT_FOUND');
  const bytes = raw.bytes
    ? new Uint8Array(raw.bytes)
    : (Readable.toWeb(await ground.files.stream(raw.file_hash)) as ReadableStream);
  const name = `conversation-${raw.number}.eml`;
  return c.body(
    bytes,
    200,
    fileHeaders({ type: 'text/plain; charset=utf-8', show: false, name, size: Number(raw.size) }),
  );
}

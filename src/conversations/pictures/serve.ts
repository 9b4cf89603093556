import { refuse } from '../../platform/http/errors.ts';
import { fileHeaders } from '../../platform/http/file-headers.ts';
import type { Mount } from '../../platform/http/server.ts';
import { isId } from '../../platform/ids.ts';
import { callerWith } from '../../staff/signed-in.ts';
import { imageType } from '../image-type.ts';

/**
 * Mounts `GET /api/uploads/:id`: a picture its own author has put into a letter that is not sent yet, so that
 * the composer can show it. Nobody else's, and nothing that is not a picture by its first bytes.
 */
export const uploadedPictures: Mount = (app, ground) => {
  app.get('/api/uploads/:id', async (c) => {
    const caller = await callerWith(ground, c.req.raw.headers, 'read');
    const id = c.req.param('id');
    if (!isId(id)) throw refuse('NOT_FOUND');
    const upload = await ground.db
      .selectFrom('uploads')
      .select(['name', 'type', 'size', 'file_hash'])
      .where('id', '=', id)
      .where('by_id', '=', caller.agentId)
      .executeTakeFirst();
    if (!upload?.type.startsWith('image/')) throw refuse('NOT_FOUND');
    const bytes = await ground.files.read(upload.file_hash);
    const type = imageType(bytes);
    if (!type) throw refuse('NOT_FOUND');
    const head = fileHeaders({ type, show: true, name: upload.name, size: Number(upload.size) });
    return c.body(new Uint8Array(bytes), 200, head);
  });
};

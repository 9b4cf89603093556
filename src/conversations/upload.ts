import { after, hour } from '../platform/clock/clock.ts';
import { transact } from '../platform/db/transact.ts';
import type { Ground } from '../platform/ground.ts';
import { readBytes } from '../platform/http/body.ts';
import { refuse } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';

export const largestUpload = 25 * 1024 * 1024;
/** How many files somebody may send ahead in an hour. */
const mostInAnHour = 500;
/** Room for the boundaries of a form around a file of the largest size. */
const formRoom = 64 * 1024;

const tooLarge = 'A file may have 25 MB at most. Nothing was saved.';

export type Upload = { id: string; name: string; type: string; size: number };

/**
 * Keeps a file for a message to come: the body itself with `?name=`, or a form's field `file`. Throws
 * TOO_LARGE as soon as there are more than 25 MB, BAD_INPUT for an empty or nameless one.
 */
export async function receiveUpload(ground: Ground, agentId: string, request: Request): Promise<Upload> {
  const { db, clock } = ground;
  const { sent } = await db
    .selectFrom('uploads')
    .select((eb) => eb.fn.countAll<string>().as('sent'))
    .where('by_id', '=', agentId)
    .where('created_at', '>', after(clock.now(), -hour))
    .executeTakeFirstOrThrow();
  if (Number(sent) >= mostInAnHour)
    throw refuse('TOO_MANY', 'Too many files in one hour. Wait a little, then go on.');
  const file = await fileOf(request);
  if (file.bytes.length > largestUpload) throw refuse('TOO_LARGE', tooLarge);
  if (file.bytes.length === 0) throw refuse('BAD_INPUT', 'This file is empty. Nothing was saved.');
  const name = file.name.replaceAll('\0', '').trim().slice(0, 255);
  if (name === '')
    throw refuse('BAD_INPUT', 'This file has no name. Give one with ?name=; nothing was saved.');
  const type =
    /^[\w.+-]{1,60}\/[\w.+-]{1,60}/.exec(file.type)?.[0].toLowerCase() ?? 'application/octet-stream';
  const id = newId();
  const size = file.bytes.length;
  await transact(db, async (tx) => {
    const now = clock.now();
    const hash = await ground.files.put(tx, file.bytes, now);
    await tx
      .insertInto('uploads')
      .values({ id, by_id: agentId, name, type, size, file_hash: hash, created_at: now })
      .execute();
  });
  return { id, name, type, size };
}

async function fileOf(request: Request): Promise<{ bytes: Buffer; name: string; type: string }> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.toLowerCase().startsWith('multipart/form-data')) {
    const name = new URL(request.url).searchParams.get('name') ?? '';
    return { bytes: await readBytes(request, largestUpload, tooLarge), name, type };
  }
  const body = await readBytes(request, largestUpload + formRoom, tooLarge);
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => {
      throw refuse('BAD_INPUT', 'This form could not be read. Nothing was saved.');
    });
  const file = form.get('file');
  if (!(file instanceof File)) throw refuse('BAD_INPUT', 'The form has no field “file”. Nothing was saved.');
  return { bytes: Buffer.from(await file.arrayBuffer()), name: file.name, type: file.type };
}

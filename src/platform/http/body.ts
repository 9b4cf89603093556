import { storable } from '../db/storable.ts';
import { refuse } from './errors.ts';

/**
 * Reads a request's body, at most `limit` bytes. Throws TOO_LARGE as soon as there are more, with `sentence` if
 * there is a better one.
 */
export async function readBytes(request: Request, limit: number, sentence?: string): Promise<Buffer> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw refuse('TOO_LARGE', sentence);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.byteLength;
    if (size > limit) throw refuse('TOO_LARGE', sentence);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The same as text. */
export const readBounded = async (request: Request, limit: number): Promise<string> =>
  (await readBytes(request, limit)).toString('utf8');

/** In JSON, what storable.ts removes can only be written as an escape. */
const unstorable = /\\u(?:0000|d[89a-f])/i;

/**
 * The body as the API reads it: JSON without what no database can hold, anything else untouched. Throws
 * BAD_INPUT if it says it is JSON and is not.
 */
export function readableBody(headers: Headers, body: string): string {
  if (body === '' || !headers.get('content-type')?.includes('json')) return body;
  try {
    const value: unknown = JSON.parse(body);
    return unstorable.test(body) ? JSON.stringify(storable(value)) : body;
  } catch {
    throw refuse('BAD_INPUT', 'The body of this request is not valid JSON. Nothing was changed.');
  }
}

/** The same for an address: `%00` in a path or a query means nothing anybody could have stored. */
export const readableUrl = (url: string): string => url.replaceAll('%00', '');

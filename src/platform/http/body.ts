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

/** Nobody writes lists in lists beyond this, and what walks a value by calling itself gets through it. */
const deepest = 200;

/** Whether lists and objects stand in each other more than `most` deep; asked level by level, without calling itself. */
function isDeeper(value: unknown, most: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}

/**
 * The body as the API reads it: JSON without what no database can hold, anything else untouched. Throws
 * BAD_INPUT if it says it is JSON and is not, or is nested beyond reason.
 */
export function readableBody(headers: Headers, body: string): string {
  if (body === '' || !headers.get('content-type')?.includes('json')) return body;
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw refuse('BAD_INPUT', 'The body of this request is not valid JSON. Nothing was changed.');
  }
  if (isDeeper(value, deepest))
    throw refuse('BAD_INPUT', 'The body of this request is nested too deep. Nothing was changed.');
  return unstorable.test(body) ? JSON.stringify(storable(value)) : body;
}

/** The same for an address: `%00` in a path or a query means nothing anybody could have stored. */
export const readableUrl = (url: string): string => url.replaceAll('%00', '');

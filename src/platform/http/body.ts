import { refuse } from './errors.ts';

/** Reads a request's body as text, at most `limit` bytes. Throws TOO_LARGE as soon as there are more. */
export async function readBounded(request: Request, limit: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw refuse('TOO_LARGE');
  if (!request.body) return '';
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body) {
    size += part.byteLength;
    if (size > limit) throw refuse('TOO_LARGE');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Throws BAD_INPUT if `body` says it is JSON and is not. */
export function mustBeJson(headers: Headers, body: string): void {
  if (body === '' || !headers.get('content-type')?.includes('json')) return;
  try {
    JSON.parse(body);
  } catch {
    throw refuse('BAD_INPUT', 'The body of this request is not valid JSON. Nothing was changed.');
  }
}

/**
 * oRPC's wire for a browser: the part of its RPC protocol our contract can say (JSON, dates, a hole in a
 * list). The library's own link brings streams, forms, blobs, regular expressions and tracing, 10 kB of gzip
 * nobody here calls; rpc.test.ts holds this one against the library's server, both ways.
 * https://orpc.dev/docs/advanced/rpc-protocol
 */

const DATE = 1;
const UNDEFINED = 3;

type Path = readonly (string | number)[];
/** What JSON cannot say: of which type is what stands where. */
type Meta = [type: number, ...Path][];

/** What the server refused, as it said it; `sentence` and `code` (errors.ts) read it. */
export class ServerError extends Error {
  readonly code: string;
  readonly status: number;
  readonly data: unknown;
  constructor(said: { code: string; status: number; message: string; data?: unknown }) {
    super(said.message);
    this.code = said.code;
    this.status = said.status;
    this.data = said.data;
  }
}

/** A value as the body of a call. */
export function write(value: unknown): string {
  const meta: Meta = [];
  const json = flatten(value, [], meta);
  return JSON.stringify(meta.length > 0 ? { json, meta } : { json });
}

function flatten(value: unknown, path: Path, meta: Meta): unknown {
  if (value instanceof Date) {
    meta.push([DATE, ...path]);
    return value.toISOString();
  }
  if (Array.isArray(value))
    return value.map((item, place) => {
      if (item === undefined) meta.push([UNDEFINED, ...path, place]);
      return item === undefined ? null : flatten(item, [...path, place], meta);
    });
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, flatten(item, [...path, key], meta)]),
    );
  return value;
}

/** The body of an answer as the value it stands for. Throws for what is not of this protocol. */
export function read(body: string): unknown {
  const { json, meta = [] } = JSON.parse(body) as { json?: unknown; meta?: Meta };
  const root = { json };
  for (const [type, ...path] of meta) {
    let at = root as unknown as Record<string | number, unknown>;
    let last: string | number = 'json';
    for (const step of path) {
      if (!Object.hasOwn(at, last)) throw new SyntaxError(`the answer has nothing at ${path.join('.')}`);
      at = at[last] as Record<string | number, unknown>;
      last = step;
    }
    if (type === DATE) at[last] = new Date(at[last] as string);
    else if (type === UNDEFINED) at[last] = undefined;
    else throw new SyntaxError(`the answer holds a type ${type}, which no contract of ours names`);
  }
  return root.json;
}

/**
 * Calls one procedure of the server.
 * @throws ServerError for what the server refused; TypeError where it was not reached, or somebody else
 *   answered in its place (a proxy's own error page)
 */
export async function call(
  path: readonly string[],
  input: unknown,
  init: { headers: Record<string, string>; signal?: AbortSignal | undefined },
): Promise<unknown> {
  const answer = await fetch(`/rpc/${path.map(encodeURIComponent).join('/')}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...init.headers },
    body: write(input),
    redirect: 'error',
    ...(init.signal && { signal: init.signal }),
  });
  const body = await answer.text();
  let value: unknown;
  try {
    value = read(body);
  } catch (cause) {
    throw new TypeError('The answer is not the server’s own.', { cause });
  }
  if (answer.ok) return value;
  if (typeof value === 'object' && value !== null && 'code' in value && 'status' in value)
    throw new ServerError(value as ConstructorParameters<typeof ServerError>[0]);
  throw new TypeError(`The server answered ${answer.status}.`);
}

import { lookup as systemLookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import net, { isIP, type LookupFunction, type Socket } from 'node:net';
import { Refusal, refuse } from '../http/errors.ts';
import type { NetRules } from './rules.ts';

type Found = { address: string; family: number };
type Resolve = (host: string) => Promise<Found[]>;

/** As the system does it, hosts file and odd spellings of IPv4 addresses included. */
const resolveBySystem: Resolve = (host) => systemLookup(host, { all: true });

export type GuardOptions = { rules: NetRules /** How names are looked up. */; resolve?: Resolve };

/**
 * The addresses of `host` that may be connected to, in the resolver's order; never an empty list. Whoever
 * connects must use one of these and not look the name up again, since the answer may change in between
 * (SAFETY, "No one in" 5).
 *
 * Throws Refusal CANNOT_CONNECT with a sentence for an owner: `data.reason` is 'not-found', 'private' (can
 * be allowed in settings) or 'never'.
 */
export async function guardedAddresses(host: string, options: GuardOptions): Promise<Found[]> {
  const bare = host.trim().replace(/^\[(.*)\]$/, '$1');
  const name = bare.includes(':') ? bare : bare.replace(/\.$/, '');
  if (name === '' || name.length > 253 || /[\s/\\@?#]|\p{Cc}/u.test(name)) throw notFound(host);
  const found: Found[] =
    isIP(name) > 0
      ? [{ address: name, family: isIP(name) }]
      : await (options.resolve ?? resolveBySystem)(name).catch(() => []);
  const allowed = found.filter(({ address }) => options.rules.judge(name, address) === 'allowed');
  if (allowed.length > 0) return allowed;
  const first = found[0]?.address;
  if (!first) throw notFound(host);
  throw turnedAway(name, first, options.rules.judge(name, first));
}

const notFound = (host: string): Refusal =>
  refuse('CANNOT_CONNECT', `There is no server called ${host}. Check the name.`, {
    reason: 'not-found',
    host,
  });

function turnedAway(host: string, address: string, why: ReturnType<NetRules['judge']>): Refusal {
  const at = host === address ? `${host} is` : `${host} is at ${address},`;
  const sentence =
    why === 'private'
      ? `${at} an address in your private network. Allow it in Settings, Network, then try again.`
      : `${at} an address that Rapport never connects to, because it is no server of yours or anybody's.`;
  return refuse('CANNOT_CONNECT', sentence, { reason: why, host, address });
}

/** A lookup for node's sockets that hands out nothing but checked addresses. */
function lookupAmong(found: Found[]): LookupFunction {
  return (_host, options, done) => {
    if (options.all) done(null, found);
    else done(null, found[0]?.address ?? '', found[0]?.family);
  };
}

/** Ends a socket that arrived somewhere else than allowed, before a byte is sent over it. */
function holdTo(socket: Socket, host: string, rules: NetRules): void {
  socket.once('connect', () => {
    const address = socket.remoteAddress ?? '';
    const verdict = rules.judge(host, address);
    if (verdict !== 'allowed') socket.destroy(turnedAway(host, address, verdict));
  });
}

/**
 * A TCP connection to `host`, for whatever speaks over one. Libraries that connect themselves (IMAP, SMTP)
 * are given one of `guardedAddresses` as host, and the name as TLS server name.
 * Throws Refusal CANNOT_CONNECT when the rules or the network do not allow it within `timeoutMs`.
 */
export async function guardedConnect(
  host: string,
  port: number,
  options: GuardOptions & { timeoutMs?: number },
): Promise<Socket> {
  const { timeoutMs = 10_000 } = options;
  const deadline = AbortSignal.timeout(timeoutMs);
  const found = await before(deadline, guardedAddresses(host, options), host);
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      socket.destroy();
      reject(spoken(error, host));
    };
    const late = () => fail(deadline.reason);
    const socket = net.connect({ host, port, lookup: lookupAmong(found) });
    // An address as `host` is not looked up; it is the one that was checked.
    holdTo(socket, host, options.rules);
    socket.once('error', fail);
    deadline.addEventListener('abort', late, { once: true });
    socket.once('connect', () => {
      if (socket.destroyed) return;
      deadline.removeEventListener('abort', late);
      socket.off('error', fail);
      resolve(socket);
    });
  });
}

export type FetchOptions = GuardOptions & {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** For everything together: name, connection, answer (default 10 s). */
  timeoutMs?: number;
  /** Bytes of the answer's body (default 1 MB). */
  maxBytes?: number;
};

export type Answer = { status: number; headers: Headers; body: Buffer };

/**
 * One HTTP(S) request to an address somebody else chose. A redirect is an answer like any other and is not
 * followed. Throws Refusal CANNOT_CONNECT (rules, network, time), TOO_LARGE (body) or BAD_INPUT (address).
 */
export async function guardedFetch(address: string | URL, options: FetchOptions): Promise<Answer> {
  const url = URL.parse(String(address));
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password) {
    throw refuse(
      'BAD_INPUT',
      'Only addresses that begin with https:// or http://, without a password, can be used.',
    );
  }
  const { method = 'GET', headers = {}, body, timeoutMs = 10_000, maxBytes = 1024 * 1024 } = options;
  const signal = AbortSignal.timeout(timeoutMs);
  const found = await before(signal, guardedAddresses(url.hostname, options), url.hostname);
  const own = Object.entries(headers).filter(
    ([name]) => !/^(host|content-length|transfer-encoding)$/i.test(name),
  );
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      request.destroy();
      reject(spoken(error, url.hostname));
    };
    const request = (url.protocol === 'https:' ? https : http).request(
      url,
      {
        method,
        headers: Object.fromEntries(own),
        signal,
        agent: false,
        lookup: lookupAmong(found),
        maxHeaderSize: 32 * 1024,
      },
      (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        response.on('data', (part: Buffer) => {
          size += part.length;
          if (size > maxBytes) fail(refuse('TOO_LARGE', `${url.hostname} answered with more than is read.`));
          else parts.push(part);
        });
        response.on('error', fail);
        response.on('end', () => {
          const kept = new Headers();
          for (const [name, values] of Object.entries(response.headersDistinct)) {
            for (const value of values ?? []) kept.append(name, value);
          }
          resolve({ status: response.statusCode ?? 0, headers: kept, body: Buffer.concat(parts) });
        });
      },
    );
    request.on('socket', (socket) => holdTo(socket, url.hostname, options.rules));
    request.on('error', fail);
    request.end(body);
  });
}

/** `work`, or the deadline's end; a name server may take its time. */
async function before<T>(deadline: AbortSignal, work: Promise<T>, host: string): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    deadline.addEventListener('abort', () => reject(spoken(deadline.reason, host)), { once: true });
  });
  return Promise.race([work, late]);
}

/** Network errors in words an owner understands. */
function spoken(error: unknown, host: string): Refusal {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Refusal) return cause;
  if (error instanceof Refusal) return error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const isLate = cause instanceof Error && /TimeoutError|AbortError/.test(cause.name);
  const what =
    isLate || code === 'ETIMEDOUT'
      ? 'did not answer in time'
      : code === 'ECONNREFUSED'
        ? 'refused the connection. Check the port'
        : /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(code)
          ? `showed a certificate that cannot be trusted (${code})`
          : `could not be reached (${code || 'unknown reason'})`;
  return refuse('CANNOT_CONNECT', `${host} ${what}.`, { reason: isLate ? 'ETIMEDOUT' : code, host });
}

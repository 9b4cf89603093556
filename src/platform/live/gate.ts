import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Ground } from '../ground.ts';
import { addressKey, callerAddress, trustedProxies } from '../http/address.ts';
import { isOwnOrigin } from '../http/origin.ts';
import { limits } from './frames.ts';

/** Somebody who may open a socket. `greeted` says that they have said hello, or are gone. */
export type Guest = { request: IncomingMessage; headers: Headers; greeted(): void };

export type GateOptions = {
  ground: Ground;
  /** Whether somebody is signed in by these headers. */
  isKnown(headers: Headers): Promise<boolean>;
  isClosing(): boolean;
  /** Makes a socket of it. */
  admit(guest: Guest, socket: Duplex, head: Buffer): void;
};

/**
 * Who may open a socket at all. Nobody is let in before they are known, and whoever is, counts here until they have
 * said hello: in all, so that a crowd cannot take every place, and by address, so that one neighbour cannot
 * keep the others out. What is refused costs a line of HTTP.
 */
export function createGate({ ground, isKnown, isClosing, admit }: GateOptions) {
  const proxies = trustedProxies(ground.config.trustedProxies);
  const waiting = new Map<string, number>();
  let all = 0;

  /** Takes a place; undefined where there is none. The place is given back once, whatever comes first. */
  function takePlace(address: string): (() => void) | undefined {
    const here = waiting.get(address) ?? 0;
    if (all >= limits.silent || here >= limits.silentOfAddress) return undefined;
    all++;
    waiting.set(address, here + 1);
    let taken = true;
    return () => {
      if (!taken) return;
      taken = false;
      all--;
      const left = (waiting.get(address) ?? 1) - 1;
      if (left > 0) waiting.set(address, left);
      else waiting.delete(address);
    };
  }

  /** The status to refuse with, or what lets them in once they are known. */
  function look(request: IncomingMessage, headers: Headers): Status | (() => void) {
    // Not read as a URL: what is written there may be none.
    if (request.url?.split('?')[0] !== '/live') return 404;
    const fromBrowser = headers.has('origin') || headers.has('cookie');
    if (fromBrowser && !isOwnOrigin(headers, ground.config)) return 403;
    if (isClosing()) return 503;
    const peer = request.socket.remoteAddress ?? '';
    return takePlace(addressKey(callerAddress(peer, headers.get('x-forwarded-for'), proxies))) ?? 503;
  }

  return async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    // Until it is a WebSocket nobody else listens for its errors.
    const broken = () => socket.destroy();
    socket.on('error', broken);
    const headers = headersOf(request);
    const greeted = look(request, headers);
    if (typeof greeted === 'number') return turnAway(socket, greeted);
    socket.once('close', greeted);
    try {
      if (!(await isKnown(headers))) return turnAway(socket, 401);
    } catch (error) {
      ground.log.warn({ err: error }, 'Who wants to listen could not be found out; they will come back');
      return turnAway(socket, 503);
    }
    socket.off('error', broken);
    admit({ request, headers, greeted }, socket, head);
  };
}

const words = { 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 503: 'Service Unavailable' };
type Status = keyof typeof words;

/** Ends a request that will not become a socket, and does not wait for the other end to do so. */
function turnAway(socket: Duplex, status: Status): void {
  socket.end(`HTTP/1.1 ${status} ${words[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () =>
    socket.destroy(),
  );
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return headers;
}

import type { AddressInfo } from 'node:net';
import { type HttpBindings, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { Ground } from '../ground.ts';
import { newId } from '../ids.ts';
import { callerAddress, trustedProxies } from './address.ts';
import type { Api } from './api.ts';
import { readableBody, readableUrl, readBounded } from './body.ts';
import type { HttpContext } from './context.ts';
import { docsPage } from './docs.ts';
import { refuse } from './errors.ts';
import { asAnswer, asRefusal } from './failure.ts';
import { idFrom, once, repeatable, type WhoAsks } from './idempotency.ts';
import { isOwnOrigin, isRead, keyIn } from './origin.ts';

/** A request on its way: what every plain route of a room is given. */
export type Web = { Bindings: HttpBindings; Variables: { http: HttpContext } };
export type WebApp = Hono<Web>;
/** A room's plain routes: files, public pages, doors of other programs. */
export type Mount = (app: WebApp, ground: Ground) => void;

/** The largest request the API reads; files have a door of their own. */
const longestBody = 2 * 1024 * 1024;

export type HttpOptions = {
  api: Api;
  mounts: readonly Mount[];
  /** Mounted after everything else: the page for every path nobody claimed. */
  last: Mount;
  /** Who sends a write under an Idempotency-Key, asked before any answer is given again. */
  whoAsks: WhoAsks;
  /** Called after every request that may have changed something. */
  afterWrite: () => void;
};

/** One server for the API, the desk and everything else that speaks HTTP. */
export function createWeb(ground: Ground, { api, mounts, last, whoAsks, afterWrite }: HttpOptions): WebApp {
  const app: WebApp = new Hono<Web>();
  const proxies = trustedProxies(ground.config.trustedProxies);
  app.onError((error, c) => asAnswer(asRefusal(error, ground.log), c.req.path));
  app.use(compress());
  app.use(async (c, next) => {
    const { headers, method } = c.req.raw;
    const peer = c.env?.incoming?.socket?.remoteAddress ?? '127.0.0.1';
    const ip = callerAddress(peer, headers.get('x-forwarded-for'), proxies);
    c.set('http', { ground, headers, ip, method, requestId: newId(), answerHeaders: new Headers() });
    if (!isRead(method) && headers.has('cookie') && !keyIn(headers)) {
      if (!isOwnOrigin(headers, ground.config)) throw refuse('FORGED_ORIGIN');
    }
    await next();
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'strict-origin-when-cross-origin');
    if (!isRead(method)) afterWrite();
  });
  for (const mount of mounts) mount(app, ground);
  app.get('/api', async (c) =>
    c.html(await docsPage(api, 'Make one in Settings, or with bin/rapport create-api-key.')),
  );
  app.get('/api/openapi.json', async (c) => c.json(await api.document()));
  const answerApi = async (request: Request, http: HttpContext): Promise<Response> => {
    const url = readableUrl(request.url);
    if (isRead(request.method)) {
      const asked = url === request.url ? request : new Request(url, request);
      return (await api.answer(asked, http)) ?? nothingHere(request);
    }
    const body = readableBody(request.headers, await readBounded(request, longestBody));
    const { pathname, search } = new URL(request.url);
    const write = await repeatable(request, pathname + search, body, whoAsks);
    const again = new Request(url, {
      method: request.method,
      headers: request.headers,
      ...(body === '' ? {} : { body }),
    });
    const work = async (context: HttpContext) => (await api.answer(again, context)) ?? nothingHere(request);
    if (!write) return work(http);
    return once(ground, write, () =>
      work({ ...http, requestId: idFrom(write.owner, write.key, write.request) }),
    );
  };
  app.all('/api/*', (c) => answerApi(c.req.raw, c.get('http')));
  app.all('/rpc/*', (c) => answerApi(c.req.raw, c.get('http')));
  last(app, ground);
  return app;
}

const nothingHere = (request: Request): Response =>
  asAnswer(refuse('NOT_FOUND'), new URL(request.url).pathname);

export type Listening = { server: ReturnType<typeof serve>; port: number; close(): Promise<void> };

/**
 * Opens the port. Throws in plain words if it is taken. `close` stops accepting, lets requests in flight
 * finish for at most 5 s, then ends what is left.
 */
export async function listen(app: WebApp, port: number, hostname: string): Promise<Listening> {
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const starting = serve({ fetch: app.fetch, port, hostname }, () => resolve(starting));
    starting.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${port} is in use by another program. Stop that one, or start with another PORT=….`,
            )
          : error,
      ),
    );
  });
  return {
    server,
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        const late = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 5_000);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
        if ('closeIdleConnections' in server) server.closeIdleConnections();
      }),
  };
}

import { implement } from '@orpc/server';
import { z } from 'zod';
import type { HttpContext } from '../../platform/http/context.ts';
import { asRefusal } from '../../platform/http/failure.ts';
import type { Mount } from '../../platform/http/server.ts';
import { must } from '../access.ts';
import { act } from '../act.ts';
import { keepNowhere } from '../in-person.ts';
import { signedIn } from '../signed-in.ts';
import { beginProvider } from './begin.ts';
import { providerClient } from './client.ts';
import { providerContract } from './contract.ts';
import { finishProvider, giveCode } from './finish.ts';
import {
  callbackPath,
  clientSecret,
  readProvider,
  removeProvider,
  setProvider,
  viewProvider,
} from './settings.ts';

const Said = z.object({ reason: z.string().optional() }).catch({});

const os = implement(providerContract).$context<HttpContext>();
const signed = os.use(signedIn);
const open = os.use(keepNowhere);
const done = { ok: true } as const;

export const providerRoutes = {
  get: signed.get.handler(({ context: { ground, caller } }) => {
    must(caller, 'provider.see');
    return viewProvider(ground);
  }),
  set: signed.set.handler(async ({ context, input }) => {
    const { ground, caller } = context;
    must(caller, 'provider.change');
    const before = await readProvider(ground.db);
    const kept = before?.issuer === input.issuer ? clientSecret(ground.secrets, before) : '';
    // Asked before it is saved, so that nobody learns of a wrong address by being locked out.
    await providerClient(ground, { ...input, secret: input.secret || kept || 'none' });
    await act(context, (tx, by, now) => setProvider(tx, by, ground.secrets, input, now));
    return viewProvider(ground);
  }),
  remove: signed.remove.handler(async ({ context }) => {
    must(context.caller, 'provider.change');
    await act(context, (tx, by, now) => removeProvider(tx, by, now));
    return viewProvider(context.ground);
  }),
  ways: os.ways.handler(async ({ context: { ground } }) => {
    const provider = await readProvider(ground.db);
    return { provider: provider && { label: provider.label }, ownWays: provider?.ownWays ?? true };
  }),
  start: open.start.handler(async ({ context, input }) => ({
    url: await beginProvider(context, input, context.ground.clock.now()),
  })),
  code: open.code.handler(async ({ context, input }) => {
    await giveCode(context, input, context.ground.clock.now());
    return done;
  }),
};

/** Where the provider sends the browser back to. What went wrong is said on the sign-in page. */
export const providerPages: Mount = (app, ground) => {
  app.get(callbackPath, async (c) => {
    const http = c.get('http');
    const to = await finishProvider(http, new URL(c.req.url).search, ground.clock.now()).catch((error) => {
      const { code, data } = asRefusal(error, ground.log);
      // A word of a known list and never a sentence, or a link could make our page say anything.
      const { reason } = Said.parse(data);
      return `/sign-in?${new URLSearchParams({ failed: reason ?? code })}`;
    });
    const answer = new Response(null, {
      status: 303,
      headers: { location: to, 'cache-control': 'no-store' },
    });
    for (const [name, value] of http.answerHeaders) answer.headers.append(name, value);
    return answer;
  });
};

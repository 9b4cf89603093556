import { implement } from '@orpc/server';
import { transact } from '../platform/db/transact.ts';
import type { HttpContext } from '../platform/http/context.ts';
import { signedIn } from '../staff/signed-in.ts';
import { noticesContract } from './contract.ts';
import { mark } from './mark.ts';
import { changeSettings, noteHere, settingsOfOne } from './settings.ts';
import { countNotices, listNotices } from './views.ts';

/** Everything here is the caller's own; whose it is comes from who asks and never from what they send. */

const os = implement(noticesContract).$context<HttpContext>().use(signedIn);

export const noticesRoutes = os.router({
  list: os.list.handler(({ context, input }) => listNotices(context.ground.db, context.caller, input)),
  count: os.count.handler(({ context: { ground, caller } }) =>
    countNotices(ground.db, caller, ground.clock.now()),
  ),
  mark: os.mark.handler(async ({ context: { ground, caller }, input }) => ({
    ids: await transact(ground.db, (tx) => mark(tx, caller.agentId, input, ground.clock.now())),
  })),
  here: os.here.handler(async ({ context: { ground, caller } }) => {
    await transact(ground.db, (tx) => noteHere(tx, caller.agentId, ground.clock.now()));
    return { ok: true } as const;
  }),
  settings: os.settings.handler(({ context: { ground, caller } }) =>
    settingsOfOne(ground.db, caller.agentId),
  ),
  changeSettings: os.changeSettings.handler(({ context: { ground, caller }, input }) =>
    transact(ground.db, (tx) => changeSettings(tx, caller.agentId, input, ground.clock.now())),
  ),
});

import { implement } from '@orpc/server';
import type { HttpContext } from '../../platform/http/context.ts';
import { act } from '../act.ts';
import { inPerson, keepNowhere } from '../in-person.ts';
import { proveSelf } from '../prove.ts';
import { signedIn } from '../signed-in.ts';
import { whole } from '../views.ts';
import { addPasskey, checkNewPasskey, startPasskey } from './add.ts';
import { removePasskey, renamePasskey } from './change.ts';
import { passkeysContract } from './contract.ts';
import { askForPasskey, signInByPasskey } from './sign-in.ts';
import { listPasskeys, viewPasskey } from './views.ts';

const os = implement(passkeysContract).$context<HttpContext>();
const open = os.use(keepNowhere);
const mine = os.use(signedIn).use(inPerson).use(keepNowhere);
const done = { ok: true } as const;

export const passkeysRoutes = {
  list: mine.list.handler(async ({ context: { ground, caller } }) =>
    whole(await listPasskeys(ground.db, caller.agentId)),
  ),
  start: mine.start.handler(async ({ context, input }) => {
    const now = context.ground.clock.now();
    await proveSelf(context, input.password, now);
    return startPasskey(context, context.caller, now);
  }),
  add: mine.add.handler(async ({ context, input }) => {
    const { ground, caller } = context;
    const passkey = await checkNewPasskey(context, caller.agentId, input, ground.clock.now());
    const id = await act(context, (tx, by, now) =>
      addPasskey(tx, { ...by, id: caller.agentId }, passkey, now),
    );
    return viewPasskey(ground.db, caller.agentId, id);
  }),
  rename: mine.rename.handler(async ({ context, input }) => {
    await act(context, (tx, by, now) => renamePasskey(tx, by, input, now));
    return viewPasskey(context.ground.db, context.caller.agentId, input.id);
  }),
  remove: mine.remove.handler(async ({ context, input }) => {
    await act(context, (tx, by, now) => removePasskey(tx, by, input.id, now));
    return done;
  }),
  ask: open.ask.handler(({ context }) => askForPasskey(context, context.ground.clock.now())),
  signIn: open.signIn.handler(async ({ context, input }) => {
    await signInByPasskey(context, input, context.ground.clock.now());
    return done;
  }),
};

import { implement } from '@orpc/server';
import type { HttpContext } from '../../platform/http/context.ts';
import { signedIn } from '../../staff/signed-in.ts';
import { must, mustWord } from '../access.ts';
import { act } from '../act.ts';
import { listAskings, setAsking } from './asking.ts';
import { changeCause, listEveryCause, removeCause } from './causes.ts';
import { resolutionContract } from './contract.ts';
import { listSolvedBefore, viewHints } from './views.ts';

const os = implement(resolutionContract).$context<HttpContext>().use(signedIn);
const done = { ok: true } as const;

/** The API of resolutions and of the tree of causes. */
export const resolutionRoutes = {
  resolutionHints: os.resolutionHints.handler(({ context, input }) =>
    viewHints(context.ground.db, context.caller, input.id),
  ),
  solvedBefore: os.solvedBefore.handler(async ({ context, input }) => ({
    items: await listSolvedBefore(context.ground.db, context.caller, input),
    next: null,
  })),
  resolutionAsking: os.resolutionAsking.handler(({ context }) =>
    listAskings(context.ground.db, context.caller),
  ),
  setResolutionAsking: os.setResolutionAsking.handler(async ({ context, input }) => {
    must(context.caller, 'manage', { inbox_id: input.inboxId });
    await act(context, (tx, by, now) => setAsking(tx, by, input, now));
    return done;
  }),
  everyCause: os.everyCause.handler(({ context }) => listEveryCause(context.ground.db)),
  changeCause: os.changeCause.handler(async ({ context, input }) => {
    mustWord(context.caller, 'cause.add');
    await act(context, (tx, by, now) => changeCause(tx, by, input, now));
    return done;
  }),
  removeCause: os.removeCause.handler(async ({ context, input }) => {
    mustWord(context.caller, 'cause.add');
    await act(context, (tx, by, now) => removeCause(tx, by, input, now));
    return done;
  }),
};

import { implement } from '@orpc/server';
import type { HttpContext } from '../../platform/http/context.ts';
import { signedIn } from '../../staff/signed-in.ts';
import { findByMessage } from '../access.ts';
import { act, actOn } from '../act.ts';
import { conversationsContract } from '../contract.ts';
import { forward } from '../forward.ts';
import { openAside, seeAside } from './open-aside.ts';
import { listAsides } from './views.ts';

const os = implement(conversationsContract).$context<HttpContext>().use(signedIn);

/** The API of side conversations and of passing a message on. */
export const asideRoutes = {
  asides: os.asides.handler(({ context, input }) => listAsides(context.ground.db, context.caller, input.id)),
  openAside: os.openAside.handler(({ context, input }) =>
    actOn(context, 'reply', openAside, { ...input, messageId: input.messageId ?? context.requestId }),
  ),
  seeAside: os.seeAside.handler(({ context, input }) => actOn(context, 'change', seeAside, input)),
  forward: os.forward.handler(({ context, input }) =>
    act(context, async (tx, by, now) => {
      await findByMessage(tx, context.caller, 'reply', input.messageId);
      return forward(tx, by, { ...input, forwardId: input.forwardId ?? context.requestId }, now);
    }),
  ),
};

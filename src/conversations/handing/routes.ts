import { implement } from '@orpc/server';
import type { HttpContext } from '../../platform/http/context.ts';
import { signedIn } from '../../staff/signed-in.ts';
import { enter, find } from '../access.ts';
import { act, byOf, type Context } from '../act.ts';
import { handingContract } from './contract.ts';
import { handDraft } from './hand.ts';
import { settleDraft } from './settle.ts';
import { viewHandedDrafts } from './views.ts';

const os = implement(handingContract).$context<HttpContext>().use(signedIn);

const ownBy = (context: Context) => ({ ...byOf(context), id: context.caller.agentId });

export const handingRoutes = {
  handDraft: os.handDraft.handler(({ context, input }) =>
    act(context, async (tx, _by, now) => {
      // A note may be handed by whoever may note; giving the conversation away is a change of it.
      const id = await enter(tx, context.caller, input.assign ? 'change' : 'note', input.id);
      const handedId = input.handedId ?? context.requestId;
      return handDraft(tx, ownBy(context), { ...input, id, handedId }, now);
    }),
  ),
  handedDrafts: os.handedDrafts.handler(({ context, input }) =>
    viewHandedDrafts(context.ground.db, context.caller, input.id),
  ),
  settleDraft: os.settleDraft.handler(({ context, input }) =>
    act(context, async (tx, _by, now) => {
      const settled = await settleDraft(tx, ownBy(context), input, now);
      // What may not be seen any more is not read by way of a draft either.
      await find(tx, context.caller, 'note', settled.conversationId);
      return settled;
    }),
  ),
};

import { implement } from '@orpc/server';
import type { HttpContext } from '../../platform/http/context.ts';
import { signedIn } from '../../staff/signed-in.ts';
import { enter, find } from '../access.ts';
import { act, actOn } from '../act.ts';
import {
  addToChecklist,
  changeChecklist,
  conversationOfItem,
  removeFromChecklist,
} from './change-checklist.ts';
import { checklistContract } from './contract.ts';
import { viewChecklist } from './views.ts';

const os = implement(checklistContract).$context<HttpContext>().use(signedIn);

/** A checklist is work among colleagues, so whoever may write notes may keep it, light agents too. */
export const checklistRoutes = {
  checklist: os.checklist.handler(async ({ context: { ground, caller }, input }) => {
    const { id } = await find(ground.db, caller, 'view', input.id);
    return viewChecklist(ground.db, id);
  }),
  addToChecklist: os.addToChecklist.handler(({ context, input }) =>
    actOn(context, 'note', addToChecklist, { ...input, itemId: input.itemId ?? context.requestId }),
  ),
  changeChecklist: os.changeChecklist.handler(({ context, input }) =>
    act(context, async (tx, by, now) => {
      await enter(tx, context.caller, 'note', await conversationOfItem(tx, input.itemId));
      return changeChecklist(tx, by, input, now);
    }),
  ),
  removeFromChecklist: os.removeFromChecklist.handler(({ context, input }) =>
    act(context, async (tx, by, now) => {
      await enter(tx, context.caller, 'note', await conversationOfItem(tx, input.itemId));
      return removeFromChecklist(tx, by, input, now);
    }),
  ),
};

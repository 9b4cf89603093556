import { implement } from '@orpc/server';
import type { Tx } from '../../platform/db/connect.ts';
import type { HttpContext } from '../../platform/http/context.ts';
import { refuse } from '../../platform/http/errors.ts';
import type { Caller } from '../../staff/caller.ts';
import { signedIn } from '../../staff/signed-in.ts';
import { mustWord } from '../access.ts';
import { act } from '../act.ts';
import { savedViewsContract } from './contract.ts';
import { countFilter, countViews } from './counts.ts';
import { addView, changeView, orderViews, removeView } from './save-view.ts';
import { mayChange, readView, readViews, usable } from './views.ts';

/** The API of views: input checked by the contract, then access, then one verb or one view. */

const os = implement(savedViewsContract).$context<HttpContext>().use(signedIn);
const done = { ok: true } as const;

/** The view, locked, if the caller may change it. Throws NOT_FOUND for what they do not see, NOT_ALLOWED. */
async function mustChange(tx: Tx, caller: Caller, id: string) {
  await readView(tx, caller, id);
  const row = await tx
    .selectFrom('saved_views')
    .select(['id', 'scope', 'team_id', 'agent_id'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw refuse('NOT_FOUND');
  if (!mayChange(caller, row)) throw refuse('NOT_ALLOWED');
  return row;
}

export const savedViewsRoutes = {
  views: os.views.handler(async ({ context: { ground, caller } }) =>
    (await readViews(ground.db, caller)).map(({ view }) => view),
  ),
  viewCounts: os.viewCounts.handler(({ context: { ground, caller } }) => countViews(ground, caller)),
  addView: os.addView.handler(async ({ context, input }) => {
    if (input.scope !== 'personal') mustWord(context.caller, 'view.share');
    const id = await act(context, async (tx, by, now) => {
      // A filter is kept only if it can be evaluated now.
      await usable(tx, input.filter);
      return addView(
        tx,
        { ...by, id: context.caller.agentId },
        { ...input, id: input.id ?? context.requestId },
        now,
      );
    });
    return (await readView(context.ground.db, context.caller, id)).view;
  }),
  changeView: os.changeView.handler(async ({ context, input: { id, ...input } }) => {
    const { caller, ground } = context;
    await act(context, async (tx, by, now) => {
      const row = await mustChange(tx, caller, id);
      if (input.scope !== undefined && input.scope !== 'personal') mustWord(caller, 'view.share');
      if (input.filter) await usable(tx, input.filter);
      await changeView(tx, { ...by, id: caller.agentId }, row, input, now);
    });
    return (await readView(ground.db, caller, id)).view;
  }),
  removeView: os.removeView.handler(async ({ context, input }) => {
    await act(context, async (tx, by, now) =>
      removeView(tx, by, await mustChange(tx, context.caller, input.id), now),
    );
    return done;
  }),
  orderViews: os.orderViews.handler(async ({ context, input }) => {
    await act(context, (tx) => orderViews(tx, context.caller.agentId, input));
    return done;
  }),
  checkFilter: os.checkFilter.handler(({ context: { ground, caller }, input }) =>
    countFilter(ground, caller, input.filter),
  ),
};

import { implement } from '@orpc/server';
import type { HttpContext } from '../../platform/http/context.ts';
import { signedIn } from '../../staff/signed-in.ts';
import { find } from '../access.ts';
import { act, byOf } from '../act.ts';
import { followContract } from './contract.ts';
import { follow } from './follow.ts';
import { viewColleagues, viewFollowing } from './views.ts';

const os = implement(followContract).$context<HttpContext>().use(signedIn);

export const followRoutes = {
  follow: os.follow.handler(({ context, input }) =>
    act(context, async (tx, _by, now) => {
      const { id } = await find(tx, context.caller, 'view', input.id);
      const by = { ...byOf(context), id: context.caller.agentId };
      await follow(tx, by, { id, following: input.following }, now);
      return { ok: true } as const;
    }),
  ),
  following: os.following.handler(({ context, input }) =>
    viewFollowing(context.ground.db, context.caller, input.id),
  ),
  colleagues: os.colleagues.handler(({ context, input }) =>
    viewColleagues(context.ground.db, context.caller, input.id),
  ),
};

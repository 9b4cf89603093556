import { implement } from '@orpc/server';
import type { Tx } from '../../platform/db/connect.ts';
import type { HttpContext } from '../../platform/http/context.ts';
import { refuse } from '../../platform/http/errors.ts';
import { signedIn } from '../../staff/signed-in.ts';
import { type Action, enter, find } from '../access.ts';
import { act, type Context } from '../act.ts';
import { callOff, changeScheduled } from './change-scheduled.ts';
import { sendLaterContract } from './contract.ts';
import { leave } from './leave.ts';
import { schedule } from './schedule.ts';
import { listScheduled } from './views.ts';

const os = implement(sendLaterContract).$context<HttpContext>().use(signedIn);

/** Everything that waits in one conversation: never more than a screen shows. */
const allOfOne = 100;

/** Throws NOT_FOUND or NOT_ALLOWED unless the caller may do this where the reply waits. */
async function enterScheduled(tx: Tx, { caller }: Context, action: Action, id: string): Promise<string> {
  const found = await tx
    .selectFrom('scheduled_replies')
    .select('conversation_id')
    .where('id', '=', id)
    .executeTakeFirst();
  if (!found) throw refuse('NOT_FOUND');
  return enter(tx, caller, action, found.conversation_id);
}

export const sendLaterRoutes = {
  scheduled: os.scheduled.handler(async ({ context: { ground, caller }, input }) => {
    const { id } = await find(ground.db, caller, 'view', input.id);
    return (await listScheduled(ground.db, caller, { conversationId: id, limit: allOfOne })).items;
  }),
  allScheduled: os.allScheduled.handler(({ context: { ground, caller }, input }) =>
    listScheduled(ground.db, caller, { ...input, mine: input.whose === 'mine' }),
  ),
  schedule: os.schedule.handler(({ context, input }) =>
    act(context, async (tx, by, now) => {
      const id = await enter(tx, context.caller, 'reply', input.id);
      const scheduledId = input.scheduledId ?? context.requestId;
      return schedule(tx, { ...by, id: context.caller.agentId }, { ...input, id, scheduledId }, now);
    }),
  ),
  changeScheduled: os.changeScheduled.handler(({ context, input }) =>
    act(context, async (tx, by, now) => {
      await enterScheduled(tx, context, 'reply', input.scheduledId);
      return changeScheduled(tx, by, input, now);
    }),
  ),
  callOff: os.callOff.handler(({ context, input }) =>
    act(context, async (tx, by, now) => {
      await enterScheduled(tx, context, 'reply', input.scheduledId);
      return callOff(tx, by, input, now);
    }),
  ),
  /** Its time is now: the same way out, in a transaction of its own. */
  sendScheduled: os.sendScheduled.handler(async ({ context, input }) => {
    const changed = await act(context, async (tx, by, now) => {
      await enterScheduled(tx, context, 'reply', input.scheduledId);
      return changeScheduled(tx, by, { scheduledId: input.scheduledId, sendAt: now, atOnce: true }, now);
    });
    await leave(context.ground, input.scheduledId, context.ground.clock.now());
    return changed;
  }),
};

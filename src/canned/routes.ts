import { implement } from '@orpc/server';
import { listFields } from '../conversations/words.ts';
import type { HttpContext } from '../platform/http/context.ts';
import { act } from '../staff/act.ts';
import { signedIn } from '../staff/signed-in.ts';
import { cannedContract } from './contract.ts';
import { addReply, changeReply, removeReply } from './save.ts';
import { fillReply, useReply } from './use.ts';
import { keys } from './values.ts';
import { listReplies, viewReply } from './views.ts';

const os = implement(cannedContract).$context<HttpContext>().use(signedIn);

export const cannedRoutes = os.router({
  list: os.list.handler(({ context: { ground, caller } }) => listReplies(ground.db, caller)),
  get: os.get.handler(({ context: { ground, caller }, input }) => viewReply(ground.db, caller, input.id)),
  add: os.add.handler(({ context, input }) =>
    act(context, (tx, by, now) =>
      addReply(tx, context.caller, by, { ...input, id: input.id ?? context.requestId }, now),
    ),
  ),
  change: os.change.handler(({ context, input }) =>
    act(context, (tx, by, now) => changeReply(tx, context.caller, by, input, now)),
  ),
  remove: os.remove.handler(async ({ context, input }) => {
    await act(context, (tx, by, now) => removeReply(tx, context.caller, by, input.id, now));
    return { ok: true };
  }),
  filled: os.filled.handler(({ context: { ground, caller }, input }) =>
    fillReply(ground.db, caller, input, ground.clock.now()),
  ),
  use: os.use.handler(({ context, input }) =>
    act(context, (tx, _by, now) => useReply(tx, context.caller, input, now)),
  ),
  variables: os.variables.handler(async ({ context }) => {
    const fields = await listFields(context.ground.db);
    return [
      ...keys.map((key) => ({ key, label: null })),
      ...fields.map(({ noun, key, label }) => ({ key: `${noun}.fields.${key}`, label })),
    ];
  }),
});

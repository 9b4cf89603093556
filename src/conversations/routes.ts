import { implement } from '@orpc/server';
import type { HttpContext } from '../platform/http/context.ts';
import { signedIn } from '../staff/signed-in.ts';
import { acceptParticipant } from './accept-participant.ts';
import { find, findByMessage, must, mustWord } from './access.ts';
import { act, actOn } from './act.ts';
import { asideRoutes } from './aside/routes.ts';
import { assign } from './assign.ts';
import { bin, restore } from './bin.ts';
import { changeConversation } from './change.ts';
import { checklistRoutes } from './checklist/routes.ts';
import { conversationsContract } from './contract.ts';
import { viewConversation } from './conversation-view.ts';
import { saveDraft, viewDraft } from './draft.ts';
import { followRoutes } from './follow/routes.ts';
import { handingRoutes } from './handing/routes.ts';
import { historyRoutes } from './history/routes.ts';
import { keptRoutes } from './kept/routes.ts';
import { note } from './note.ts';
import { viewOriginal } from './original.ts';
import { reopen } from './reopen.ts';
import { reply } from './reply.ts';
import { resolutionRoutes } from './resolution/routes.ts';
import { countBuiltIn } from './saved-views/counts.ts';
import { listFiltered } from './saved-views/list.ts';
import { savedViewsRoutes } from './saved-views/routes.ts';
import { searchLine } from './search/line.ts';
import { sendLaterRoutes } from './send-later/routes.ts';
import { setStatus } from './set-status.ts';
import { snooze } from './snooze.ts';
import { solve } from './solve.ts';
import { spam, unblock } from './spam.ts';
import { start } from './start.ts';
import { tag } from './tag.ts';
import { tagsRoutes } from './tags/routes.ts';
import { takeBack } from './take-back.ts';
import { viewThread } from './thread-views.ts';
import { togetherRoutes } from './together/routes.ts';
import { addCause, listBlocked, listCauses, listFields, listTags, saveField } from './words.ts';
import { workloadRoutes } from './workload/routes.ts';

/** The API of conversations: input checked by the contract, then access, then one verb or one view. */

const os = implement(conversationsContract).$context<HttpContext>().use(signedIn);
const done = { ok: true } as const;

/**
 * A message without an id of its own takes the request's, which is the same when the request is repeated
 * under its Idempotency-Key: it is written once even if we died before we could answer.
 */
const named = <Input extends { messageId?: string | undefined }>(
  { requestId }: HttpContext,
  input: Input,
): Input => ({
  ...input,
  messageId: input.messageId ?? requestId,
});

export const conversationsRoutes = os.router({
  ...followRoutes,
  ...handingRoutes,
  ...sendLaterRoutes,
  ...checklistRoutes,
  ...resolutionRoutes,
  ...historyRoutes,
  ...tagsRoutes,
  ...keptRoutes,
  ...togetherRoutes,
  ...asideRoutes,
  ...savedViewsRoutes,
  ...workloadRoutes,
  list: os.list.handler(({ context, input }) => listFiltered(context.ground, context.caller, input)),
  rows: os.rows.handler(async ({ context, input }) => {
    const { items } = await listFiltered(context.ground, context.caller, {
      ...input,
      limit: input.ids.length,
    });
    return { items };
  }),
  counts: os.counts.handler(({ context }) => countBuiltIn(context.ground, context.caller)),
  get: os.get.handler(({ context, input }) => viewConversation(context.ground.db, context.caller, input.id)),
  messages: os.messages.handler(({ context, input }) =>
    viewThread(context.ground.db, context.caller, input.id, input),
  ),
  original: os.original.handler(({ context, input }) =>
    viewOriginal(context.ground.db, context.caller, input.messageId, input.images),
  ),

  start: os.start.handler(({ context, input }) =>
    act(context, (tx, by, now) => {
      must(context.caller, 'reply', { inbox_id: input.inboxId });
      return start(tx, by, named(context, input), now);
    }),
  ),
  reply: os.reply.handler(({ context, input }) => actOn(context, 'reply', reply, named(context, input))),
  note: os.note.handler(({ context, input }) => actOn(context, 'note', note, named(context, input))),
  takeBack: os.takeBack.handler(({ context, input }) =>
    act(context, async (tx, by, now) => {
      await findByMessage(tx, context.caller, 'reply', input.messageId);
      return takeBack(tx, by, input, now);
    }),
  ),

  assign: os.assign.handler(({ context, input }) => actOn(context, 'change', assign, input)),
  solve: os.solve.handler(({ context, input }) => actOn(context, 'change', solve, input)),
  reopen: os.reopen.handler(({ context, input }) => actOn(context, 'change', reopen, input)),
  status: os.status.handler(({ context, input }) => actOn(context, 'change', setStatus, input)),
  change: os.change.handler(({ context, input }) => {
    // Into another inbox only those may put something who may work there too.
    if (input.inboxId) must(context.caller, 'change', { inbox_id: input.inboxId });
    return actOn(context, 'change', changeConversation, input);
  }),
  snooze: os.snooze.handler(({ context, input }) => actOn(context, 'change', snooze, input)),
  tag: os.tag.handler(({ context, input }) => actOn(context, 'change', tag, input)),
  spam: os.spam.handler(({ context, input }) => actOn(context, 'change', spam, input)),
  bin: os.bin.handler(({ context, input }) => actOn(context, 'change', bin, input)),
  restore: os.restore.handler(({ context, input }) => actOn(context, 'change', restore, input)),
  acceptParticipant: os.acceptParticipant.handler(({ context, input }) =>
    actOn(context, 'change', acceptParticipant, input),
  ),

  draft: os.draft.handler(async ({ context: { ground, caller }, input }) => {
    const { id } = await find(ground.db, caller, 'note', input.id);
    return viewDraft(ground.db, caller.agentId, id);
  }),
  saveDraft: os.saveDraft.handler(({ context, input }) =>
    act(context, async (tx, _by, now) => {
      const { id } = await find(tx, context.caller, 'note', input.id);
      await saveDraft(tx, context.caller.agentId, { ...input, id }, now);
      return done;
    }),
  ),

  search: os.search.handler(({ context, input }) =>
    searchLine(context.ground.db, context.caller, input, context.ground.clock.now()),
  ),

  tags: os.tags.handler(({ context }) => listTags(context.ground.db)),
  causes: os.causes.handler(({ context }) => listCauses(context.ground.db)),
  addCause: os.addCause.handler(({ context, input }) => {
    mustWord(context.caller, 'cause.add');
    return act(context, (tx) => addCause(tx, input));
  }),
  fields: os.fields.handler(({ context }) => listFields(context.ground.db)),
  saveField: os.saveField.handler(async ({ context, input }) => {
    mustWord(context.caller, 'field.save');
    await act(context, (tx, by, now) => saveField(tx, by, input, now));
    return done;
  }),
  blockedSenders: os.blockedSenders.handler(({ context }) => {
    mustWord(context.caller, 'sender.see-blocked');
    return listBlocked(context.ground.db);
  }),
  unblock: os.unblock.handler(async ({ context, input }) => {
    mustWord(context.caller, 'sender.unblock');
    await act(context, (tx, by, now) => unblock(tx, by, input.pattern, now));
    return done;
  }),
});

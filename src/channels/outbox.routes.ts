import { implement } from '@orpc/server';
import type { Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import type { By } from '../platform/events/record.ts';
import type { HttpContext } from '../platform/http/context.ts';
import { refuse } from '../platform/http/errors.ts';
import { act, type Context } from '../staff/act.ts';
import { signedIn } from '../staff/signed-in.ts';
import { readAcknowledgement, writeAcknowledgement } from './email/acknowledge.ts';
import { outboxContract } from './outbox.contract.ts';
import { mayHandle, mustManage, mustRuleOutbox } from './outbox-access.ts';
import { cancel, confirmSent, hold, release, retry } from './outbox-verbs.ts';
import { countOutbox, listOutbox } from './outbox-views.ts';
import { wakeDue } from './wake.ts';

const os = implement(outboxContract).$context<HttpContext>().use(signedIn);

const done = { ok: true } as const;

/** Runs a verb on one message, if the caller may act on it. */
async function handle(
  context: Context,
  messageId: string,
  verb: (tx: Tx, by: By, now: Date) => Promise<void>,
): Promise<typeof done> {
  const { ground, caller } = context;
  const message = await ground.db
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .select(['c.inbox_id', 'm.author_id'])
    .where('m.id', '=', messageId)
    .executeTakeFirst();
  if (!message || !mayHandle(caller, { inboxId: message.inbox_id, authorId: message.author_id })) {
    throw refuse('NOT_FOUND');
  }
  await act(context, verb);
  return done;
}

export const outboxRoutes = os.router({
  list: os.list.handler(({ context, input }) => listOutbox(context.ground.db, context.caller, input)),

  counts: os.counts.handler(({ context }) => countOutbox(context.ground.db, context.caller)),

  retry: os.retry.handler(({ context, input }) =>
    handle(context, input.messageId, (tx, by, now) => retry(tx, by, input.messageId, input.anyway, now)),
  ),

  confirm: os.confirm.handler(({ context, input }) =>
    handle(context, input.messageId, (tx, by, now) => confirmSent(tx, by, input.messageId, now)),
  ),

  cancel: os.cancel.handler(({ context, input }) =>
    handle(context, input.messageId, (tx, by, now) => cancel(tx, by, input.messageId, now)),
  ),

  hold: os.hold.handler(async ({ context }) => {
    mustRuleOutbox(context.caller);
    await act(context, hold);
    return done;
  }),

  release: os.release.handler(async ({ context }) => {
    mustRuleOutbox(context.caller);
    await act(context, release);
    await wakeDue(context.ground);
    return done;
  }),

  acknowledgement: os.acknowledgement.handler(({ context: { ground, caller }, input }) => {
    mustManage(caller, input.inboxId, 'see');
    return readAcknowledgement(ground.db, input.inboxId);
  }),

  setAcknowledgement: os.setAcknowledgement.handler(async ({ context, input }) => {
    mustManage(context.caller, input.inboxId, 'set');
    const { inboxId, text } = input;
    await act(context, async (tx, by, now) => {
      await writeAcknowledgement(tx, inboxId, text === null ? null : { text }, now);
      await audit(tx, by, 'inbox.acknowledgement', 'inbox', inboxId, { on: text !== null }, now);
    });
    return done;
  }),

  deadAddresses: os.deadAddresses.handler(({ context: { ground }, input }) =>
    ground.db
      .selectFrom('dead_addresses')
      .select(['address', 'reason', 'at'])
      .where('address', 'in', input.addresses)
      .execute(),
  ),
});

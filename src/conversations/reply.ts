import { identityKind } from '../customers/identity.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { By } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { previewOf } from './add-message.ts';
import {
  type ConversationRow,
  change,
  type Happening,
  lockConversation,
  standingPlace,
} from './change-conversation.ts';
import { ownAddresses } from './own-addresses.ts';
import { addParticipants } from './participants.ts';
import { answerRecipients, checkedRecipients } from './recipients.ts';
import { needResolution } from './resolution/asking.ts';
import { forgetReturned } from './send-later/returned.ts';
import { sendMessage } from './send-message.ts';
import type { Address, Delivery } from './types.ts';
import { stopIfUnseen } from './unseen.ts';
import { contentOf, type Written } from './written.ts';

export type Reply = Written & {
  id: string;
  messageId?: string | undefined;
  to?: Address[] | undefined;
  cc?: Address[] | undefined;
  bcc?: Address[] | undefined;
  undoSeconds?: number | undefined;
  /** The newest message the author has seen; undefined is not checked, null is nothing. */
  seen?: string | null | undefined;
  solve?: boolean | undefined;
  /** Written earlier and only leaving now: the draft is another letter and stays. */
  keepDraft?: boolean | undefined;
};

/**
 * The one door out: answers the customer (law 1). Whoever answers what nobody has, has it; the customer
 * no longer waits; the conversation waits for them, or is solved. The author's draft is done.
 *
 * Idempotent by `messageId`. Throws NEWER_MESSAGE when somebody said something the author has not seen, and
 * BAD_INPUT when there is nothing to say or nobody to say it to.
 */
export async function reply(
  tx: Tx,
  by: By,
  input: Reply,
  now: Date,
): Promise<{ messageId: string; version: number; delivery: Delivery }> {
  const row = await lockConversation(tx, input.id);
  const id = input.messageId ?? newId();
  const said = input.messageId ? await saidBefore(tx, by, row, id) : undefined;
  if (said) return said;
  if (input.seen !== undefined) await stopIfUnseen(tx, by, row, input.seen);
  if (input.solve) await needResolution(tx, by, row);
  const { text, html, files } = await contentOf(tx, by.id, input);
  const usual = await answerRecipients(tx, row);
  const recipients = checkedRecipients(await ownAddresses(tx), {
    to: input.to ?? usual.to,
    cc: input.cc ?? usual.cc,
    bcc: input.bcc ?? [],
  });
  if (recipients.to.length + recipients.cc.length + recipients.bcc.length === 0) {
    throw refuse('BAD_INPUT', 'There is nobody to send this to. Add a recipient; nothing was sent.');
  }
  const delivery = await sendMessage(
    tx,
    by,
    {
      id,
      conversationId: row.id,
      channelId: row.channel_id,
      subject: row.subject,
      text,
      html,
      recipients,
      files,
      inReplyTo: await answeredKey(tx, row.id),
      undoSeconds: input.undoSeconds ?? 0,
      sample: row.sample,
    },
    now,
  );
  // Whom an agent writes to is in the conversation, whoever named them first.
  await addParticipants(tx, row.id, identityKind(row.channel), [
    ...recipients.to.map((to) => ({ ...to, role: 'to' as const, pending: false })),
    ...recipients.cc.map((cc) => ({ ...cc, role: 'cc' as const, pending: false })),
  ]);
  if (by.id && !input.keepDraft) {
    await forgetReturned(tx, by.id, row.id, now);
    await tx
      .deleteFrom('drafts')
      .where('agent_id', '=', by.id)
      .where('conversation_id', '=', row.id)
      .execute();
  }
  const { version } = await afterAnswer(tx, by, row, { id, text, solve: input.solve ?? false }, now);
  return { messageId: id, version, delivery };
}

/** What a reply changes about its conversation. The event keeps what was, so that it can be taken back. */
function afterAnswer(
  tx: Tx,
  by: By,
  row: ConversationRow,
  answer: { id: string; text: string; solve: boolean },
  now: Date,
) {
  const takes = by.kind === 'agent' && row.assignee_id === null && row.aside_of_id === null;
  const happened: Happening[] = [
    {
      kind: 'message.replied',
      data: {
        messageId: answer.id,
        from: row.status,
        fromAgentId: row.assignee_id,
        waitingSince: row.waiting_since?.toISOString() ?? null,
        solvedAt: row.solved_at?.toISOString() ?? null,
        snoozedUntil: row.snoozed_until?.toISOString() ?? null,
        place: row.place,
      },
    },
  ];
  if (takes) {
    happened.push({
      kind: 'conversation.assigned',
      data: { agentId: by.id, teamId: row.team_id, fromAgentId: null, fromTeamId: row.team_id },
    });
  }
  if (answer.solve && row.status !== 'solved')
    happened.push({ kind: 'conversation.solved', data: { from: row.status } });
  return change(
    tx,
    by,
    row,
    {
      status: answer.solve ? 'solved' : 'waiting',
      solved_at: answer.solve ? now : null,
      place: standingPlace(row),
      waiting_since: null,
      snoozed_until: null,
      ...(takes && { assignee_id: by.id }),
      message_count: row.message_count + 1,
      last_message_at: now > row.last_message_at ? now : row.last_message_at,
      last_message_id: answer.id,
      last_out_at: now,
      preview: previewOf(answer.text),
    },
    happened,
    now,
  );
}

/** The same reply sent again is answered as the first time. */
async function saidBefore(tx: Tx, by: By, row: ConversationRow, id: string) {
  const found = await tx
    .selectFrom('messages')
    .select(['conversation_id', 'author_id', 'delivery', 'direction'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!found) return undefined;
  if (found.conversation_id !== row.id || found.author_id !== by.id || found.direction !== 'out') {
    throw refuse(
      'ALREADY_EXISTS',
      'This messageId is taken by another message. Use a new one; nothing was sent.',
    );
  }
  return { messageId: id, version: row.version, delivery: found.delivery ?? 'queued' };
}

/** The name of the newest message of a customer: what the answer refers to. */
export async function answeredKey(tx: Tx, conversationId: string): Promise<string | null> {
  const found = await tx
    .selectFrom('messages')
    .select('external_key')
    .where('conversation_id', '=', conversationId)
    .where('direction', '=', 'in')
    .where('pending', '=', false)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found?.external_key ?? null;
}

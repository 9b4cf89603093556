import type { Tx } from '../../platform/db/connect.ts';
import { type By, bySystem } from '../../platform/events/record.ts';
import { refuse } from '../../platform/http/errors.ts';
import { type Changed, type ConversationRow, change, lockConversation } from '../change-conversation.ts';
import type { Address } from '../types.ts';
import type { Written } from '../written.ts';
import { giveBack } from './give-back.ts';
import { checkTime, letterOf, type ScheduledRow, waitFor } from './schedule.ts';
import type { StatusAfter } from './tables.ts';

export type ScheduledChange = Written & {
  scheduledId: string;
  sendAt?: Date | undefined;
  /** `sendAt` is now: a person lets it leave. */
  atOnce?: boolean | undefined;
  timeZone?: string | undefined;
  statusAfter?: StatusAfter | undefined;
  to?: Address[] | undefined;
  cc?: Address[] | undefined;
  bcc?: Address[] | undefined;
};

/**
 * Changes the time or the words of a reply that waits. Its author's alone. Throws CONFLICT when it has left or
 * was called off.
 */
export async function changeScheduled(tx: Tx, by: By, input: ScheduledChange, now: Date): Promise<Changed> {
  const { row, scheduled } = await lockScheduled(tx, input.scheduledId);
  if (scheduled.agent_id !== by.id)
    throw refuse('NOT_ALLOWED', 'Only whoever wrote a reply can change it. You can call it off.');
  mustWait(scheduled);
  if (input.sendAt && !input.atOnce) checkTime(input.sendAt, now);
  const rewritten = input.text !== undefined || input.html !== undefined || input.attachments !== undefined;
  const letter = await letterOf(tx, scheduled.agent_id, {
    text: input.text ?? (input.html === undefined ? scheduled.text : undefined),
    html: input.html ?? (input.text === undefined ? (scheduled.html ?? undefined) : undefined),
    attachments: input.attachments ?? attachedTo(scheduled),
    to: input.to ?? scheduled.recipients.to,
    cc: input.cc ?? scheduled.recipients.cc,
    bcc: input.bcc ?? scheduled.recipients.bcc,
  });
  const sendAt = input.sendAt ?? scheduled.send_at;
  await tx
    .updateTable('scheduled_replies')
    .set({
      send_at: sendAt,
      time_zone: input.timeZone ?? scheduled.time_zone,
      status_after: input.statusAfter ?? scheduled.status_after,
      ...(rewritten && { html: letter.html, text: letter.text, uploads: letter.uploads }),
      recipients: JSON.stringify(letter.recipients),
      version: scheduled.version + 1,
      updated_at: now,
    })
    .where('id', '=', scheduled.id)
    .execute();
  await waitFor(tx, scheduled.id, sendAt);
  const data = { scheduledId: scheduled.id, at: sendAt.toISOString() };
  return change(tx, by, row, {}, [{ kind: 'conversation.rescheduled', data }], now);
}

/**
 * Calls a waiting reply off. Its words go back to its author's draft, or with `keep: false`, which is the
 * author's alone, away. What was called off before stays so. Throws CONFLICT when it has left.
 */
export async function callOff(
  tx: Tx,
  by: By,
  input: { scheduledId: string; keep: boolean },
  now: Date,
): Promise<Changed> {
  const { row, scheduled } = await lockScheduled(tx, input.scheduledId);
  const own = scheduled.agent_id === by.id;
  if (!own && !input.keep)
    throw refuse('NOT_ALLOWED', 'Only whoever wrote a reply can throw it away. You can call it off.');
  if (scheduled.state === 'returned' || scheduled.state === 'cancelled') {
    if (own && scheduled.state === 'returned') await setCancelled(tx, scheduled.id, now);
    return { id: row.id, version: row.version };
  }
  mustWait(scheduled);
  const happened = await giveBack(tx, scheduled, { why: 'agent', keep: input.keep, tell: !own }, now);
  return change(tx, by.id ? by : bySystem, row, {}, [happened], now);
}

/** A waiting reply with its conversation, which is locked first, as everywhere. Throws NOT_FOUND. */
export async function lockScheduled(
  tx: Tx,
  scheduledId: string,
): Promise<{ row: ConversationRow; scheduled: ScheduledRow }> {
  const found = await tx
    .selectFrom('scheduled_replies')
    .select('conversation_id')
    .where('id', '=', scheduledId)
    .executeTakeFirst();
  if (!found) throw refuse('NOT_FOUND');
  const row = await lockConversation(tx, found.conversation_id);
  const scheduled = await tx
    .selectFrom('scheduled_replies')
    .selectAll()
    .where('id', '=', scheduledId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { row, scheduled };
}

function mustWait({ state }: ScheduledRow): void {
  if (state === 'sent') throw refuse('CONFLICT', 'It is too late: this reply has left already.');
  if (state !== 'waiting') throw refuse('CONFLICT', 'This reply was called off. Its words are in the draft.');
}

/** The files beside its words, without the pictures in them. */
export const attachedTo = ({ uploads, html }: ScheduledRow): string[] =>
  uploads.filter((id) => !html?.includes(`/api/uploads/${id}`));

async function setCancelled(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('scheduled_replies')
    .set({ state: 'cancelled', updated_at: now })
    .where('id', '=', id)
    .execute();
}

import type { Selectable } from 'kysely';
import { after, day } from '../../platform/clock/clock.ts';
import type { Tx } from '../../platform/db/connect.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { By } from '../../platform/events/record.ts';
import { sanitizeAgentHtml } from '../../platform/html/sanitize.ts';
import { refuse } from '../../platform/http/errors.ts';
import { newId } from '../../platform/ids.ts';
import { enqueue } from '../../platform/jobs/jobs.ts';
import { change, lockConversation } from '../change-conversation.ts';
import { ownAddresses } from '../own-addresses.ts';
import { picturesIn } from '../pictures/place.ts';
import { checkedRecipients } from '../recipients.ts';
import type { Address, Recipients } from '../types.ts';
import { stopIfUnseen } from '../unseen.ts';
import { contentOf, type Written } from '../written.ts';
import type { StatusAfter } from './tables.ts';

export type ScheduledRow = Selectable<Tables['scheduled_replies']>;

export type Later = Written & {
  id: string;
  scheduledId?: string | undefined;
  to?: Address[] | undefined;
  cc?: Address[] | undefined;
  bcc?: Address[] | undefined;
  sendAt: Date;
  timeZone: string;
  statusAfter: StatusAfter;
  /** The newest message the author has seen; undefined is not checked, null is nothing. */
  seen?: string | null | undefined;
};

/** Later than this is an appointment, not an answer. */
const mostDays = 366;
/** More letters than this waiting in one conversation are a mistake of a program. */
const most = 20;
export const leaveJob = 'conversations.leave';

/**
 * Has a reply wait for its time. Nothing is said yet, so nothing changes for the customer; the author's draft
 * has become this. Idempotent by `scheduledId`. Throws NEWER_MESSAGE as `reply` does, and BAD_INPUT for a time
 * that is past or too far and for what could not be sent now.
 */
export async function schedule(
  tx: Tx,
  by: By & { id: string },
  input: Later,
  now: Date,
): Promise<{ scheduledId: string; version: number }> {
  const row = await lockConversation(tx, input.id);
  const id = input.scheduledId ?? newId();
  const known = await knownAs(tx, by, row.id, id);
  if (known) return { scheduledId: id, version: row.version };
  if (input.seen !== undefined) await stopIfUnseen(tx, by, row, input.seen);
  if (row.place !== 'inbox')
    throw refuse(
      'CONFLICT',
      'This conversation is not in an inbox. Take it out first; nothing was scheduled.',
    );
  checkTime(input.sendAt, now);
  const letter = await letterOf(tx, by.id, input);
  await mustHaveRoom(tx, row.id);
  await tx
    .insertInto('scheduled_replies')
    .values({
      id,
      conversation_id: row.id,
      agent_id: by.id,
      state: 'waiting',
      why: null,
      note: null,
      send_at: input.sendAt,
      time_zone: input.timeZone,
      status_after: input.statusAfter,
      ...letter,
      recipients: JSON.stringify(letter.recipients),
      created_at: now,
      updated_at: now,
    })
    .execute();
  await waitFor(tx, id, input.sendAt);
  await tx.deleteFrom('drafts').where('agent_id', '=', by.id).where('conversation_id', '=', row.id).execute();
  const data = { scheduledId: id, at: input.sendAt.toISOString() };
  const { version } = await change(tx, by, row, {}, [{ kind: 'conversation.scheduled', data }], now);
  return { scheduledId: id, version };
}

/** Throws BAD_INPUT for a time nothing can wait for. */
export function checkTime(at: Date, now: Date): void {
  if (at <= now) throw refuse('BAD_INPUT', 'This time is past. Choose a later one; nothing was scheduled.');
  if (at > after(now, mostDays * day))
    throw refuse(
      'BAD_INPUT',
      'This is more than a year away. Choose an earlier time; nothing was scheduled.',
    );
}

/** The job that lets it leave. One waiting under the same key is replaced, so a new time is one job. */
export const waitFor = (tx: Tx, id: string, at: Date): Promise<void> =>
  enqueue(tx, leaveJob, { scheduledId: id }, { key: `leave:${id}`, runAt: at });

/** What is kept of a letter; everything is checked as if it left now. */
export async function letterOf(
  tx: Tx,
  agentId: string,
  input: Written & { to?: Address[] | undefined; cc?: Address[] | undefined; bcc?: Address[] | undefined },
): Promise<{ html: string | null; text: string; recipients: Recipients; uploads: string[] }> {
  const { text } = await contentOf(tx, agentId, input);
  const { to, cc, bcc } = input;
  const checked = checkedRecipients(await ownAddresses(tx), { to: to ?? [], cc: cc ?? [], bcc: bcc ?? [] });
  const html = input.html?.trim() ? sanitizeAgentHtml(input.html) : null;
  return {
    html,
    text: text.replaceAll('\0', ''),
    recipients: {
      ...(to && { to: checked.to }),
      ...(cc && { cc: checked.cc }),
      ...(bcc && { bcc: checked.bcc }),
    },
    uploads: [...new Set([...(input.attachments ?? []), ...picturesIn(html ?? '')])],
  };
}

async function knownAs(tx: Tx, by: By, conversationId: string, id: string): Promise<boolean> {
  const found = await tx
    .selectFrom('scheduled_replies')
    .select(['conversation_id', 'agent_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (found && (found.conversation_id !== conversationId || found.agent_id !== by.id))
    throw refuse('ALREADY_EXISTS', 'This scheduledId is taken. Use a new one; nothing was scheduled.');
  return found !== undefined;
}

async function mustHaveRoom(tx: Tx, conversationId: string): Promise<void> {
  const { waiting } = await tx
    .selectFrom('scheduled_replies')
    .select((eb) => eb.fn.countAll<string>().as('waiting'))
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  if (Number(waiting) >= most)
    throw refuse('TOO_MANY', `${most} replies wait in this conversation already. Nothing was scheduled.`);
}

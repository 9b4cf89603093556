import type { Selectable } from 'kysely';
import { hearFeedback } from '../conversations/hear-feedback.ts';
import { receive } from '../conversations/receive.ts';
import { threadToken } from '../conversations/thread-token.ts';
import { after, day } from '../platform/clock/clock.ts';
import type { Tx } from '../platform/db/connect.ts';
import { storable } from '../platform/db/storable.ts';
import type { Tables } from '../platform/db/tables.ts';
import type { Ground } from '../platform/ground.ts';
import { refuse } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { readAsking } from './asking.ts';
import type {} from './tables.ts';
import { isLanguage, wording } from './wording.ts';

export type Answer = { settled: boolean; rating: number | null; comment: string };

/** How long a link that nobody used stays open. */
const openDays = 60;
/** How often one link can answer, and how often that speaks in the conversation: more is nobody's wish. */
const mostAnswers = 20;
const mostMessages = 5;
export const longestComment = 2_000;

/**
 * Until when this can be answered: a while after it was asked, or, once answered, as long as the inbox lets it
 * be changed.
 */
export function openUntil(
  row: { asked_at: Date; answered_at: Date | null },
  { changeDays }: { changeDays: number },
): Date {
  return row.answered_at ? after(row.answered_at, changeDays * day) : after(row.asked_at, openDays * day);
}

/**
 * Keeps what the customer says. "Not yet" is said in the conversation as well, by the one door in, which opens
 * it again for whoever has it. The same answer again is no answer. Throws NOT_FOUND, GONE, TOO_MANY.
 */
export async function answerFeedback(
  tx: Tx,
  ground: Pick<Ground, 'secrets'>,
  conversationId: string,
  given: Answer,
  now: Date,
): Promise<void> {
  const answer = { ...given, comment: storable(given.comment).trim().slice(0, longestComment) };
  const row = await tx
    .selectFrom('feedback')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw refuse('NOT_FOUND');
  const { inbox_id } = row;
  if (now > openUntil(row, await readAsking(tx, inbox_id))) throw refuse('GONE');
  const same =
    row.settled === answer.settled && row.rating === answer.rating && row.comment === answer.comment;
  if (same) return;
  if (row.answers >= mostAnswers) throw refuse('TOO_MANY');
  const says =
    !answer.settled &&
    row.messages < mostMessages &&
    (row.settled !== false || (answer.comment !== '' && answer.comment !== row.comment));
  await tx
    .updateTable('feedback')
    .set({
      ...answer,
      answered_at: row.answered_at ?? now,
      answers: row.answers + 1,
      messages: row.messages + (says ? 1 : 0),
    })
    .where('conversation_id', '=', conversationId)
    .execute();
  if (says) await sayNotYet(tx, ground, row, answer.comment, now);
  const { settled, rating } = answer;
  await hearFeedback(
    tx,
    { kind: 'customer', id: row.customer_id },
    { id: conversationId, settled, rating },
    now,
  );
}

/**
 * "Not yet", in the customer's words or in those of the button, as a message like any other. Unverified: a link
 * can be forwarded, so its bearer is heard, not believed.
 */
async function sayNotYet(
  tx: Tx,
  ground: Pick<Ground, 'secrets'>,
  row: Selectable<Tables['feedback']>,
  comment: string,
  now: Date,
): Promise<void> {
  const about = await tx
    .selectFrom('conversations as c')
    .innerJoin('customers as cu', 'cu.id', 'c.customer_id')
    .select(['c.number', 'c.subject', 'c.channel', 'c.channel_id', 'c.inbox_id', 'cu.name'])
    .where('c.id', '=', row.conversation_id)
    .executeTakeFirstOrThrow();
  const text = comment || wording[isLanguage(row.language) ? row.language : 'en'].no;
  await receive(
    tx,
    ground,
    {
      id: newId(),
      channel: about.channel,
      channelId: about.channel_id,
      inboxId: about.inbox_id,
      rawId: null,
      at: now,
      from: { name: about.name, address: row.address },
      to: [],
      cc: [],
      subject: about.subject,
      text,
      html: null,
      replyText: text,
      automated: null,
      language: row.language,
      trust: 'unverified',
      externalKey: null,
      inReplyTo: null,
      references: [],
      tokens: [threadToken(ground.secrets, about.number)],
      attachments: [],
      remoteImages: 0,
      warnings: [],
      historic: false,
      fromUs: false,
    },
    now,
  );
}

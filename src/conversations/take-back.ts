import { sql, type Updateable } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { EventData, Tables } from '../platform/db/tables.ts';
import type { By } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { previewOf } from './add-message.ts';
import {
  type Changed,
  type ConversationRow,
  change,
  type Happening,
  lockConversation,
} from './change-conversation.ts';
import type { Place, Status } from './types.ts';

/**
 * Takes back a reply that has not left yet. Its text stays with the message, marked as cancelled, so that
 * the author can go on with it; the conversation is as before, unless somebody has done something since.
 * Throws CONFLICT when it has left, NOT_ALLOWED when it is somebody else's.
 */
export async function takeBack(tx: Tx, by: By, input: { messageId: string }, now: Date): Promise<Changed> {
  const found = await tx
    .selectFrom('messages')
    .select(['conversation_id', 'author_id'])
    .where('id', '=', input.messageId)
    .where('direction', '=', 'out')
    .executeTakeFirst();
  if (!found) throw refuse('NOT_FOUND');
  if (found.author_id !== by.id) throw refuse('NOT_ALLOWED', 'Only whoever wrote a reply can take it back.');
  const row = await lockConversation(tx, found.conversation_id);
  // The sender claims a message by the same columns (channels/claim.ts): one of the two comes too late.
  const taken = await tx
    .updateTable('messages')
    .set({ delivery: 'cancelled', delivery_at: now })
    .where('id', '=', input.messageId)
    .where('delivery', 'in', ['held', 'queued'])
    .returning('id')
    .executeTakeFirst();
  if (!taken) {
    const { delivery } = await tx
      .selectFrom('messages')
      .select('delivery')
      .where('id', '=', input.messageId)
      .executeTakeFirstOrThrow();
    if (delivery === 'cancelled') return { id: row.id, version: row.version };
    throw refuse('CONFLICT', 'It is too late: this reply has left already.');
  }
  const before = await asBefore(tx, by, row, input.messageId, now);
  const happened: Happening[] = [{ kind: 'message.taken-back', data: { messageId: input.messageId } }];
  if (row.status === 'solved' && before.status && before.status !== 'solved') {
    happened.push({ kind: 'conversation.reopened', data: { from: row.status, why: 'taken-back' } });
  }
  if (before.assignee_id === null) {
    const { assignee_id: fromAgentId, team_id: teamId } = row;
    const data = { agentId: null, teamId, fromAgentId, fromTeamId: teamId };
    happened.push({ kind: 'conversation.assigned', data });
  }
  const set: Updateable<Tables['conversations']> = {
    ...before,
    ...(await newestOf(tx, row)),
    message_count: row.message_count - 1,
  };
  if (row.message_count === 1 && row.place !== 'bin') {
    // It was begun by this message; an empty conversation is nothing to show anyone.
    set.place = 'bin';
    happened.push({ kind: 'conversation.binned' });
  }
  return change(tx, by, row, set, happened, now);
}

/** What the reply changed, put back if it still stands. */
async function asBefore(
  tx: Tx,
  by: By,
  row: ConversationRow,
  messageId: string,
  now: Date,
): Promise<Updateable<Tables['conversations']>> {
  const event = await tx
    .selectFrom('events')
    .select(['data'])
    .where('conversation_id', '=', row.id)
    .where('kind', '=', 'message.replied')
    .where(sql<boolean>`data->>'messageId' = ${messageId}`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const was = event?.data as EventData | undefined;
  if (!was || row.last_message_id !== messageId || typeof was.from !== 'string') return {};
  const date = (word: unknown) => (typeof word === 'string' ? new Date(word) : null);
  const untouched = row.status === 'waiting' || row.status === 'solved';
  if (!untouched) return {};
  return {
    status: was.from as Status,
    place: was.place as Place,
    solved_at:
      was.from === 'solved' || was.from === 'closed' ? (date(was.solvedAt) ?? row.solved_at ?? now) : null,
    waiting_since: date(was.waitingSince),
    snoozed_until: date(was.snoozedUntil),
    ...(was.fromAgentId === null && row.assignee_id === by.id && { assignee_id: null }),
  };
}

/** The newest message that is left, which lists show. */
async function newestOf(tx: Tx, row: ConversationRow) {
  const left = tx
    .selectFrom('messages')
    .select(['id', 'at', 'text', 'reply_text', 'direction'])
    .where('conversation_id', '=', row.id)
    .where((eb) => eb.or([eb('delivery', 'is', null), eb('delivery', '<>', 'cancelled')]))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1);
  const newest = await left.executeTakeFirst();
  const said = await left.where('direction', '<>', 'note').executeTakeFirst();
  const out = await left.where('direction', '=', 'out').executeTakeFirst();
  return {
    last_message_at: newest?.at ?? row.last_message_at,
    last_message_id: newest?.id ?? null,
    last_out_at: out?.at ?? null,
    preview: said ? previewOf(said.reply_text || said.text) : '',
  };
}

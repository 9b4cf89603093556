import { sql } from 'kysely';
import { followByItself } from '../conversations/follow/follow.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Reaction } from '../platform/events/reactions.ts';
import type { Event } from '../platform/events/read.ts';
import { settingsOf } from './settings.ts';
import { tell } from './tell.ts';

/** Tells agents what concerns them, and has them follow what they took part in, in the order it happened. */
const telling: Reaction = {
  name: 'notices.tell',
  kinds: [
    'message.received',
    'message.replied',
    'message.noted',
    'message.delivery',
    'conversation.assigned',
    'conversation.handed',
    'conversation.reopened',
  ],
  sift: thoseOfConcern,
  async handle(tx, event, ground) {
    const now = ground.clock.now();
    // First told, then following: what makes somebody follow is not also news of what they follow.
    await tell(tx, event, now);
    await followWhatConcerns(tx, event, now);
  },
};

/** Most mail comes where nobody has it, follows it, or waits for new ones: then it is news to nobody. */
async function thoseOfConcern(tx: Tx, events: readonly Event[]): Promise<readonly Event[]> {
  const arrived = events.filter(({ kind }) => kind === 'message.received');
  if (arrived.length === 0) return events;
  const ids = [...new Set(arrived.map(({ conversationId }) => conversationId))];
  const { rows } = await sql<{ id: string }>`
    select c.id from conversations c where c.id = any(${ids}::uuid[]) and (
      c.assignee_id is not null or c.aside_of_id is not null or c.lies_in_id is not null
      or exists (select from followers f where f.conversation_id = c.id and f.following)
      or exists (select from notice_settings s where s.settings -> 'kinds' -> 'arrived' ->> 'on' = 'true'))`.execute(
    tx,
  );
  const concern = new Set(rows.map(({ id }) => id));
  return events.filter(
    ({ kind, conversationId }) => kind !== 'message.received' || concern.has(conversationId ?? ''),
  );
}

async function followWhatConcerns(tx: Tx, event: Event, now: Date): Promise<void> {
  const { conversationId, by, kind, data } = event;
  if (!conversationId || !(await exists(tx, conversationId))) return;
  if (by.kind === 'agent' && by.id && (kind === 'message.replied' || kind === 'message.noted')) {
    const wants = (await settingsOf(tx, [by.id])).get(by.id)?.followWritten;
    if (wants) await followByItself(tx, conversationId, [by.id], { again: true }, now);
  }
  const { agentIds, agentId } = data;
  if (kind === 'message.noted' && Array.isArray(agentIds))
    await followByItself(tx, conversationId, agentIds, {}, now);
  if (kind === 'conversation.assigned' && typeof agentId === 'string') {
    const wants = (await settingsOf(tx, [agentId])).get(agentId)?.followAssigned;
    if (wants) await followByItself(tx, conversationId, [agentId], {}, now);
  }
}

/** It may have been deleted before anybody reacted. */
async function exists(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.selectFrom('conversations').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}

export const noticesReactions: Reaction[] = [telling];

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
  async handle(tx, event, ground) {
    const now = ground.clock.now();
    // First told, then following: what makes somebody follow is not also news of what they follow.
    await tell(tx, event, now);
    await followWhatConcerns(tx, event, now);
  },
};

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

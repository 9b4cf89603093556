import { sql } from 'kysely';
import { type Question, question } from '../platform/db/ask.ts';
import type { Incoming } from './incoming.ts';
import { ourMessageId } from './thread-keys.ts';

/**
 * A message that is here already, or undefined. It is the same if its id is (the same raw input read
 * twice), if it is a message of ours coming back under the name we gave it, or if it has the name, sender
 * and words of one that came by the same channel or into the same inbox (two of our addresses in one mail).
 * The name alone is not enough: a sender may use one name for all mail, and a forger any name they like.
 */
export function alreadyHere(
  message: Incoming,
): Question<{ conversationId: string; messageId: string } | undefined> {
  const ours = message.externalKey ? ourMessageId(message.externalKey) : undefined;
  const backAgain = ours
    ? sql`union all
      (select id, conversation_id from messages
       where id = ${ours} and direction = 'out' and external_key = ${message.externalKey})`
    : sql``;
  const here = sql<{ id: string; conversation_id: string }>`
    (select id, conversation_id from messages where id = ${message.id})
    ${backAgain}
    union all
    (select m.id, m.conversation_id from messages m join conversations c on c.id = m.conversation_id
     where m.external_key = ${message.externalKey}
       and ((m.direction = 'out' and ${message.fromUs}) or
            (m.direction = 'in' and lower(m.sender->>'address') = ${message.from.address.toLowerCase()}
             and m.subject = ${message.subject.replaceAll('\0', '')}
             and m.text = ${message.text.replaceAll('\0', '')}))
       and (m.channel_id = ${message.channelId} or c.inbox_id = ${message.inboxId}))
    limit 1`;
  return question(
    [here],
    ([[found]]) => found && { conversationId: found.conversation_id, messageId: found.id },
  );
}

import type { Tx } from '../platform/db/connect.ts';
import type { EventData } from '../platform/db/tables.ts';
import type { By } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { addMessage } from './add-message.ts';
import { change, lockConversation } from './change-conversation.ts';
import { mention, mentionedIds } from './follow/mention.ts';
import { contentOf, type Written } from './written.ts';

export type Note = Written & {
  id: string;
  messageId?: string | undefined;
  /** Agents and teams to tell, beside those the HTML names. */
  mentions?: readonly string[] | undefined;
};

/**
 * Writes an internal note: colleagues read it, customers never. It neither opens nor answers anything.
 * Whom it names takes part and is told; who of them may not see it is returned. Idempotent by `messageId`. Throws BAD_INPUT when there is nothing to say.
 */
export async function note(
  tx: Tx,
  by: By,
  input: Note,
  now: Date,
): Promise<{ messageId: string; version: number; notTold: string[] }> {
  const row = await lockConversation(tx, input.id);
  const id = input.messageId ?? newId();
  if (input.messageId && (await notedBefore(tx, by, row.id, id)))
    return { messageId: id, version: row.version, notTold: [] };
  const { text, html, files } = await contentOf(tx, by.id, input);
  await addMessage(
    tx,
    {
      id,
      conversation_id: row.id,
      direction: 'note',
      author_kind: by.kind === 'agent' ? 'agent' : by.kind === 'rule' ? 'bot' : 'system',
      author_id: by.id,
      at: now,
      created_at: now,
      text,
      html,
      reply_text: text,
      sender: null,
      recipients: {},
      channel_id: null,
      external_key: null,
      in_reply_to: null,
      raw_id: null,
      trust: null,
      automated: null,
      language: null,
      delivery: null,
      delivery_note: null,
      delivery_at: null,
    },
    files,
  );
  const named = await mention(tx, {
    messageId: id,
    conversationId: row.id,
    inboxId: row.inbox_id,
    ids: mentionedIds(input),
  });
  const { agentIds, teamIds } = named;
  const whom: EventData = agentIds.length + teamIds.length > 0 ? { agentIds, teamIds } : {};
  const { version } = await change(
    tx,
    by,
    row,
    {
      message_count: row.message_count + 1,
      last_message_at: now > row.last_message_at ? now : row.last_message_at,
      last_message_id: id,
    },
    [{ kind: 'message.noted', data: { messageId: id, ...whom } }],
    now,
  );
  return { messageId: id, version, notTold: named.unseen };
}

async function notedBefore(tx: Tx, by: By, conversationId: string, id: string): Promise<boolean> {
  const found = await tx
    .selectFrom('messages')
    .select(['conversation_id', 'author_id', 'direction'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!found) return false;
  if (found.conversation_id !== conversationId || found.author_id !== by.id || found.direction !== 'note') {
    throw refuse(
      'ALREADY_EXISTS',
      'This messageId is taken by another message. Use a new one; nothing was written.',
    );
  }
  return true;
}

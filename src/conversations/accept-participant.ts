import { identityKind, identityValue } from '../customers/identity.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { By } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { type Changed, change, lockConversation } from './change-conversation.ts';

/**
 * Agrees to, or refuses, somebody who is in a conversation only because a stranger named them or because
 * they held a token. Agreed to, their messages count and answers go to them; refused, they are out, and what
 * they wrote stays pending. Throws NOT_FOUND for somebody who is not there.
 */
export async function acceptParticipant(
  tx: Tx,
  by: By,
  input: { id: string; address: string; accept: boolean },
  now: Date,
): Promise<Changed> {
  const row = await lockConversation(tx, input.id);
  const kind = identityKind(row.channel);
  const value = identityValue(kind, input.address);
  const person = await tx
    .selectFrom('participants')
    .select('pending')
    .where('conversation_id', '=', row.id)
    .where('kind', '=', kind)
    .where('value', '=', value)
    .executeTakeFirst();
  if (!person) throw refuse('NOT_FOUND', 'This person is not in the conversation any more.');
  if (input.accept && !person.pending) return { id: row.id, version: row.version };
  if (input.accept) await accept(tx, row.id, kind, value);
  else await remove(tx, row.id, kind, value);
  return change(
    tx,
    by,
    row,
    {},
    [{ kind: 'conversation.participant', data: { accepted: input.accept } }],
    now,
  );
}

async function accept(tx: Tx, conversationId: string, kind: string, value: string): Promise<void> {
  await tx
    .updateTable('participants')
    .set({ pending: false })
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', kind)
    .where('value', '=', value)
    .execute();
  await tx
    .updateTable('messages as m')
    .set({ pending: false })
    .from('identities as i')
    .where('m.conversation_id', '=', conversationId)
    .where('m.pending', '=', true)
    .where('i.kind', '=', kind)
    .where('i.value', '=', value)
    .whereRef('m.author_id', '=', 'i.customer_id')
    .execute();
}

async function remove(tx: Tx, conversationId: string, kind: string, value: string): Promise<void> {
  await tx
    .deleteFrom('participants')
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', kind)
    .where('value', '=', value)
    .execute();
}

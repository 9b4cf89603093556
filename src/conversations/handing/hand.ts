import type { Tx } from '../../platform/db/connect.ts';
import type { By } from '../../platform/events/record.ts';
import { refuse } from '../../platform/http/errors.ts';
import { newId } from '../../platform/ids.ts';
import { assign, canAnswer } from '../assign.ts';
import { type Changed, change, lockConversation } from '../change-conversation.ts';
import { followByItself } from '../follow/follow.ts';
import { colleaguesAt } from '../follow/mention.ts';
import type {} from './tables.ts';

/** What a handed draft may weigh, in characters of JSON; as draft.ts. */
const longest = 600_000;
/** How many may wait for one colleague in one conversation. */
const mostWaiting = 20;

export type Hand = {
  id: string;
  handedId?: string | undefined;
  agentId: string;
  body?: Record<string, unknown> | undefined;
  assign: boolean;
};

/**
 * Hands a draft to a colleague, with the conversation if that is meant. The author's own is empty then; nothing
 * is lost, for the handed one waits until somebody takes or discards it. Idempotent by `handedId`. Throws
 * BAD_INPUT if there is nothing to hand, or for somebody who could do nothing with it.
 */
export async function handDraft(tx: Tx, by: By & { id: string }, input: Hand, now: Date): Promise<Changed> {
  const row = await lockConversation(tx, input.id);
  const id = input.handedId ?? newId();
  const before = await tx
    .selectFrom('handed_drafts')
    .select(['conversation_id', 'from_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (before) {
    if (before.conversation_id !== row.id || before.from_id !== by.id) throw refuse('ALREADY_EXISTS');
    return { id, version: row.version };
  }
  const { agentId } = input;
  if (agentId === by.id) throw refuse('BAD_INPUT', 'This draft is yours already. Nothing was handed over.');
  const [colleague] = await colleaguesAt(tx, row.inbox_id, [agentId]);
  if (!colleague?.sees)
    throw refuse('BAD_INPUT', 'This colleague may not see this conversation. Your draft is still yours.');
  const body = input.body ?? (await ownDraft(tx, by.id, row.id));
  if (!body) throw refuse('BAD_INPUT', 'There is no draft here to hand over.');
  const json = JSON.stringify(body).replaceAll('\\u0000', '');
  if (json.length > longest) throw refuse('TOO_LARGE', 'This draft is too long. It is still yours.');
  await mustHaveRoom(tx, row.id, agentId);
  await tx
    .insertInto('handed_drafts')
    .values({
      id,
      conversation_id: row.id,
      from_id: by.id,
      to_id: agentId,
      body: json,
      state: 'waiting',
      at: now,
      settled_at: null,
    })
    .execute();
  await tx.deleteFrom('drafts').where('agent_id', '=', by.id).where('conversation_id', '=', row.id).execute();
  await followByItself(tx, row.id, [agentId, by.id], {}, now);
  const handed = await change(
    tx,
    by,
    row,
    {},
    [{ kind: 'conversation.handed', data: { agentId, handedId: id } }],
    now,
  );
  // Whoever may not answer here can still look at it and give advice.
  if (!input.assign || !(await canAnswer(tx, agentId, row.inbox_id))) return { id, version: handed.version };
  const { version } = await assign(tx, by, { id: row.id, agentId }, now);
  return { id, version };
}

async function ownDraft(tx: Tx, agentId: string, conversationId: string) {
  const draft = await tx
    .selectFrom('drafts')
    .select('body')
    .where('agent_id', '=', agentId)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst();
  return draft?.body;
}

async function mustHaveRoom(tx: Tx, conversationId: string, agentId: string): Promise<void> {
  const { waiting } = await tx
    .selectFrom('handed_drafts')
    .select((eb) => eb.fn.countAll<string>().as('waiting'))
    .where('conversation_id', '=', conversationId)
    .where('to_id', '=', agentId)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  if (Number(waiting) >= mostWaiting)
    throw refuse('TOO_MANY', 'Too many drafts wait for this colleague here. Yours is still yours.');
}

import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/connect.ts';
import { refuse } from '../platform/http/errors.ts';

/** What a draft may weigh, in characters of JSON: a long letter with its pictures kept as uploads. */
const longest = 600_000;

export type Draft = { body: Record<string, unknown>; version: number; updatedAt: Date };

/** An agent's own draft in a conversation, or null. Nobody sees another's. */
export async function viewDraft(db: Db, agentId: string, conversationId: string): Promise<Draft | null> {
  const row = await db
    .selectFrom('drafts')
    .select(['body', 'version', 'updated_at'])
    .where('agent_id', '=', agentId)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst();
  return row ? { body: row.body, version: row.version, updatedAt: row.updated_at } : null;
}

/** Keeps an agent's draft; null throws it away. The last one written counts. Throws TOO_LARGE. */
export async function saveDraft(
  tx: Tx,
  agentId: string,
  input: { id: string; body: Record<string, unknown> | null },
  now: Date,
): Promise<void> {
  if (input.body === null) {
    await tx
      .deleteFrom('drafts')
      .where('agent_id', '=', agentId)
      .where('conversation_id', '=', input.id)
      .execute();
    return;
  }
  const body = JSON.stringify(input.body).replaceAll('\\u0000', '');
  if (body.length > longest) throw refuse('TOO_LARGE', 'This draft is too long to be kept on the server.');
  await writeDraft(tx, agentId, input.id, body, now);
}

/** Writes a draft as JSON. It has no bound of its own: what was accepted once must find its way back. */
export async function writeDraft(
  tx: Tx,
  agentId: string,
  conversationId: string,
  body: string,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('drafts')
    .values({ agent_id: agentId, conversation_id: conversationId, body, updated_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['agent_id', 'conversation_id'])
        .doUpdateSet({ body, updated_at: now, version: sql<number>`drafts.version + 1` }),
    )
    .execute();
}

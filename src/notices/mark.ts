import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import { tellDesks } from './tell.ts';

export type Mark = {
  ids?: readonly string[] | undefined;
  conversationId?: string | undefined;
  until?: Date | undefined;
  read: boolean;
};

/** At most so many at once; the rest waits for the next. */
const most = 1_000;

/**
 * Marks an agent's own notices as read, or unread again: those named, those of a conversation, or all up to a
 * time; together they narrow each other down. Without any nothing happens. Returns those that changed, and all
 * desks of the agent hear of it.
 */
export async function mark(tx: Tx, agentId: string, input: Mark, now: Date): Promise<string[]> {
  const { ids, conversationId, until, read } = input;
  if (!ids && !conversationId && !until) return [];
  const { rows } = await sql<{ id: string }>`
    update notices set read_at = ${read ? now : null} where id in (
      select id from notices where agent_id = ${agentId}
        and ${read ? sql`read_at is null` : sql`read_at is not null`}
        ${ids ? sql`and id = any(${[...ids]}::uuid[])` : sql``}
        ${conversationId ? sql`and conversation_id = ${conversationId}` : sql``}
        ${until ? sql`and at <= ${until}` : sql``}
      order by id limit ${sql.lit(most)} for update
    ) returning id`.execute(tx);
  if (rows.length > 0) await tellDesks(tx, [agentId], now);
  return rows.map((row) => row.id);
}

import { sql } from 'kysely';
import type { Tx } from '../../platform/db/connect.ts';
import { type By, bySystem, record } from '../../platform/events/record.ts';
import { involve } from '../involve.ts';
import type {} from './tables.ts';

/**
 * Follows a conversation, or no longer does. It is nobody else's business: neither the conversation's version
 * nor its trail knows of it, and only the agent's own desks hear of it (event `own.follow`).
 */
export async function follow(
  tx: Tx,
  by: By & { id: string },
  input: { id: string; following: boolean },
  now: Date,
): Promise<void> {
  const { id, following } = input;
  const { numAffectedRows } = await sql`
    insert into followers (conversation_id, agent_id, following, at)
    values (${id}, ${by.id}, ${following}, ${now})
    on conflict (conversation_id, agent_id) do update set following = excluded.following, at = excluded.at
    where followers.following <> excluded.following`.execute(tx);
  if (following) await involve(tx, id, [by.id]);
  if (numAffectedRows) await tellOwn(tx, by, [by.id], now);
}

/**
 * Follows by what somebody did or was asked: wrote, was mentioned, got it. Whoever said that they do not want to
 * is left alone, unless `again` (they wrote here themselves).
 */
export async function followByItself(
  tx: Tx,
  conversationId: string,
  agentIds: readonly string[],
  { again = false }: { again?: boolean },
  now: Date,
): Promise<void> {
  if (agentIds.length === 0) return;
  const { rows } = await sql<{ agent_id: string }>`
    insert into followers (conversation_id, agent_id, following, at)
    select ${conversationId}, id, true, ${now} from agents where id = any(${[...agentIds]}::uuid[])
    on conflict (conversation_id, agent_id) do update set following = true, at = excluded.at
    where not followers.following and ${again}
    returning agent_id`.execute(tx);
  const fresh = rows.map((row) => row.agent_id);
  await involve(tx, conversationId, fresh);
  await tellOwn(tx, bySystem, fresh, now);
}

/** Who follows a conversation. */
export async function followersOf(tx: Tx, conversationId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('followers')
    .select('agent_id')
    .where('conversation_id', '=', conversationId)
    .where('following', '=', true)
    .limit(500)
    .execute();
  return rows.map((row) => row.agent_id);
}

const tellOwn = (tx: Tx, by: By, agentIds: readonly string[], now: Date): Promise<void> =>
  record(tx, ...agentIds.map((agentId) => ({ kind: 'own.follow', by, at: now, data: { agentId } })));

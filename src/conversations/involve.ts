import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';

/**
 * These agents take part in the conversation from now on: whoever wrote in it, was mentioned, or follows it. An
 * agent who sees only their teams' or their own conversations sees those they take part in (access.ts), as far
 * as its inbox is open to them. Ids of nobody are passed over; doing it twice changes nothing.
 */
export async function involve(tx: Tx, conversationId: string, agentIds: readonly string[]): Promise<void> {
  if (agentIds.length === 0) return;
  await sql`
    insert into involvements (agent_id, conversation_id)
    select id, ${conversationId} from agents where id = any(${[...agentIds]}::uuid[])
    on conflict do nothing`.execute(tx);
}

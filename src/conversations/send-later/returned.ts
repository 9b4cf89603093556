import type { Tx } from '../../platform/db/connect.ts';

/** The author has seen that these came back, or has answered since: nothing more is said about them. */
export async function forgetReturned(
  tx: Tx,
  agentId: string,
  conversationId: string,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('scheduled_replies')
    .set({ state: 'cancelled', updated_at: now })
    .where('conversation_id', '=', conversationId)
    .where('agent_id', '=', agentId)
    .where('state', '=', 'returned')
    .execute();
}

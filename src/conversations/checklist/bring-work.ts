import { sql } from 'kysely';
import type { Tx } from '../../platform/db/connect.ts';

/**
 * What was still to be done in merged conversations is to be done in the one they lie in now: items of their
 * checklists, and replies that wait for their time. Both stay there if the conversations are parted again, where
 * somebody sees them. All conversations must be locked.
 */
export async function bringWork(tx: Tx, sources: readonly string[], target: string): Promise<void> {
  const from = sql`${[...sources]}::uuid[]`;
  await sql`
    update checklist_items set conversation_id = ${target}::uuid,
      position = position + (select coalesce(max(position), 0) from checklist_items where conversation_id = ${target}::uuid)
    where conversation_id = any(${from})`.execute(tx);
  await sql`
    update conversations c set checklist_total = n.total, checklist_done = n.done
    from (select t.id, count(i.id)::int as total, count(i.done_at)::int as done
      from unnest(${from} || ${target}::uuid) as t (id)
      left join checklist_items i on i.conversation_id = t.id group by t.id) n
    where c.id = n.id`.execute(tx);
  await tx
    .updateTable('scheduled_replies')
    .set({ conversation_id: target })
    .where('conversation_id', 'in', [...sources])
    .where('state', 'in', ['waiting', 'returned'])
    .execute();
}

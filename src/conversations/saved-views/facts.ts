import { sql } from 'kysely';
import type { Db } from '../../platform/db/connect.ts';
import type { Facts } from './matches.ts';

/**
 * What a filter may ask of these conversations, all of them in one query; those that are gone are missing.
 * `attachments` looks for files as well, which few filters ask for.
 */
export async function factsOf(db: Db, ids: readonly string[], attachments: boolean): Promise<Facts[]> {
  const attached = attachments
    ? sql`exists (select from messages m join attachments a on a.message_id = m.id
        where m.conversation_id = c.id and not a.inline)`
    : sql`false`;
  const { rows } = await sql<Facts>`
    select c.id, c.shelf as list, c.status, c.place, c.kind, c.channel, c.inbox_id as "inboxId",
      c.brand_id as "brandId", c.team_id as "teamId", c.assignee_id as "assigneeId",
      c.customer_id as "customerId", cu.company_id as "companyId", c.priority, c.fields,
      array(select tag_id from conversation_tags t where t.conversation_id = c.id) as "tagIds",
      array(select agent_id from involvements i where i.conversation_id = c.id) as involved,
      ${attached} as attachment, c.created_at as created, c.last_message_at as message,
      c.waiting_since as waiting, c.solved_at as solved, c.due_at as due
    from conversations c join customers cu on cu.id = c.customer_id
    where c.id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}

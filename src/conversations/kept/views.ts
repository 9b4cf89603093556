import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/db/connect.ts';

const most = 1_000;
type Use = { id: string; uses: number };

/** Each row of `table` with how many of `using` there are, counted to a thousand. */
async function uses(db: Db, table: string, using: RawBuilder<unknown>): Promise<Use[]> {
  const { rows } = await sql<Use>`
    select k.id, (select count(*)::int from (${using} limit ${most}) used) as uses
    from ${sql.table(table)} k limit ${most}`.execute(db);
  return rows;
}

/** For whoever keeps the workspace: how much its teams, brands, inboxes and fields are used. */
export async function viewUses(db: Db) {
  const open = sql`('open', 'waiting', 'snoozed')`;
  return {
    teams: await uses(
      db,
      'teams',
      sql`select from conversations c where c.team_id = k.id and c.shelf in ${open}`,
    ),
    inboxes: await uses(db, 'inboxes', sql`select from conversations c where c.inbox_id = k.id`),
    brands: await uses(
      db,
      'brands',
      sql`select from inboxes i join conversations c on c.inbox_id = i.id where i.brand_id = k.id`,
    ),
    fields: await uses(
      db,
      'custom_fields',
      sql`(select from conversations c
             where k.noun = 'conversation' and c.fields <> '{}' and c.fields ? k.key limit ${most})
          union all
          (select from customers c where k.noun = 'customer' and c.fields ? k.key limit ${most})`,
    ),
  };
}

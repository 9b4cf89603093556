import { sql } from 'kysely';
import type { Db } from '../../platform/db/connect.ts';
import type { KeptTag } from './contract.ts';

const most = 1_000;

/**
 * All tags with how many conversations bear each, counted to a thousand. The count is of the whole workspace,
 * for whoever keeps its words; it tells no subject and no customer.
 */
export async function listKeptTags(db: Db): Promise<KeptTag[]> {
  const { rows } = await sql<KeptTag>`
    select t.id, t.name, t.hue, t.archived_at is not null as archived,
      (select count(*)::int from (
        select from conversation_tags ct where ct.tag_id = t.id limit ${most}) bearing) as uses
    from tags t order by t.archived_at is not null, t.name limit ${most}`.execute(db);
  return rows;
}

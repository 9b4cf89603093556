import { sql } from 'kysely';
import type { Db } from '../../platform/db/connect.ts';
import type { Caller } from '../../staff/caller.ts';
import { find } from '../access.ts';
import { colleaguesAt } from './mention.ts';
import type {} from './tables.ts';

type Person = { id: string; name: string };

/** Whether the caller follows a conversation, and who else does. Throws NOT_FOUND. */
export async function viewFollowing(db: Db, caller: Caller, ref: string) {
  const { id } = await find(db, caller, 'view', ref);
  const { rows: followers } = await sql<Person>`
    select a.id, a.name from followers f join agents a on a.id = f.agent_id
    where f.conversation_id = ${id} and f.following and a.deactivated_at is null
    order by a.name, a.id limit 200`.execute(db);
  return { following: followers.some((one) => one.id === caller.agentId), followers };
}

/** Who can be named in a note here. Throws NOT_FOUND. */
export async function viewColleagues(db: Db, caller: Caller, ref: string) {
  const { inbox_id } = await find(db, caller, 'view', ref);
  const agents = await colleaguesAt(db, inbox_id);
  const { rows: teams } = await sql<Person & { size: number }>`
    select t.id, t.name, (select count(*)::int from team_members m join agents a on a.id = m.agent_id
      where m.team_id = t.id and a.deactivated_at is null) as size
    from teams t order by t.name, t.id limit 500`.execute(db);
  return { agents, teams };
}

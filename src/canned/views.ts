import { sql } from 'kysely';
import type { Db } from '../platform/db/connect.ts';
import { refuse } from '../platform/http/errors.ts';
import type { Caller } from '../staff/caller.ts';
import { mayKeep, visibleReplies } from './access.ts';
import type { CannedListed, CannedWhole } from './contract.ts';
import type { Scope } from './types.ts';

/** More than anybody looks through; save.ts keeps shared ones below it. */
const most = 3_000;
/** How much of a text the list holds, for finding by its words. */
const begins = 300;

type Row = Omit<CannedWhole, 'team' | 'mayChange' | 'texts' | 'files'> & {
  scope: Scope;
  agent_id: string | null;
  team_id: string | null;
  team_name: string | null;
};

const columns = (me: string) => sql`
  c.id, c.scope, c.agent_id, c.team_id, t.name as team_name, c.folder, c.name, c.shortcut, c.version,
  coalesce((select sum(u.times) from canned_reply_uses u where u.canned_reply_id = c.id), 0)::int as uses,
  coalesce((select u.times from canned_reply_uses u
    where u.canned_reply_id = c.id and u.agent_id = ${me}), 0)::int as mine`;

/** Every canned reply the caller may use: what they use most, then what everyone does, then by name. */
export async function listReplies(db: Db, caller: Caller): Promise<CannedListed[]> {
  type Listed = Row & { texts: CannedListed['texts']; files: number };
  const { rows } = await sql<Listed>`
    select ${columns(caller.agentId)},
      (select jsonb_agg(jsonb_build_object('language', x.language, 'begins', left(x.text, ${begins}))
        order by x.position) from canned_reply_texts x where x.canned_reply_id = c.id) as texts,
      (select count(*)::int from canned_reply_files f where f.canned_reply_id = c.id) as files
    from canned_replies c left join teams t on t.id = c.team_id
    where ${visibleReplies(caller)}
    order by mine desc, uses desc, c.name, c.id limit ${sql.lit(most)}`.execute(db);
  return rows.map((row) => ({ ...toListed(row, caller), texts: row.texts ?? [], files: row.files }));
}

/** One with all its texts and files. Throws NOT_FOUND for what the caller may not use. */
export async function viewReply(db: Db, caller: Caller, id: string): Promise<CannedWhole> {
  const { rows } = await sql<Row>`
    select ${columns(caller.agentId)} from canned_replies c left join teams t on t.id = c.team_id
    where c.id = ${id} and ${visibleReplies(caller)}`.execute(db);
  const row = rows[0];
  if (!row) throw refuse('NOT_FOUND');
  const texts = await db
    .selectFrom('canned_reply_texts')
    .select(['language', 'html', 'text'])
    .where('canned_reply_id', '=', id)
    .orderBy('position')
    .execute();
  const files = await db
    .selectFrom('canned_reply_files')
    .select(['id', 'name', 'type', 'size'])
    .where('canned_reply_id', '=', id)
    .orderBy('position')
    .execute();
  return {
    ...toListed(row, caller),
    texts,
    files: files.map((file) => ({ ...file, size: Number(file.size) })),
  };
}

function toListed(row: Row, caller: Caller) {
  const { id, scope, folder, name, shortcut, uses, mine, version, team_id, team_name } = row;
  return {
    id,
    scope,
    folder,
    name,
    shortcut,
    uses,
    mine,
    version,
    team: team_id ? { id: team_id, name: team_name ?? '' } : null,
    mayChange: mayKeep(caller, row),
  };
}

import { sql } from 'kysely';
import type { Db } from '../../platform/db/connect.ts';
import type { Caller } from '../../staff/caller.ts';
import { find } from '../access.ts';
import type { HandedDraft } from './contract.ts';
import type {} from './tables.ts';

type Row = { id: string; at: Date; body: Record<string, unknown> } & Record<
  'from_id' | 'from_name' | 'to_id' | 'to_name',
  string
>;

/** Drafts of a conversation, and of those merged into it, that wait for the caller, or for a colleague by the caller. Throws NOT_FOUND. */
export async function viewHandedDrafts(db: Db, caller: Caller, ref: string): Promise<HandedDraft[]> {
  const { id } = await find(db, caller, 'note', ref);
  const { rows } = await sql<Row>`
    select h.id, h.at, h.body, h.from_id, f.name as from_name, h.to_id, t.name as to_name
    from handed_drafts h join agents f on f.id = h.from_id join agents t on t.id = h.to_id
    where (h.conversation_id = ${id}
        or h.conversation_id in (select m.id from conversations m where m.lies_in_id = ${id}))
      and h.state = 'waiting' and ${caller.agentId} in (h.from_id, h.to_id)
    order by h.at, h.id limit 50`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    body: row.body,
    from: { id: row.from_id, name: row.from_name },
    to: { id: row.to_id, name: row.to_name },
  }));
}

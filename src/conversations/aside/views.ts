import { sql } from 'kysely';
import type { Db } from '../../platform/db/connect.ts';
import type { Caller } from '../../staff/caller.ts';
import { find, visible } from '../access.ts';
import type { AsideView } from './contract.ts';

type Row = Omit<AsideView, 'number'> & { number: string };

/** What stands beside a conversation, and beside what was merged into it; what is in the bin is left out. */
export async function listAsides(db: Db, caller: Caller, ref: string): Promise<AsideView[]> {
  const { id } = await find(db, caller, 'view', ref);
  const { rows } = await sql<Row>`
    select c.id, c.number, c.subject, c.preview, c.status, c.message_count as "messageCount",
      c.last_message_at as "lastMessageAt", c.waiting_since is not null as unseen,
      coalesce((select jsonb_agg(jsonb_build_object('name', p.name, 'address', p.value) order by p.role desc, p.value)
        from participants p where p.conversation_id = c.id and not p.pending), '[]') as with
    from conversations c
    where c.place = 'aside' and ${visible(caller, 'c.inbox_id')}
      and c.aside_of_id in (select id from conversations where id = ${id} or lies_in_id = ${id})
    order by c.created_at, c.id limit 200`.execute(db);
  return rows.map((row) => ({ ...row, number: Number(row.number) }));
}

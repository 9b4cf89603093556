import { sql } from 'kysely';
import type { Db } from '../../platform/db/connect.ts';
import type { Caller } from '../../staff/caller.ts';
import { find, visible } from '../access.ts';
import type { LinkedView, TogetherView } from './contract.ts';

/** A conversation and all that lies in it. */
const within = (id: string) => sql`select id from conversations where id = ${id} or lies_in_id = ${id}`;

const named = sql`jsonb_build_object('id', o.id, 'number', o.number, 'subject', o.subject)`;

/** What a conversation has to do with others the caller sees. One query. */
export async function viewTogether(db: Db, caller: Caller, id: string): Promise<TogetherView> {
  const other = (column: string) => sql`(
    select ${named} from conversations o where o.id = ${sql.ref(`c.${column}`)} and ${visible(caller, 'o.inbox_id')})`;
  const { rows } = await sql<TogetherView>`
    select ${other('lies_in_id')} as "mergedInto", ${other('aside_of_id')} as "asideOf", ${other('split_from_id')} as "splitFrom",
      coalesce((select jsonb_agg(${named} order by o.number) from conversations o
        where o.lies_in_id = c.id and ${visible(caller, 'o.inbox_id')}), '[]') as holds,
      (select count(*)::int from conversation_links l
        join conversations o on o.id = case when l.from_id = c.id then l.to_id else l.from_id end
        where (l.from_id = c.id or l.to_id = c.id) and ${visible(caller, 'o.inbox_id')}) as links,
      (select count(*)::int from conversations a where a.place = 'aside' and a.aside_of_id in (${within(id)})) as asides,
      (select count(*)::int from conversations a where a.place = 'aside' and a.waiting_since is not null
        and a.aside_of_id in (${within(id)})) as "unseenAsides"
    from conversations c where c.id = ${id}`.execute(db);
  return rows[0] as TogetherView;
}

type Row = Omit<LinkedView, 'number'> & { number: string };

/** The linked conversations the caller sees: what was merged is where it lies now. */
export async function listLinks(db: Db, caller: Caller, ref: string): Promise<LinkedView[]> {
  const { id } = await find(db, caller, 'view', ref);
  const { rows } = await sql<Row>`
    with linked as (
      select l.to_id as other, case l.kind when 'child' then 'parent' when 'incident' then 'problem' else l.kind end as relation
      from conversation_links l where l.from_id in (${within(id)})
      union all
      select l.from_id, l.kind from conversation_links l where l.to_id in (${within(id)})
    ), found as (
      select distinct on (o.id) o.id, linked.relation from linked join conversations x on x.id = linked.other
      join conversations o on o.id = coalesce(x.lies_in_id, x.id) order by o.id, linked.relation
    )
    select c.id, c.number, c.subject, c.status, cu.name as customer, c.last_message_id as "newestMessageId",
      found.relation as "as"
    from found join conversations c on c.id = found.id join customers cu on cu.id = c.customer_id
    where c.id <> ${id} and c.place <> 'bin' and ${visible(caller, 'c.inbox_id')}
    order by array_position(array['problem', 'parent', 'incident', 'child', 'related'], found.relation),
      c.status in ('solved', 'closed'), c.number
    limit 500`.execute(db);
  return rows.map((row) => ({ ...row, number: Number(row.number) }));
}

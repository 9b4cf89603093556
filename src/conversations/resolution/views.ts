import { sql } from 'kysely';
import type { Db } from '../../platform/db/connect.ts';
import type { Caller } from '../../staff/caller.ts';
import { find, visible } from '../access.ts';
import { readAsking } from './asking.ts';
import { causePath } from './cause-path.ts';
import type { HintsView, SolvedBefore } from './contract.ts';
import { gistOf } from './gist.ts';

/** How many of the newest resolutions are looked through for one that is alike. */
const looked = 300;
/** From this likeness on a subject counts as the same matter (pg_trgm; 1 is the same words). */
const alike = 0.45;
/** How much nearer the same customer is than anybody else. */
const ownBonus = 0.15;

type Alike = { causeId: string | null; how: string; why: string; number: string; own: boolean };

/**
 * What solving a conversation may be filled in with before anybody types: what was said there before, else the
 * gist of the last answer, and cause and prevention of the most similar matter that was solved.
 */
export async function viewHints(db: Db, caller: Caller, ref: string): Promise<HintsView> {
  const { id, inbox_id } = await find(db, caller, 'view', ref);
  const said = await db
    .selectFrom('resolutions')
    .select(['how', 'cause_id', 'why'])
    .where('conversation_id', '=', id)
    .executeTakeFirst();
  const answer = await db
    .selectFrom('messages')
    .select('text')
    .where('conversation_id', '=', id)
    .where('direction', '=', 'out')
    .where('author_kind', '=', 'agent')
    .where(sql<boolean>`delivery is distinct from 'cancelled'`)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const like = said ? undefined : await mostAlike(db, caller, id);
  const gist = gistOf(answer?.text ?? '');
  return {
    asking: await readAsking(db, inbox_id),
    how: said?.how || gist || like?.how || '',
    causeId: said ? said.cause_id : (like?.causeId ?? null),
    why: said?.why ?? like?.why ?? '',
    from: like ? { number: Number(like.number), own: like.own } : null,
    causes: await newestOfCauses(db, caller),
  };
}

/** The newest resolution that may be seen whose matter reads like this one; this customer's are nearer. */
async function mostAlike(db: Db, caller: Caller, id: string): Promise<Alike | undefined> {
  const { rows } = await sql<Alike & { likeness: number }>`
    with this as (select subject, customer_id from conversations where id = ${id}),
    candidates as (
      (select conversation_id from resolutions order by at desc limit ${sql.lit(looked)})
      union
      (select r.conversation_id from conversations o join this on this.customer_id = o.customer_id
       join resolutions r on r.conversation_id = o.id order by r.at desc limit 50)
    )
    select r.cause_id as "causeId", r.how, r.why, c.number, c.customer_id = this.customer_id as own,
      similarity(c.subject, this.subject)
        + case when c.customer_id = this.customer_id then ${sql.lit(ownBonus)}::float else 0 end as likeness
    from candidates
    join resolutions r using (conversation_id)
    join conversations c on c.id = r.conversation_id cross join this
    left join causes ca on ca.id = r.cause_id
    where c.id <> ${id} and ca.archived_at is null and ${visible(caller, 'c.inbox_id')}
    order by likeness desc, r.at desc limit 1`.execute(db);
  const first = rows[0];
  return first && first.likeness >= alike ? first : undefined;
}

/** For each cause what was last said with it, so that choosing one fills in the rest. */
async function newestOfCauses(db: Db, caller: Caller): Promise<HintsView['causes']> {
  const { rows } = await sql<{ causeId: string; how: string; why: string }>`
    select ca.id as "causeId", newest.how, newest.why from causes ca
    cross join lateral (
      select r.how, r.why from resolutions r join conversations c on c.id = r.conversation_id
      where r.cause_id = ca.id and ${visible(caller, 'c.inbox_id')} order by r.at desc limit 1
    ) newest
    where ca.archived_at is null limit 500`.execute(db);
  return rows;
}

/** How the customer's matters were solved, the newest first; those the caller may see. */
export async function listSolvedBefore(
  db: Db,
  caller: Caller,
  { customerId, limit }: { customerId: string; limit: number },
): Promise<SolvedBefore[]> {
  const { rows } = await sql<{
    id: string;
    number: string;
    subject: string;
    how: string;
    cause: string | null;
    why: string;
    at: Date;
    by: string | null;
  }>`
    select c.id, c.number, c.subject, r.how, ${causePath('r.cause_id')} as cause, r.why, r.at, a.name as by
    from conversations c
    join resolutions r on r.conversation_id = c.id
    left join agents a on a.id = r.by_id
    where c.customer_id = ${customerId} and c.place = 'inbox' and ${visible(caller, 'c.inbox_id')}
      and (r.how <> '' or r.cause_id is not null or r.why <> '')
    order by r.at desc, c.id limit ${limit}`.execute(db);
  return rows.map(({ id, number, subject, ...told }) => ({
    conversation: { id, number: Number(number), subject },
    ...told,
  }));
}

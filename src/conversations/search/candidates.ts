import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/db/connect.ts';
import { refuse } from '../../platform/http/errors.ts';
import type { Caller } from '../../staff/caller.ts';
import { visible, visibleInboxes } from '../access.ts';
import { type RowOfList, rowColumns, rowJoins } from '../row-view.ts';

/*
 * From words to a page of conversations, two ways:
 *
 *   by the index   rare words: every message that holds them, at most 5,000, then their conversations
 *   by walking     common words: the newest conversations the caller may see, looked into one by one until
 *                  the page is full
 *
 * The first costs by how often a word was written, the second by how seldom, so one of them is always short.
 * Both see only what `visible` shows, and both give the same order: exact finds (a number, a person) first,
 * then by where the words stand, then the newest.
 */

/** More messages than these are too many to fetch: then the words are common. */
export const mostByIndex = 5_000;
/** Of one person asked for, so many conversations. */
const mostOfPerson = 50;

/** 0 the number asked for, 1 the person or the subject asked for, 2 the words stand in the text. */
type Tier = 0 | 1 | 2;
export type Place = { tier: Tier; at: Date; id: string };

export type Wanted = {
  caller: Caller;
  /** tsquery of the words anywhere, and in the subject; null if only exact finds are wanted. */
  words: string | null;
  inSubject: string | null;
  number: string | null;
  address: string | null;
  customerIds: readonly string[];
  /** Whether to look into spam and the bin as well. */
  everywhere: boolean;
  limit: number;
  after: Place | null;
  /** What the operators of the line ask of conversation `c`. */
  narrow?: Narrow | undefined;
};

/** A further condition; `placed` if it says itself where a conversation lies. */
export type Narrow = { where: RawBuilder<boolean>; placed: boolean };

export type FoundRow = RowOfList & {
  tier: Tier;
  messageId: string | null;
  text: string | null;
  messageSubject: string | null;
};

/** How much of a message is read for its snippet. */
const textRead = 30_000;

/** The page by the index; `tooMany` says that more messages hold the words than are looked at. One query. */
export async function byIndex(db: Db, wanted: Wanted): Promise<{ rows: FoundRow[]; tooMany: boolean }> {
  const text = wanted.words
    ? sql`select m.conversation_id, m.id, m.at, m.search @@ ${wanted.inSubject}::tsquery as in_subject
        from messages m where m.search @@ ${wanted.words}::tsquery limit ${sql.lit(mostByIndex + 1)}`
    : sql`select null::uuid as conversation_id, null::uuid as id, null::timestamptz as at, false as in_subject
        where false`;
  const { rows } = await sql<FoundRow & { many: boolean }>`
    with text as materialized (${text}),
    best as (
      select conversation_id as id, (array_agg(id order by at desc, id desc))[1] as message_id,
        case when bool_or(in_subject) then 1 else 2 end as tier
      from text group by 1
    ), merged as (
      select id, min(tier) as tier, (array_agg(message_id) filter (where message_id is not null))[1] as message_id
      from (select id, message_id, tier from best union all select id, null, tier from (${exact(wanted)}) e) every
      group by 1
    ), page as (
      select c.id, merged.tier, merged.message_id from merged join conversations c on c.id = merged.id
      where ${open(wanted)} ${after(wanted.after, sql`merged.tier`)}
      order by merged.tier, c.last_message_at desc, c.id desc limit ${sql.lit(wanted.limit)}
    )
    select many.many, r.* from (select count(*) > ${sql.lit(mostByIndex)} as many from text) many
    left join (${rowsOfPage}) r on true
    order by r.tier, r."lastMessageAt" desc, r.id desc`.execute(db);
  return { rows: rows.filter((row) => row.id !== null), tooMany: rows[0]?.many ?? false };
}

/**
 * The page by walking over at most `reach` conversations. `walkedTo` is the last one looked at if the page
 * was not filled and there are older ones: the next walk begins behind it. Looks into inboxes only. One query.
 */
export async function byWalking(
  db: Db,
  wanted: Wanted,
  reach: number,
): Promise<{ rows: FoundRow[]; walkedTo: Place | null }> {
  const { caller, limit } = wanted;
  const from = wanted.after?.tier === 2 ? wanted.after : null;
  const older = from ? sql`and (c.last_message_at, c.id) < (${from.at}, ${from.id}::uuid)` : sql``;
  const newest = sql`order by c.last_message_at desc, c.id desc limit ${sql.lit(reach)}`;
  const { rows } = await sql<FoundRow & { edgeAt: Date | null; edgeId: string | null; seen: number }>`
    with first as materialized (
      select e.id, min(e.tier) as tier from (${exact(wanted)}) e group by 1
    ), recent as materialized (
      select p.id, p.last_message_at from (${visibleInboxes(caller)}) i
      cross join lateral (
        select c.id, c.last_message_at from conversations c where c.inbox_id = i.id and ${open(wanted)} ${older} ${newest}
      ) p order by p.last_message_at desc, p.id desc limit ${sql.lit(reach)}
    ), walked as materialized (
      -- In the order of recent, so that the limit ends the walk; behind offset 0 the planner cannot fetch
      -- the whole index of the word for every conversation.
      select r.id, m.id as message_id from recent r
      cross join lateral (
        select m.id from (
          select id, search from messages where conversation_id = r.id order by at desc, id desc offset 0
        ) m where m.search @@ ${wanted.words}::tsquery limit 1
      ) m
      where r.id not in (select id from first) limit ${sql.lit(limit)}
    ), page as (
      select c.id, every.tier, every.message_id
      from (select id, tier, null::uuid as message_id from first union all select id, 2, message_id from walked) every
      join conversations c on c.id = every.id
      where ${open(wanted)} ${after(wanted.after, sql`every.tier`)}
      order by every.tier, c.last_message_at desc, c.id desc limit ${sql.lit(limit)}
    )
    select edge."edgeAt", edge."edgeId", edge.seen, r.* from (
      select (select count(*) from recent)::int as seen, min(last_message_at) as "edgeAt",
        (array_agg(id order by last_message_at, id))[1] as "edgeId" from recent
    ) edge
    left join (${rowsOfPage}) r on true
    order by r.tier, r."lastMessageAt" desc, r.id desc`.execute(db);
  const found = rows.filter((row) => row.id !== null);
  const edge = rows[0];
  const ended = !edge?.edgeAt || !edge.edgeId || edge.seen < reach || found.length === limit;
  return {
    rows: found,
    walkedTo: ended ? null : { tier: 2, at: edge.edgeAt as Date, id: edge.edgeId as string },
  };
}

const rowsOfPage = sql`
  select page.tier, page.message_id as "messageId", left(m.text, ${sql.lit(textRead)}) as text,
    m.subject as "messageSubject", ${rowColumns}
  from page join conversations c on c.id = page.id ${rowJoins}
  left join messages m on m.id = page.message_id`;

/** Whether the caller may see conversation `c`, and where it may lie. */
function open({ caller, everywhere, narrow }: Wanted): RawBuilder<unknown> {
  const place = everywhere || narrow?.placed ? sql`c.place <> 'merged'` : sql`c.place in ('inbox', 'aside')`;
  return sql`${visible(caller, 'c.inbox_id')} and ${place} ${narrow ? sql`and ${narrow.where}` : sql``}`;
}

/** Rows of id and tier: the number, the address and the people asked for. */
function exact(wanted: Wanted): RawBuilder<unknown> {
  const { number, address, customerIds } = wanted;
  const finds = [sql`select null::uuid as id, 0 as tier where false`];
  if (number)
    finds.push(sql`select coalesce(c.lies_in_id, c.id), 0 from conversations c where c.number = ${number}`);
  if (address) {
    finds.push(sql`(select p.conversation_id, 1 from participants p
      where p.kind = 'email' and p.value = ${address} and not p.pending limit 200)`);
  }
  if (customerIds.length > 0) {
    finds.push(sql`select p.id, 1 from unnest(${[...customerIds]}::uuid[]) cu
      cross join lateral (
        select c.id from conversations c where c.customer_id = cu and ${open(wanted)}
        order by c.last_message_at desc, c.id desc limit ${sql.lit(mostOfPerson)}
      ) p`);
  }
  return sql.join(finds, sql` union all `);
}

function after(place: Place | null, tier: RawBuilder<unknown>): RawBuilder<unknown> {
  if (!place) return sql``;
  return sql`and (${tier} > ${place.tier} or (${tier} = ${place.tier}
    and (c.last_message_at, c.id) < (${place.at}, ${place.id}::uuid)))`;
}

/** Where a page ended, and how the search was widened to fill it. */
export type Cursor = { after: Place; everywhere: boolean; corrected: boolean };

export const writeCursor = ({ after: { tier, at, id }, everywhere, corrected }: Cursor): string =>
  `${tier}${everywhere ? 'e' : ''}${corrected ? 'c' : ''}.${at.getTime()}.${id}`;

/** Throws BAD_INPUT for a cursor that is not one of ours. */
export function readCursor(cursor: string): Cursor {
  const found = /^([012])(e?)(c?)\.(-?\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor);
  if (!found) throw refuse('BAD_INPUT', 'This cursor is not one of ours. Begin again without it.');
  const [, tier, everywhere, corrected, at, id = ''] = found;
  const after = { tier: Number(tier) as Tier, at: new Date(Number(at)), id };
  return { after, everywhere: everywhere !== '', corrected: corrected !== '' };
}

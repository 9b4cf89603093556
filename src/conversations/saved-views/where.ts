import { type RawBuilder, sql } from 'kysely';
import { searchText } from '../../customers/search-text.ts';
import { after, minute } from '../../platform/clock/clock.ts';
import type { Caller } from '../../staff/caller.ts';
import { type Condition, type Filter, type Group, isGroup } from './filter.ts';
import { type Known, namesPlace } from './known.ts';

/*
 * A filter as SQL, the only place that makes it: everything given is a parameter, and every query that uses
 * it stands behind `visible` as well (access.ts). Conversations are `c`. matches.ts says the same in memory.
 */

export type At = { caller: Pick<Caller, 'agentId' | 'teamIds'>; now: Date; known: Known };

/**
 * Whether conversation `c` is meant. The filter must have no problems (known.ts). `placed`: where it lies is
 * asked for elsewhere, so that spam and the bin are not left out here.
 */
export function whereOf(filter: Filter, at: At, placed = false): RawBuilder<boolean> {
  const asked = ofGroup(filter as Group, at);
  return placed || namesPlace(filter as Group) ? asked : sql<boolean>`(c.place = 'inbox' and ${asked})`;
}

function ofGroup(group: Group, at: At): RawBuilder<boolean> {
  const parts = group.conditions.map((one) => (isGroup(one) ? ofGroup(one, at) : ofCondition(one, at)));
  if (parts.length === 0) return sql<boolean>`true`;
  return sql<boolean>`(${sql.join(parts, group.match === 'all' ? sql` and ` : sql` or `)})`;
}

const columns = {
  list: 'shelf',
  status: 'status',
  place: 'place',
  inbox: 'inbox_id',
  brand: 'brand_id',
  team: 'team_id',
  assignee: 'assignee_id',
  customer: 'customer_id',
  priority: 'priority',
  kind: 'kind',
  channel: 'channel',
} as const;
const types = { priority: 'smallint' } as Record<string, string>;
const uuids = new Set(['inbox', 'brand', 'team', 'assignee', 'customer']);

function ofCondition(one: Condition, at: At): RawBuilder<boolean> {
  switch (one.field) {
    case 'company':
      return negate(
        one.is,
        sql`c.customer_id in (select id from customers where company_id = any(${[...one.values]}::uuid[]))`,
      );
    case 'tag':
      return tagged(one);
    case 'custom':
      return ofField(one, at);
    case 'waiting':
    case 'created':
    case 'message':
    case 'solved':
    case 'due':
      return ofTime(one, at);
    case 'attachment':
      return yes(
        one.is,
        sql`exists (select from messages m join attachments a on a.message_id = m.id
        where m.conversation_id = c.id and not a.inline)`,
      );
    case 'unread':
      return yes(one.is, sql`c.status = 'new'`);
    case 'words':
      return yes(
        one.is === 'has',
        sql`c.id in (select m.conversation_id from messages m where m.search @@ ${at.known.words.get(one.value)}::tsquery)`,
      );
    case 'subject':
      return yes(one.is === 'has', sql`c.subject ilike ${like(one.value)}`);
    case 'from':
      return yes(one.is === 'has', fromWhom(one.value));
    case 'to':
      return yes(one.is === 'has', toWhom(one.value));
    default:
      return oneOf(one, at);
  }
}

/** A column that is one of several, where null is a value of its own ("nobody"). */
function oneOf(
  one: Extract<Condition, { field: keyof typeof columns }>,
  { caller }: At,
): RawBuilder<boolean> {
  const column = sql.ref(`c.${columns[one.field]}`);
  const given = one.values as (string | number)[];
  const idsOf = (value: string | number): readonly (string | number)[] =>
    value === 'me' ? [caller.agentId] : value === 'mine' ? caller.teamIds : value === 'nobody' ? [] : [value];
  const values = [...new Set(given.flatMap((value) => [...idsOf(value)]))];
  const type = sql.raw(uuids.has(one.field) ? 'uuid' : (types[one.field] ?? 'text'));
  const parts: RawBuilder<unknown>[] = [];
  // A list of one is written as `=`: with `any` the planner chooses worse indexes.
  if (values.length === 1) parts.push(sql`${column} = ${values[0]}::${type}`);
  else if (values.length > 1) parts.push(sql`${column} = any(${values}::${type}[])`);
  if (given.includes('nobody')) parts.push(sql`${column} is null`);
  return negate(one.is, parts.length > 0 ? sql`(${sql.join(parts, sql` or `)})` : sql`false`);
}

function tagged({ is, values }: Extract<Condition, { field: 'tag' }>): RawBuilder<boolean> {
  const ids = [...new Set(values)];
  const any = sql`c.id in (select conversation_id from conversation_tags where tag_id = any(${ids}::uuid[]))`;
  if (is !== 'all') return negate(is, any);
  const each = ids.map(
    (id) =>
      sql`exists (select from conversation_tags t where t.conversation_id = c.id and t.tag_id = ${id}::uuid)`,
  );
  return sql<boolean>`(${sql.join(each, sql` and `)})`;
}

function ofField(one: Extract<Condition, { field: 'custom' }>, { known }: At): RawBuilder<boolean> {
  const type = known.fields.get(one.key)?.type;
  const text = sql`(c.fields ->> ${one.key}::text)`;
  const amount = sql`(case when jsonb_typeof(c.fields -> ${one.key}::text) = 'number' then ${text}::numeric end)`;
  const [first] = one.values;
  switch (one.is) {
    case 'set':
      return sql<boolean>`${text} is not null`;
    case 'unset':
      return sql<boolean>`${text} is null`;
    case 'less':
      return yes(true, sql`${amount} < ${first}::numeric`);
    case 'more':
      return yes(true, sql`${amount} > ${first}::numeric`);
    // Days as ISO 8601 writes them stand in the order of their letters.
    case 'before':
      return yes(true, sql`${text} collate "C" < ${first}`);
    case 'after':
      return yes(true, sql`${text} collate "C" > ${first}`);
    case 'has':
    case 'lacks':
      return yes(one.is === 'has', sql`${text} ilike ${like(String(first))}`);
    default: {
      if (type === 'number') return negate(one.is, sql`${amount} = any(${[...one.values]}::numeric[])`);
      const words = one.values.map(String);
      const hit = sql`${text} = any(${words}::text[])`;
      // What was never ticked counts as not ticked.
      const unticked =
        type === 'checkbox' && words.includes('false') ? sql`(${hit} or ${text} is null)` : hit;
      return negate(one.is, unticked);
    }
  }
}

const instants = {
  waiting: 'waiting_since',
  created: 'created_at',
  message: 'last_message_at',
  solved: 'solved_at',
  due: 'due_at',
} as const;

function ofTime(one: Extract<Condition, { minutes?: number | undefined }>, { now }: At): RawBuilder<boolean> {
  const column = sql.ref(`c.${instants[one.field]}`);
  const span = (one.minutes ?? 0) * minute;
  const given = new Date(one.at ?? 0);
  switch (one.is) {
    case 'set':
      return sql<boolean>`${column} is not null`;
    case 'unset':
      return sql<boolean>`${column} is null`;
    case 'longer':
      return yes(true, sql`${column} <= ${after(now, -span)}`);
    case 'shorter':
      return yes(true, sql`${column} > ${after(now, -span)}`);
    case 'within':
      return yes(true, sql`${column} <= ${after(now, span)}`);
    case 'before':
      return yes(true, sql`${column} < ${given}`);
    case 'after':
      return yes(true, sql`${column} >= ${given}`);
  }
}

/** Whoever wrote in from an address or under a name that holds every word. */
function fromWhom(value: string): RawBuilder<unknown> {
  const words = searchText(value).split(' ').filter(Boolean).slice(0, 5);
  const fits = words.map((word) => sql`search like ${like(word)}`);
  return sql`c.customer_id in (select id from customers where ${fits.length > 0 ? sql.join(fits, sql` and `) : sql`false`})`;
}

/** Whom it was written to: others who take part, and the inbox by its name or address. */
function toWhom(value: string): RawBuilder<unknown> {
  const pattern = like(value);
  return sql`(exists (select from participants p where p.conversation_id = c.id and p.role in ('to', 'cc')
      and (p.value ilike ${pattern} or p.name ilike ${pattern}))
    or c.inbox_id in (select id from inboxes where name ilike ${pattern} or address ilike ${pattern}
      or exists (select from unnest(arrives_at) a where a ilike ${pattern})))`;
}

const like = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
/** Unknown is no, and its opposite yes. */
const yes = (wanted: boolean, what: RawBuilder<unknown>): RawBuilder<boolean> =>
  wanted ? sql<boolean>`(${what})` : sql<boolean>`(${what}) is not true`;
const negate = (is: string, what: RawBuilder<unknown>): RawBuilder<boolean> => yes(is !== 'none', what);

import { type RawBuilder, sql } from 'kysely';
import { visible } from '../conversations/access.ts';
import type { Db } from '../platform/db/connect.ts';
import { refuse } from '../platform/http/errors.ts';
import type { Caller } from '../staff/caller.ts';
import type { FeedbackLine, FiguresView, OfQuery, WhichRows } from './contract.ts';

/*
 * The one place where figures of satisfaction are counted: cards, tables, the rows behind a number and the
 * export all come from these conditions, so that a number and its rows cannot differ.
 */

/** Which answers a figure counts; feedback is `f`. */
const counted: Record<WhichRows, RawBuilder<boolean>> = {
  asked: sql`true`,
  answered: sql`f.answered_at is not null`,
  settled: sql`f.settled`,
  notSettled: sql`not f.settled`,
  rated: sql`f.rating is not null`,
  satisfied: sql`f.rating >= 4`,
  unsatisfied: sql`f.rating <= 2`,
};

/** Shares: this figure of that one. */
const shares: Record<'responseRate' | 'settledRate' | 'csat', [part: WhichRows, whole: WhichRows]> = {
  responseRate: ['answered', 'asked'],
  settledRate: ['settled', 'answered'],
  csat: ['satisfied', 'rated'],
};

const count = (which: WhichRows) => sql`count(*) filter (where ${counted[which]})`;

const columns = sql.join([
  ...Object.keys(counted).map((which) => sql`${count(which as WhichRows)}::int as ${sql.id(which)}`),
  ...Object.entries(shares).map(
    ([name, [part, whole]]) => sql`(${count(part)}::float / nullif(${count(whole)}, 0)) as ${sql.id(name)}`,
  ),
  sql`avg(f.rating)::float as average`,
]);

/** What was asked in the period and place, of conversations the caller may see. */
const asked = (caller: Caller, of: OfQuery): RawBuilder<unknown> => sql`
  feedback f join conversations c on c.id = f.conversation_id
  where ${visible(caller, 'c.inbox_id')}
    ${of.from ? sql`and f.asked_at >= ${of.from}` : sql``} ${of.to ? sql`and f.asked_at < ${of.to}` : sql``}
    ${of.inboxId ? sql`and f.inbox_id = ${of.inboxId}` : sql``}
    ${of.teamId ? sql`and f.team_id = ${of.teamId}` : sql``}
    ${of.agentId ? sql`and f.agent_id = ${of.agentId}` : sql``}`;

const groups = {
  inbox: { id: sql`f.inbox_id`, from: sql`inboxes` },
  team: { id: sql`f.team_id`, from: sql`teams` },
  agent: { id: sql`f.agent_id`, from: sql`agents` },
} as const;
const mostGroups = 500;

/** The figures in all, and apart by inbox, team or agent; the one asked most stands first. */
export async function viewFigures(
  db: Db,
  caller: Caller,
  { by, ...of }: OfQuery & { by: keyof typeof groups },
): Promise<{
  total: FiguresView;
  items: (FiguresView & { of: { id: string; name: string } | null })[];
  next: null;
}> {
  const total = await sql<FiguresView>`select ${columns} from ${asked(caller, of)}`.execute(db);
  const { id, from } = groups[by];
  const apart = await sql<FiguresView & { group_id: string | null; group_name: string | null }>`
    select n.name as group_name, t.* from (
      select ${id} as group_id, ${columns} from ${asked(caller, of)} group by 1
    ) t left join ${from} n on n.id = t.group_id
    order by t.asked desc, n.name nulls last limit ${mostGroups}`.execute(db);
  return {
    total: total.rows[0] as FiguresView,
    items: apart.rows.map(({ group_id, group_name, ...figures }) => ({
      ...figures,
      of: group_id ? { id: group_id, name: group_name ?? '' } : null,
    })),
    next: null,
  };
}

type Row = {
  id: string;
  number: string;
  subject: string;
  customer_id: string;
  customer: string;
  inbox_id: string;
  inbox: string;
  team_id: string | null;
  team: string | null;
  agent_id: string | null;
  agent: string | null;
  asked_at: Date;
  answered_at: Date | null;
  settled: boolean | null;
  rating: number | null;
  comment: string;
};

/** A page of the rows a figure counts, the last asked first. */
export async function listRows(
  db: Db,
  caller: Caller,
  query: OfQuery & { which: WhichRows; limit: number; cursor?: string | undefined },
): Promise<{ items: FeedbackLine[]; next: string | null }> {
  const { rows } = await sql<Row>`
    select f.conversation_id as id, f.asked_at, f.answered_at, f.settled, f.rating, f.comment, f.customer_id,
      f.inbox_id, f.team_id, f.agent_id, p.number, p.subject, cu.name as customer, i.name as inbox,
      t.name as team, a.name as agent
    from (
      select f.* from ${asked(caller, query)} and ${counted[query.which]} ${beyond(query.cursor)}
      order by f.asked_at desc, f.conversation_id desc limit ${query.limit + 1}
    ) f
    join conversations p on p.id = f.conversation_id
    join customers cu on cu.id = f.customer_id
    join inboxes i on i.id = f.inbox_id
    left join teams t on t.id = f.team_id
    left join agents a on a.id = f.agent_id
    order by f.asked_at desc, f.conversation_id desc`.execute(db);
  const last = rows[query.limit - 1];
  return {
    items: rows.slice(0, query.limit).map(lineOf),
    next: rows.length > query.limit && last ? `${last.asked_at.getTime()}.${last.id}` : null,
  };
}

const named = (id: string | null, name: string | null) => (id ? { id, name: name ?? '' } : null);

function lineOf(row: Row): FeedbackLine {
  return {
    conversation: { id: row.id, number: Number(row.number), subject: row.subject },
    customer: { id: row.customer_id, name: row.customer },
    inbox: { id: row.inbox_id, name: row.inbox },
    team: named(row.team_id, row.team),
    agent: named(row.agent_id, row.agent),
    askedAt: row.asked_at,
    answeredAt: row.answered_at,
    settled: row.settled,
    rating: row.rating,
    comment: row.comment,
  };
}

function beyond(cursor: string | undefined): RawBuilder<unknown> {
  if (cursor === undefined) return sql``;
  const [, at, id] = /^(-?\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor) ?? [];
  if (!at || !id) throw refuse('BAD_INPUT', 'This cursor is not one of ours. Begin again without it.');
  return sql`and (f.asked_at, f.conversation_id) < (${new Date(Number(at))}, ${id}::uuid)`;
}

import { sql } from 'kysely';
import type { Db } from '../../platform/db/connect.ts';
import type { Caller } from '../../staff/caller.ts';
import { visibleInboxes } from '../access.ts';
import type { Condition, Filter } from '../saved-views/filter.ts';

/*
 * What a line of search says beside its words: `tag:vat -is:solved from:"Leila Tanaka"`. Each operator becomes a
 * condition of a filter (saved-views/filter.ts), so that a search is a view as well; what cannot be meant is
 * said, and the rest is searched for.
 */

const _operators = [
  ...['from', 'to', 'in', 'is', 'tag', 'team', 'assignee', 'has', 'before', 'after', 'subject'],
] as const;

/** An operator that means nothing as it stands. */
export type Wrong = { operator: string; value: string };
export type Line = {
  /** What is left of the line: the words. */
  words: string;
  conditions: Condition[];
  wrong: Wrong[];
};

type Found = { operator: string; value: string; negated: boolean };

/** More operators than these narrow no search. */
const most = 20;
const sign = /(^|\s)(-?)(from|to|in|is|tag|team|assignee|has|before|after|subject):("[^"]*"?|[^\s"]*)/giu;

/** Cuts a line into operators and words; any line will do. Linear in its length. */
export function cutLine(line: string): { words: string; found: Found[] } {
  const found: Found[] = [];
  const words = line.replace(
    sign,
    (whole, before: string, minus: string, operator: string, value: string) => {
      if (found.length === most) return whole;
      found.push({
        operator: operator.toLowerCase(),
        value: value.replaceAll('"', '').trim(),
        negated: minus === '-',
      });
      return before;
    },
  );
  return { words: words.replace(/\s+/g, ' ').trim(), found };
}

/** The conditions a line's operators mean to this caller. Three queries at most, none without names in it. */
export async function readLine(db: Db, caller: Caller, line: string): Promise<Line> {
  const { words, found } = cutLine(line);
  const conditions: Condition[] = [];
  const wrong: Wrong[] = [];
  if (found.length === 0) return { words, conditions, wrong };
  const named = await namesOf(db, caller, found);
  for (const one of found) {
    const condition = one.value === '' ? null : conditionOf(one, named);
    if (condition) conditions.push(condition);
    else wrong.push({ operator: one.operator, value: one.value.slice(0, 100) });
  }
  return { words, conditions, wrong };
}

/** The whole line as a filter, words and all: what is kept when a search is saved. */
export const asFilter = ({ words, conditions }: Line): Filter => ({
  match: 'all',
  conditions: words ? [...conditions, { field: 'words', is: 'has', value: words.slice(0, 200) }] : conditions,
});

type Named = { kind: string; id: string; name: string };

/** Tags, teams, inboxes and colleagues whose names begin with what was asked for; the exact one wins. */
async function namesOf(db: Db, caller: Caller, found: readonly Found[]): Promise<readonly Named[]> {
  const ask = (operator: string) => found.some((one) => one.operator === operator);
  const parts = [
    ...(ask('tag') ? [sql`select 'tag' as kind, id, name from tags`] : []),
    ...(ask('team') ? [sql`select 'team' as kind, id, name from teams`] : []),
    ...(ask('in')
      ? [sql`select 'in' as kind, i.id, i.name from inboxes i where i.id in (${visibleInboxes(caller)})`]
      : []),
    ...(ask('assignee') ? [sql`select 'assignee' as kind, id, name from agents`] : []),
  ];
  if (parts.length === 0) return [];
  const { rows } =
    await sql<Named>`select * from (${sql.join(parts, sql` union all `)}) n limit 5000`.execute(db);
  return rows;
}

function idsOf(kind: string, value: string, named: readonly Named[]): string[] {
  const wanted = value.toLocaleLowerCase();
  const same = named.filter((one) => one.kind === kind);
  const exact = same.filter(({ name }) => name.toLocaleLowerCase() === wanted);
  const begun = same.filter(({ name }) => ` ${name.toLocaleLowerCase()}`.includes(` ${wanted}`));
  return (exact.length > 0 ? exact : begun).slice(0, 50).map(({ id }) => id);
}

const lists = new Set(['open', 'waiting', 'snoozed', 'solved', 'spam', 'bin']);
const statuses = new Set(['new', 'held', 'closed']);
const priorities = ['low', 'normal', 'high', 'urgent'];

function conditionOf({ operator, value, negated }: Found, named: readonly Named[]): Condition | null {
  const is = negated ? 'none' : 'any';
  const word = value.toLowerCase();
  switch (operator) {
    case 'from':
    case 'to':
    case 'subject':
      return { field: operator, is: negated ? 'lacks' : 'has', value: value.slice(0, 200) };
    case 'in': {
      if (word === 'spam' || word === 'bin') return { field: 'list', is, values: [word] };
      const ids = idsOf('in', value, named);
      return ids.length > 0 ? { field: 'inbox', is, values: ids } : null;
    }
    case 'tag': {
      const ids = idsOf('tag', value, named);
      return ids.length > 0 ? { field: 'tag', is, values: ids } : null;
    }
    case 'team': {
      if (word === 'mine') return { field: 'team', is, values: ['mine'] };
      if (word === 'none' || word === 'nobody') return { field: 'team', is, values: ['nobody'] };
      const ids = idsOf('team', value, named);
      return ids.length > 0 ? { field: 'team', is, values: ids } : null;
    }
    case 'assignee': {
      if (word === 'me') return { field: 'assignee', is, values: ['me'] };
      if (word === 'none' || word === 'nobody') return { field: 'assignee', is, values: ['nobody'] };
      const ids = idsOf('assignee', value, named);
      return ids.length > 0 ? { field: 'assignee', is, values: ids } : null;
    }
    case 'is':
      return state(word, is, negated);
    case 'has':
      return /^(attachments?|files?)$/.test(word) ? { field: 'attachment', is: !negated } : null;
    case 'before':
    case 'after': {
      const day = dayOf(word);
      // "Not before" a day is from that day on.
      if (!day) return null;
      return { field: 'message', is: (operator === 'before') === negated ? 'after' : 'before', at: day };
    }
    default:
      return null;
  }
}

function state(word: string, is: 'any' | 'none', negated: boolean): Condition | null {
  if (lists.has(word)) return { field: 'list', is, values: [word as 'open'] };
  if (statuses.has(word)) return { field: 'status', is, values: [word as 'new'] };
  if (word === 'unread') return { field: 'unread', is: !negated };
  if (word === 'unassigned') return { field: 'assignee', is, values: ['nobody'] };
  if (word === 'mine') return { field: 'assignee', is, values: ['me'] };
  const priority = priorities.indexOf(word);
  return priority < 0 ? null : { field: 'priority', is, values: [priority] };
}

/** A day of the calendar as an instant, in the machine's reading of ISO 8601: midnight UTC. */
function dayOf(word: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(word)) return null;
  const date = new Date(`${word}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(word) ? null : date.toISOString();
}

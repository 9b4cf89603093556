import { sql } from 'kysely';
import type { FieldType } from '../../customers/fields.ts';
import type { Db } from '../../platform/db/connect.ts';
import { readQuery, writeTsQuery } from '../search/query.ts';
import { lookUp } from '../search/vocabulary.ts';
import { type Condition, conditionsOf, type Filter, type Group, isGroup, type Problem } from './filter.ts';

/*
 * What a filter names, looked up: a tag, a team, a field may have gone since it was written. A filter that
 * names what is not there is never evaluated, for whatever it showed would be wrong; it says what is broken.
 */

type Named = { id: string; name: string };
type Field = { key: string; label: string; type: FieldType; choices: string[] };

/** What was found of everything some filters name. */
export type Known = {
  /** Names by id: inboxes, brands, teams, agents, tags, customers and companies. */
  names: ReadonlyMap<string, string>;
  fields: ReadonlyMap<string, Field>;
  /** tsquery by the words as they were written. */
  words: ReadonlyMap<string, string>;
};

const tables = {
  inbox: 'inboxes',
  brand: 'brands',
  team: 'teams',
  assignee: 'agents',
  tag: 'tags',
  customer: 'customers',
  company: 'companies',
} as const;
type Reference = keyof typeof tables;
const isReference = (field: string): field is Reference => Object.hasOwn(tables, field);

/** Words that stand in the place of an id. */
const stands = new Set(['me', 'mine', 'nobody']);
const idsIn = (one: Condition): string[] =>
  isReference(one.field) && 'values' in one
    ? (one.values as string[]).filter((value) => !stands.has(value))
    : [];

/** Looks up everything these filters name. Three queries at most, however many they are. */
export async function known(db: Db, filters: readonly Filter[]): Promise<Known> {
  const conditions = filters.flatMap((filter) => [...conditionsOf(filter as Group)].map(([one]) => one));
  const parts = (Object.keys(tables) as Reference[]).flatMap((field) => {
    const ids = [...new Set(conditions.filter((one) => one.field === field).flatMap(idsIn))];
    if (ids.length === 0) return [];
    return [sql`select id, name from ${sql.table(tables[field])} where id = any(${ids}::uuid[])`];
  });
  const named =
    parts.length > 0 ? (await sql<Named>`${sql.join(parts, sql` union all `)}`.execute(db)).rows : [];
  const keys = [...new Set(conditions.flatMap((one) => (one.field === 'custom' ? [one.key] : [])))];
  const fields =
    keys.length > 0
      ? await db
          .selectFrom('custom_fields')
          .select(['key', 'label', 'type', 'choices'])
          .where('noun', '=', 'conversation')
          .where('archived_at', 'is', null)
          .where('key', 'in', keys)
          .execute()
      : [];
  const lines = [...new Set(conditions.flatMap((one) => (one.field === 'words' ? [one.value] : [])))];
  const words = new Map<string, string>();
  for (const line of lines) {
    const asked = readQuery(line);
    const terms = asked.terms.map((term) => ({ ...term, open: false }));
    if (terms.length > 0)
      words.set(line, writeTsQuery(terms, (await lookUp(db, { ...asked, terms })).stems, 'anywhere'));
  }
  return {
    names: new Map(named.map(({ id, name }) => [id, name])),
    fields: new Map(fields.map((field) => [field.key, field])),
    words,
  };
}

const nouns: Record<Reference, string> = {
  inbox: 'inbox',
  brand: 'brand',
  team: 'team',
  assignee: 'agent',
  tag: 'tag',
  customer: 'customer',
  company: 'company',
};

/** What is broken in this filter, in the order of its conditions; nothing if it can be evaluated. */
export function problemsOf(filter: Filter, found: Known): Problem[] {
  return [...conditionsOf(filter as Group)].flatMap(([one, at]) => {
    const problem = problemOf(one, found);
    return problem ? [{ at, field: one.field, ...problem }] : [];
  });
}

function problemOf(
  one: Condition,
  { names, fields, words }: Known,
): Pick<Problem, 'why' | 'sentence'> | null {
  if (isReference(one.field)) {
    const gone = idsIn(one).filter((id) => !names.has(id)).length;
    const noun = nouns[one.field];
    return gone > 0
      ? { why: 'gone', sentence: `The condition on ${noun} names a ${noun} that does not exist any more.` }
      : null;
  }
  if (one.field === 'custom') {
    const field = fields.get(one.key);
    if (!field) return { why: 'gone', sentence: `The field “${one.key}” does not exist any more.` };
    return fits(one, field)
      ? null
      : { why: 'type', sentence: `The field “${field.label}” cannot be compared in this way.` };
  }
  if (one.field === 'words' && !words.has(one.value))
    return { why: 'incomplete', sentence: 'There is no word to look for.' };
  if ('minutes' in one || 'at' in one || isTime(one)) return timeProblem(one as TimeCondition);
  return null;
}

type TimeCondition = Extract<Condition, { minutes?: number | undefined }>;
const isTime = (one: Condition): one is TimeCondition =>
  one.field === 'waiting' ||
  one.field === 'created' ||
  one.field === 'message' ||
  one.field === 'solved' ||
  one.field === 'due';

function timeProblem(one: TimeCondition): Pick<Problem, 'why' | 'sentence'> | null {
  const needs =
    one.is === 'before' || one.is === 'after'
      ? 'at'
      : one.is === 'set' || one.is === 'unset'
        ? null
        : 'minutes';
  if (needs && one[needs] === undefined)
    return { why: 'incomplete', sentence: `The condition on time (${one.field}) says no time.` };
  return null;
}

type CustomCondition = Extract<Condition, { field: 'custom' }>;

/** Which comparisons a type knows, and of what. */
function fits({ is, values }: CustomCondition, { type, choices }: Field): boolean {
  if (is === 'set' || is === 'unset') return true;
  if (values.length === 0) return false;
  const all = (test: (value: string | number | boolean) => boolean) => values.every(test);
  switch (type) {
    case 'text':
      return ['any', 'none', 'has', 'lacks'].includes(is) && all((value) => typeof value === 'string');
    case 'number':
      return ['any', 'none', 'less', 'more'].includes(is) && all((value) => typeof value === 'number');
    case 'date':
      return (
        ['any', 'none', 'before', 'after'].includes(is) &&
        all((value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value))
      );
    case 'checkbox':
      return ['any', 'none'].includes(is) && all((value) => typeof value === 'boolean');
    case 'choice':
      // A choice nobody can make any more may still stand in old conversations.
      return ['any', 'none'].includes(is) && choices.length > 0 && all((value) => typeof value === 'string');
  }
}

/** Whether a filter means another set of conversations for another person. */
export const isPersonal = (filter: Filter): boolean =>
  [...conditionsOf(filter as Group)].some(
    ([one]) =>
      'values' in one && (one.values as unknown[]).some((value) => value === 'me' || value === 'mine'),
  );

/** Whether a condition names spam, the bin or a place, so that they are not left out. */
export const namesPlace = (group: Group): boolean =>
  group.conditions.some((one) =>
    isGroup(one)
      ? namesPlace(one)
      : one.field === 'place' ||
        (one.field === 'list' && (one.values.includes('spam') || one.values.includes('bin'))),
  );

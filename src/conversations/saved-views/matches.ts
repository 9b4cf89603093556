import { minute } from '../../platform/clock/clock.ts';
import type { Standing } from '../access.ts';
import type { Condition, Filter, Group } from './filter.ts';
import { conditionsOf, isGroup } from './filter.ts';
import { namesPlace } from './known.ts';
import type { At } from './where.ts';

/*
 * A filter asked of one conversation in memory: what where.ts says in SQL. views.test.ts holds the two
 * against each other on random filters and conversations.
 */

/** What a filter may ask of a conversation. */
export type Facts = Standing & {
  id: string;
  list: string;
  status: string;
  place: string;
  kind: string;
  channel: string;
  brandId: string;
  customerId: string;
  companyId: string | null;
  priority: number;
  fields: Readonly<Record<string, unknown>>;
  tagIds: readonly string[];
  attachment: boolean;
  created: Date;
  message: Date;
  waiting: Date | null;
  solved: Date | null;
  due: Date | null;
};

type Test = (facts: Facts, now: number) => boolean;

/** Conditions the database alone can answer: they read words as it reads them. */
const inDatabase = new Set<Condition['field']>(['words', 'subject', 'from', 'to']);
const asText = ({ field, is }: { field: string; is: unknown }): boolean =>
  field === 'custom' && (is === 'has' || is === 'lacks');

/** Whether all of the filter can be asked in memory. */
export const canMatch = (filter: Filter): boolean =>
  [...conditionsOf(filter as Group)].every(([one]) => !inDatabase.has(one.field) && !asText(one));

/** Whether what it means changes as time goes by, without anything happening. */
export const isTimed = (filter: Filter): boolean =>
  [...conditionsOf(filter as Group)].some(([one]) => 'minutes' in one && one.minutes !== undefined);

/** The filter as a question; `canMatch` must hold, and it must have no problems. */
export function matcher(filter: Filter, at: Omit<At, 'now'>): Test {
  const asked = ofGroup(filter as Group, at);
  const anywhere = namesPlace(filter as Group);
  // As pages.ts: what was merged, and what stands beside another, is in no list.
  const listed = (place: string) => place === 'inbox' || (anywhere && (place === 'spam' || place === 'bin'));
  return (facts, now) => listed(facts.place) && asked(facts, now);
}

function ofGroup(group: Group, at: Omit<At, 'now'>): Test {
  const tests = group.conditions.map((one) => (isGroup(one) ? ofGroup(one, at) : ofCondition(one, at)));
  if (tests.length === 0) return () => true;
  return group.match === 'all'
    ? (facts, now) => tests.every((test) => test(facts, now))
    : (facts, now) => tests.some((test) => test(facts, now));
}

function ofCondition(one: Condition, at: Omit<At, 'now'>): Test {
  switch (one.field) {
    case 'list':
    case 'status':
    case 'place':
    case 'kind':
    case 'channel':
    case 'priority':
      return oneOf(one.is, one.values, ({ [one.field]: value }) => value);
    case 'inbox':
      return oneOf(one.is, one.values, ({ inboxId }) => inboxId);
    case 'brand':
      return oneOf(one.is, one.values, ({ brandId }) => brandId);
    case 'customer':
      return oneOf(one.is, one.values, ({ customerId }) => customerId);
    case 'company':
      return oneOf(one.is, one.values, ({ companyId }) => companyId ?? '');
    case 'team':
      return oneOf(one.is, people(one.values, at), ({ teamId }) => teamId ?? 'nobody');
    case 'assignee':
      return oneOf(one.is, people(one.values, at), ({ assigneeId }) => assigneeId ?? 'nobody');
    case 'tag':
      if (one.is === 'all') return ({ tagIds }) => one.values.every((id) => tagIds.includes(id));
      return ({ tagIds }) => one.values.some((id) => tagIds.includes(id)) === (one.is === 'any');
    case 'attachment':
      return ({ attachment }) => attachment === one.is;
    case 'unread':
      return ({ status }) => (status === 'new') === one.is;
    case 'custom':
      return ofField(one, at);
    case 'waiting':
    case 'created':
    case 'message':
    case 'solved':
    case 'due':
      return ofTime(one);
    default:
      throw new Error(`The condition on ${one.field} cannot be asked in memory.`);
  }
}

const people = (values: readonly string[], { caller }: Omit<At, 'now'>): string[] =>
  values.flatMap((value) =>
    value === 'me' ? [caller.agentId] : value === 'mine' ? caller.teamIds : [value],
  );

function oneOf(is: string, given: readonly (string | number)[], of: (facts: Facts) => string | number): Test {
  const values = new Set(given);
  return (facts) => values.has(of(facts)) === (is === 'any');
}

function ofField(one: Extract<Condition, { field: 'custom' }>, { known }: Omit<At, 'now'>): Test {
  const { key, is, values } = one;
  const type = known.fields.get(key)?.type;
  const [first] = values;
  const given = ({ fields }: Facts) => fields[key] ?? null;
  switch (is) {
    case 'set':
      return (facts) => given(facts) !== null;
    case 'unset':
      return (facts) => given(facts) === null;
    case 'less':
    case 'more':
      return (facts) => {
        const value = given(facts);
        if (typeof value !== 'number') return false;
        return is === 'less' ? value < Number(first) : value > Number(first);
      };
    case 'before':
    case 'after':
      return (facts) => {
        const value = given(facts);
        if (value === null) return false;
        return is === 'before' ? String(value) < String(first) : String(value) > String(first);
      };
    default: {
      const words = new Set(type === 'number' ? values : values.map(String));
      const unticked = type === 'checkbox' && words.has('false');
      return (facts) => {
        const value = given(facts);
        const hit =
          value === null ? unticked : words.has(type === 'number' ? (value as number) : String(value));
        return hit === (is === 'any');
      };
    }
  }
}

function ofTime(one: Extract<Condition, { minutes?: number | undefined }>): Test {
  const span = (one.minutes ?? 0) * minute;
  const given = new Date(one.at ?? 0).getTime();
  const on =
    (test: (time: number, now: number) => boolean): Test =>
    (facts, now) => {
      const time = facts[one.field];
      return time !== null && test(time.getTime(), now);
    };
  switch (one.is) {
    case 'set':
      return (facts) => facts[one.field] !== null;
    case 'unset':
      return (facts) => facts[one.field] === null;
    case 'longer':
      return on((time, now) => time <= now - span);
    case 'shorter':
      return on((time, now) => time > now - span);
    case 'within':
      return on((time, now) => time <= now + span);
    case 'before':
      return on((time) => time < given);
    case 'after':
      return on((time) => time >= given);
  }
}

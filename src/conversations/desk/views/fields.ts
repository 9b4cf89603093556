import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api } from '../../../ui/api.ts';
import type { Choice } from '../../../ui/Select.tsx';
import { useAgents, useInboxes, useTeams } from '../people.ts';
import { fieldName, type Names, valueName, wordOf } from './phrase.ts';
import type { Condition } from './saved.ts';

/** What the builder of filters offers: each field, how it can be compared, and with what. */

export type CustomField = { key: string; label: string; type: string; choices: readonly string[] };

/** How a field is filled in. */
export type Way = 'many' | 'flag' | 'text' | 'time' | 'day' | 'number' | 'none';

const many = ['any', 'none'];
const ops: Record<string, readonly string[]> = {
  tag: ['any', 'all', 'none'],
  waiting: ['longer', 'shorter', 'set', 'unset'],
  created: ['longer', 'shorter', 'before', 'after'],
  message: ['longer', 'shorter', 'before', 'after'],
  solved: ['longer', 'shorter', 'before', 'after'],
  due: ['within', 'set', 'unset'],
  words: ['has', 'lacks'],
  subject: ['has', 'lacks'],
  from: ['has', 'lacks'],
  to: ['has', 'lacks'],
};
const customOps: Record<string, readonly string[]> = {
  text: ['has', 'lacks', 'any', 'set', 'unset'],
  number: ['any', 'less', 'more', 'set', 'unset'],
  date: ['before', 'after', 'any', 'set', 'unset'],
  checkbox: ['any'],
  choice: ['any', 'none', 'set', 'unset'],
};
const flags = new Set(['attachment', 'unread']);

/** The fields everyone has, in the order people look for them. */
export const fields = [
  ...['list', 'assignee', 'team', 'inbox', 'tag', 'priority', 'waiting', 'due', 'unread', 'status', 'kind'],
  ...['customer', 'company', 'from', 'to', 'subject', 'words', 'attachment', 'created', 'message', 'solved'],
  ...['brand', 'channel'],
];

/** The comparisons of a condition's field. */
export function opsOf(one: Condition, custom: readonly CustomField[]): readonly string[] {
  if (one.field === 'custom')
    return customOps[custom.find(({ key }) => key === one.key)?.type ?? ''] ?? ['set', 'unset'];
  return flags.has(one.field) ? ['true', 'false'] : (ops[one.field] ?? many);
}

/** What has to be filled in behind the comparison. */
export function wayOf(one: Condition, custom: readonly CustomField[]): Way {
  if (typeof one.is === 'boolean') return 'none';
  if (one.is === 'set' || one.is === 'unset') return 'none';
  if ('value' in one) return 'text';
  if (one.field === 'custom') {
    const type = custom.find(({ key }) => key === one.key)?.type;
    return type === 'number' ? 'number' : type === 'date' ? 'day' : type === 'text' ? 'text' : 'many';
  }
  if ('values' in one) return 'many';
  return one.is === 'before' || one.is === 'after' ? 'day' : 'time';
}

/** A condition on this field, as it begins. */
export function newCondition(field: string, key?: string): Condition {
  if (field === 'custom') return { field, key: key ?? '', is: 'set', values: [] };
  const [is = 'any'] = ops[field] ?? many;
  if (flags.has(field)) return { field, is: true } as Condition;
  if (is === 'has') return { field, is, value: '' } as Condition;
  if (is === 'longer' || is === 'within') return { field, is, minutes: 120 } as Condition;
  return { field, is, values: [] } as unknown as Condition;
}

/** The same condition compared in another way, keeping what still fits. */
export function withOp(one: Condition, is: string, custom: readonly CustomField[]): Condition {
  if (flags.has(one.field)) return { ...one, is: is === 'true' } as Condition;
  const next = { ...one, is } as Condition;
  if (next.field === 'custom' || 'values' in next || 'value' in next)
    return next.field === 'custom' && wayOf(next, custom) === 'none' ? { ...next, values: [] } : next;
  const way = wayOf(next, custom);
  const { minutes: _minutes, at: _at, ...bare } = next as { minutes?: number; at?: string };
  if (way === 'time') return { ...bare, minutes: 120 } as Condition;
  return (way === 'day' ? { ...bare, at: new Date().toISOString() } : bare) as Condition;
}

const staleTime = 5 * 60_000;
const fixed: Record<string, readonly string[]> = {
  list: ['open', 'waiting', 'snoozed', 'solved', 'spam', 'bin'],
  status: ['new', 'open', 'waiting', 'held', 'solved', 'closed'],
  kind: ['support', 'service'],
  channel: ['email', 'api'],
  priority: ['3', '2', '1', '0'],
};
const toChoice = ({ id, name }: { id: string; name: string }): Choice => ({ value: id, label: name });

/** Everything filters may point to, with names; customers and companies as they are searched for. */
export function useWorld(known: Names) {
  const [inboxes, teams, agents] = [useInboxes(), useTeams(), useAgents()];
  const tags = useQuery(api.conversations.tags.queryOptions({ staleTime })).data ?? [];
  const brands = useQuery(api.staff.brands.list.queryOptions({ staleTime })).data?.items ?? [];
  const own = useQuery(api.conversations.fields.queryOptions({ staleTime })).data ?? [];
  const custom = own.filter(({ noun }) => noun === 'conversation');
  const [sought, setSought] = useState('');
  const people = useQuery(
    api.customers.list.queryOptions({ input: { q: sought || undefined, limit: 20 }, enabled: sought !== '' }),
  ).data?.items;
  const firms = useQuery(
    api.customers.companies.queryOptions({ input: { q: sought || undefined, limit: 20 } }),
  ).data?.items;
  const named = [...inboxes, ...teams, ...agents, ...tags, ...brands, ...(people ?? []), ...(firms ?? [])];
  const names: Names = {
    ...known,
    ...Object.fromEntries(named.map(({ id, name }) => [id, name])),
    ...Object.fromEntries(custom.map(({ key, label }) => [`field:${key}`, label])),
  };
  const choicesOf = (one: Condition): readonly Choice[] => {
    const word = (value: string): Choice => ({ value, label: valueName(one.field, value, names) });
    switch (one.field) {
      case 'inbox':
        return inboxes.map(toChoice);
      case 'team':
        return [word('mine'), word('nobody'), ...teams.map(toChoice)];
      case 'assignee':
        return [word('me'), word('nobody'), ...agents.filter(({ active }) => active).map(toChoice)];
      case 'tag':
        return tags.map(toChoice);
      case 'brand':
        return brands.map(toChoice);
      case 'customer':
        return (people ?? []).map((person) =>
          toChoice({ ...person, name: person.name || (person.email ?? '') }),
        );
      case 'company':
        return (firms ?? []).map(toChoice);
      case 'custom': {
        const field = custom.find(({ key }) => key === one.key);
        if (field?.type === 'checkbox') return ['true', 'false'].map((value) => ({ value, label: wordOf('yes', value) })); // biome-ignore format: one line
        return (field?.choices ?? []).map((value) => ({ value, label: value }));
      }
      default:
        return (fixed[one.field] ?? []).map(word);
    }
  };
  const fieldChoices = useMemo(
    () => [
      ...fields.map((field) => ({ value: field, label: fieldName(field) })),
      ...custom.map(({ key, label }) => ({ value: `custom:${key}`, label })),
    ],
    [custom],
  );
  return { custom, names, choicesOf, fieldChoices, onSearch: setSought };
}
export type World = ReturnType<typeof useWorld>;

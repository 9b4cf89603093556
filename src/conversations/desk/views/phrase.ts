import { fullTime } from '../../../ui/format.ts';
import { t, tIfKnown } from '../../../ui/words.ts';
import { channelName, priorityName, statusName } from '../names.ts';
import type { Condition, Filter } from './saved.ts';

/** Names of what conditions point to: ids, and the labels of custom fields under `field:KEY`. */
export type Names = Readonly<Record<string, string>>;

/** A word of the filter's own for people; words unknown here (a newer server's) stay as they are. */
export const wordOf = (group: string, word: string): string =>
  tIfKnown(`conversations.filter.${group}.${word}`) ?? word;

export const fieldName = (field: string, names: Names = {}, key = ''): string =>
  field === 'custom' ? (names[`field:${key}`] ?? key) : wordOf('field', field);

/** What one value is called. */
export function valueName(field: string, value: string | number | boolean, names: Names): string {
  if (typeof value === 'boolean') return wordOf('yes', String(value));
  if (field === 'priority') return priorityName(Number(value));
  if (field === 'status') return statusName(value as Parameters<typeof statusName>[0]);
  if (field === 'channel') return channelName(String(value));
  const word = String(value);
  const known = names[word] ?? tIfKnown(`conversations.filter.value.${word}`);
  return known ?? (field === 'inbox' ? t('conversations.filter.hidden') : word);
}

/** A span of minutes in the largest unit that divides it. */
export function spanOf(minutes: number): { n: number; unit: 'minutes' | 'hours' | 'days' } {
  if (minutes > 0 && minutes % 1_440 === 0) return { n: minutes / 1_440, unit: 'days' };
  if (minutes > 0 && minutes % 60 === 0) return { n: minutes / 60, unit: 'hours' };
  return { n: minutes, unit: 'minutes' };
}

/** One condition as part of a sentence: "assigned to nobody". */
export function phraseOf(one: Condition, names: Names): string {
  const field = fieldName(one.field, names, 'key' in one ? one.key : '');
  if (typeof one.is === 'boolean')
    return t(one.is ? 'conversations.filter.is' : 'conversations.filter.isNot', { field });
  if ('value' in one) return `${field} ${wordOf('op', one.is)} “${one.value}”`;
  if ('values' in one) {
    const values = one.values.map((value) => valueName(one.field, value, names));
    const or = new Intl.ListFormat(document.documentElement.lang || 'en', {
      type: one.is === 'all' ? 'conjunction' : 'disjunction',
    });
    const said = or.format(values) || '…';
    // "open, assigned to nobody, inbox Support": what is meant needs no verb.
    if (one.field === 'list' && one.is === 'any') return said;
    return one.is === 'any' ? `${field} ${said}` : `${field} ${wordOf('op', one.is)} ${said}`.trim();
  }
  if (one.minutes !== undefined) {
    const { n, unit } = spanOf(one.minutes);
    return `${field} ${wordOf('op', one.is)} ${t(`conversations.filter.${unit}`, { n })}`;
  }
  return `${field} ${wordOf('op', one.is)} ${one.at ? fullTime(new Date(one.at)) : ''}`.trim();
}

/** A whole filter as a sentence. */
export function sentenceOf(filter: Filter, names: Names): string {
  const parts = filter.conditions.map((one) =>
    'match' in one ? `(${sentenceOf(one as Filter, names)})` : phraseOf(one, names),
  );
  if (parts.length === 0) return t('conversations.filter.everything');
  return parts.join(filter.match === 'all' ? ', ' : ` ${t('conversations.filter.or')} `);
}

import { t, tIfKnown } from '../../../ui/words.ts';
import { fieldName } from './phrase.ts';
import type { Problem } from './saved.ts';

/** What is broken, in words: which condition, and why. */
export function problemText({ at, why, field, sentence }: Problem): string {
  const about = tIfKnown(`conversations.filter.problem.${why}`) ?? sentence;
  if (at.length === 0) return about;
  const place = at.map((n) => n + 1).join('.');
  return t('conversations.filter.problemAt', { place, field: field ? fieldName(field) : '', about });
}

import { language } from '../../ui/words.ts';

/** A language in the reader's own: "German", "Deutsch". */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(language(), { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Words cut where something in {{braces}} was left. */
export const marked = (text: string): { words: string; left: boolean }[] =>
  text
    .split(/(\{\{[^{}]*\}\})/)
    .filter(Boolean)
    .map((words) => ({ words, left: words.startsWith('{{') }));

/** The languages replies are mostly written in; any other tag can be typed. */
export const languages = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'nl',
  'pt',
  'pl',
  'cs',
  'sv',
  'da',
  'tr',
  'ar',
  'ja',
  'zh',
];

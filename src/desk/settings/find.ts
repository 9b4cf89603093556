import type { SettingsPage } from '../../ui/slots.ts';
import { t, type WordId } from '../../ui/words.ts';
import { settingsPages } from '../later-slots.ts';

const ladder = ['light', 'agent', 'supervisor', 'admin', 'owner'] as const;
type Role = (typeof ladder)[number];

/** The settings pages that are of any use to somebody. */
export const pagesFor = (role: Role): SettingsPage[] =>
  settingsPages.filter((page) => !page.role || ladder.indexOf(role) >= ladder.indexOf(page.role));

/** A page, or one setting on it, that fits what was typed. */
export type FoundSetting = { page: SettingsPage; setting: WordId | null };

/**
 * Pages and single settings that fit, pages first. Every typed word begins some word of the title or of what it
 * is also called, in the reader's language; accents do not matter. A page's own words find its settings too, but
 * only together with a word of the setting.
 */
export function findSettings(pages: readonly SettingsPage[], text: string): FoundSetting[] {
  const typed = wordsOf(text);
  const whole = pages
    .filter((page) => fits(typed, wordsOfPage(page)))
    .map((page) => ({ page, setting: null }));
  if (typed.length === 0) return whole;
  const single = pages.flatMap((page) =>
    (page.settings ?? [])
      .map((one) => (typeof one === 'string' ? [one] : one))
      .filter(([title, more]) => {
        const own = wordsOf(`${t(title)} ${more ? t(more) : ''}`);
        const some = typed.some((word) => own.some((other) => other.startsWith(word)));
        return some && fits(typed, [...own, ...wordsOf(t(page.title))]);
      })
      .map(([title]) => ({ page, setting: title })),
  );
  return [...whole, ...single];
}

const wordsOfPage = (page: SettingsPage) => wordsOf(`${t(page.title)} ${page.words ? t(page.words) : ''}`);

const fits = (typed: readonly string[], words: readonly string[]): boolean =>
  typed.every((one) => words.some((word) => word.startsWith(one)));

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/[\p{M}\u00ad]/gu, '')
    .toLocaleLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

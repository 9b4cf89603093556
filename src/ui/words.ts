import first from 'virtual:words/en';
import others from 'virtual:words/languages';
import { i18n, type Values } from '@lingui/core';

/** Every message id, from the rooms' English files: a room that has words adds its line here. */
export type WordId =
  | keyof typeof import('./words/en.json')
  | keyof typeof import('../desk/words/en.json')
  | keyof typeof import('../desk/later/words/en.json')
  | keyof typeof import('../staff/words/en.json')
  | keyof typeof import('../channels/words/en.json')
  | keyof typeof import('../conversations/words/en.json')
  | keyof typeof import('../conversations/desk/later/words/en.json')
  | keyof typeof import('../conversations/desk/settings/words/en.json')
  | keyof typeof import('../customers/words/en.json');

let english = first;
let rest: Promise<void> | undefined;
i18n.load('en', english);
i18n.activate('en');

/**
 * Brings a screen together with the words that are not in the first load:
 * `lazy(withWords(() => import('./SettingsScreen.tsx')))`.
 */
export const withWords =
  <Screen>(load: () => Promise<Screen>) =>
  async (): Promise<Screen> => {
    rest ??= import('virtual:words/en-rest').then(({ default: more }) => {
      english = { ...english, ...more };
      i18n.load('en', more);
      // Another language is whole already; where it lacks a message, English stands in.
      if (i18n.locale !== 'en') i18n.load(i18n.locale, { ...more, ...i18n.messages });
    });
    const [screen] = await Promise.all([load(), rest]);
    return screen;
  };

/**
 * The message in the reader's language.
 * @param values what the message's {placeholders} stand for
 */
export function t(id: WordId, values?: Values): string {
  return i18n._(id, values);
}

/** As `t`, for ids put together at run time (error codes); undefined where there is no such message. */
export function tIfKnown(id: string, values?: Values): string | undefined {
  return id in english ? i18n._(id, values) : undefined;
}

/** The languages somebody may choose, as BCP 47 tags. The pseudo-locale is left out. */
export const languages: string[] = ['en', ...Object.keys(others).filter((tag) => tag !== 'en-XA')];

/** The language now spoken, as a BCP 47 tag; what Intl formatters should use. */
export function language(): string {
  return i18n.locale === 'en-XA' ? 'en' : i18n.locale;
}

/**
 * Loads a language's chunk and switches to it; a message it lacks stays English.
 * An unknown tag leaves things as they are.
 */
export async function speak(tag: string): Promise<void> {
  if (tag !== 'en') {
    const load = others[tag];
    if (!load) return;
    i18n.load(tag, { ...english, ...(await load()).default });
  }
  i18n.activate(tag);
  document.documentElement.lang = tag;
  document.documentElement.dir = /^(ar|fa|he|ur)\b/.test(tag) ? 'rtl' : 'ltr';
}

/** Calls back after each change of language; returns how to stop. */
export function onLanguage(changed: () => void): () => void {
  return i18n.on('change', changed);
}

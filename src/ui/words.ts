import first from 'virtual:words/en';
import others from 'virtual:words/languages';
import { i18n, type Values } from '@lingui/core';
import { remember } from './theme.ts';

/** Every message id, from the rooms' English files: a room that has words adds its line here. */
export type WordId =
  | keyof typeof import('./words/en.json')
  | keyof typeof import('../desk/words/en.json')
  | keyof typeof import('../desk/later/words/en.json')
  | keyof typeof import('../staff/words/en.json')
  | keyof typeof import('../staff/desk/later/words/en.json')
  | keyof typeof import('../conversations/desk/settings/later/words/en.json')
  | keyof typeof import('../channels/words/en.json')
  | keyof typeof import('../conversations/words/en.json')
  | keyof typeof import('../conversations/desk/later/words/en.json')
  | keyof typeof import('../conversations/desk/settings/words/en.json')
  | keyof typeof import('../conversations/desk/side/later/words/en.json')
  | keyof typeof import('../conversations/desk/together/later/words/en.json')
  | keyof typeof import('../conversations/desk/views/later/words/en.json')
  | keyof typeof import('../feedback/desk/words/en.json')
  | keyof typeof import('../feedback/desk/later/words/en.json')
  | keyof typeof import('../canned/desk/later/words/en.json')
  | keyof typeof import('../notices/desk/words/en.json')
  | keyof typeof import('../notices/desk/later/words/en.json')
  | keyof typeof import('../conversations/desk/follow/later/words/en.json')
  | keyof typeof import('../customers/words/en.json');

/** English laid out from right to left, for tests: the way Arabic screens lie, in words everyone here reads. */
const MIRRORED = 'en-XB';

let english = first;
let rest: Promise<void> | undefined;
/** How dates and numbers are written: the spoken language, in the reader's region where it is known. */
let written = 'en';
i18n.load('en', english);
i18n.activate('en');

/** The English that is not in the first load. Other languages come whole. */
function bringRest(): Promise<void> {
  rest ??= import('virtual:words/en-rest').then(({ default: more }) => {
    english = { ...english, ...more };
    i18n.load({ en: more, [MIRRORED]: more });
  });
  return rest;
}

/**
 * Brings a screen together with the words that are not in the first load:
 * `lazy(withWords(() => import('./SettingsScreen.tsx')))`.
 */
export const withWords =
  <Screen>(load: () => Promise<Screen>) =>
  async (): Promise<Screen> => {
    const [screen] = await Promise.all([load(), i18n.locale in others || bringRest()]);
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
  return id in i18n.messages ? i18n._(id, values) : undefined;
}

/** The languages somebody may choose, as BCP 47 tags. The pseudo-locales are left out. */
export const languages: string[] = ['en', ...Object.keys(others).filter((tag) => tag !== 'en-XA')];

/** The language now spoken, with the reader's region where it is known, as Intl formatters want it. */
export function language(): string {
  return written;
}

/** The language now spoken, as the tag of its words. */
export const spoken = (): string => i18n.locale;

/** The language we have for a tag: de-AT is German. Undefined where we have none. */
function ours(tag: string): string | undefined {
  if (tag === MIRRORED || tag === 'en' || tag in others) return tag;
  const [base] = tag.split('-') as [string];
  return base === 'en' || base in others ? base : undefined;
}

/**
 * Speaks the first of these languages that we have, English if none; loads its chunk. The most wanted region
 * of it decides about dates and numbers.
 */
export async function speak(...wanted: (string | null | undefined)[]): Promise<void> {
  const tags = wanted.filter((tag) => tag !== null && tag !== undefined);
  const spoken = tags.map(ours).find((tag) => tag !== undefined) ?? 'en';
  if (spoken in others) {
    // What a language lacks stays English: never silence, never a bare id.
    if (!loaded.has(spoken)) i18n.load(spoken, { ...english, ...(await others[spoken]?.())?.default });
    loaded.add(spoken);
  } else if (loaded.size > 0 || rest) await bringRest();
  if (spoken === MIRRORED) i18n.load(MIRRORED, english);
  const plain = spoken.startsWith('en-X') ? 'en' : spoken;
  written =
    tags.find((tag) => tag !== plain && !tag.startsWith('en-X') && tag.split('-')[0] === plain) ?? plain;
  document.documentElement.lang = spoken;
  document.documentElement.dir = isMirrored(spoken) ? 'rtl' : 'ltr';
  i18n.activate(spoken);
  remember('language', spoken);
}

const loaded = new Set<string>();
const isMirrored = (tag: string) => tag === MIRRORED || /^(ar|fa|he|ur)\b/.test(tag);

/** Calls back after each change of language; returns how to stop. */
export function onLanguage(changed: () => void): () => void {
  return i18n.on('change', changed);
}

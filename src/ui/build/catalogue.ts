import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type CompiledMessage, compileMessageOrThrow } from '@lingui/message-utils/compileMessage';

/** The pseudo-locale: English with accents and 40 % more length, to see what breaks when words grow. */
export const PSEUDO = 'en-XA';

/** One language's messages as written: id → ICU text. */
export type Words = Record<string, string>;

const src = new URL('../../', import.meta.url).pathname;

/** Rooms and screens whose English words no screen needs before it is opened: they come with that screen (`withWords`). */
const later = /\/src\/(?:staff|channels|customers|conversations\/desk\/settings|.*\/later)\/words\//;

/** English in two parts: what the first load brings, and what comes with the screens that need it. */
export function englishParts(): { first: Words; rest: Words } {
  const all = readWords('en');
  const ids = new Set(
    wordFiles('en')
      .filter((file) => later.test(file))
      .flatMap((file) => Object.keys(JSON.parse(readFileSync(file, 'utf8')) as Words)),
  );
  const part = (rest: boolean) =>
    Object.fromEntries(Object.entries(all).filter(([id]) => ids.has(id) === rest));
  return { first: part(false), rest: part(true) };
}

/** The paths of all message files a browser may need, for one language. */
export function wordFiles(language: string): string[] {
  return globSync(`**/words/${language}.json`, { cwd: src })
    .map((path) => src + path)
    .sort();
}

/** All languages that at least one room has words for, English first. */
export function languages(): string[] {
  const found = new Set(globSync('**/words/*.json', { cwd: src }).map((path) => basename(path, '.json')));
  found.delete('en');
  return ['en', ...[...found].sort()];
}

/**
 * Every room's messages of one language, merged.
 * @throws when two rooms claim one id, because one of them would silently say the other's sentence.
 */
export function readWords(language: string): Words {
  if (language === PSEUDO) return readWords('en');
  const all: Words = {};
  for (const file of wordFiles(language)) {
    if (!existsSync(file)) continue;
    for (const [id, text] of Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Words)) {
      if (id in all) throw new Error(`${file}: the message id ${id} is taken by another room`);
      all[id] = text;
    }
  }
  return all;
}

/** Messages in the form Lingui's runtime reads, so that no ICU parser travels to the browser. */
export function compile(words: Words, language: string): Record<string, CompiledMessage> {
  const stretch = language === PSEUDO ? pseudo : undefined;
  const compiled: Record<string, CompiledMessage> = {};
  for (const [id, text] of Object.entries(words)) {
    try {
      compiled[id] = compileMessageOrThrow(text, stretch);
    } catch (error) {
      throw new Error(`message ${id} (${language}) is not valid ICU: ${(error as Error).message}`);
    }
  }
  return compiled;
}

const accents: Record<string, string> = {
  a: 'á', b: 'ƀ', c: 'ç', d: 'ð', e: 'é', f: 'ƒ', g: 'ĝ', h: 'ĥ', i: 'í', j: 'ĵ', k: 'ķ', l: 'ļ', m: 'ɱ',
  n: 'ñ', o: 'ó', p: 'þ', r: 'ŕ', s: 'š', t: 'ţ', u: 'ú', v: 'ṽ', w: 'ŵ', x: 'ẋ', y: 'ý', z: 'ž',
}; // biome-ignore format: one table

/** Accents every letter and lengthens the text by 40 %; leaves <tags> of rich messages whole. */
export function pseudo(text: string): string {
  return text
    .split(/(<\/?\w+\/?>)/)
    .map((part) => {
      if (part.startsWith('<') || !/[a-z]/i.test(part)) return part;
      const letters = part.replace(/[a-z]/g, (letter) => accents[letter] ?? letter);
      // More words, as longer languages have, rather than one word no language has.
      const more = 'ẋ'.repeat(Math.ceil(part.length * 0.4)).replace(/.{8}(?=.)/g, '$& ');
      return letters.trimEnd() + more + (/\s$/.test(part) ? ' ' : '');
    })
    .join('');
}

import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type I18n, setupI18n } from '@lingui/core';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';

/*
 * The words the server itself says: in mails, on public pages, in names it gives. They stand beside the
 * browser's, in every room's words/<language>.json, as ICU messages; a message is compiled when first said.
 */

type Words = Record<string, string>;
type Language = { words: Words; i18n: I18n; compiled: Set<string> };

const source = path.resolve(import.meta.dirname, '..');
const languages = new Map<string, Language>();

/**
 * Says a message in a language ("pt-BR" falls back to "pt", then to English, so that a missing translation
 * is never silence). `values` fill its ICU places. Throws if there is no such message at all.
 */
export function say(id: string, values: Record<string, unknown> = {}, locale = 'en'): string {
  const tried = [locale, locale.split('-')[0] as string, 'en'];
  for (const name of tried) {
    const language = languageOf(name);
    const text = language.words[id];
    if (text === undefined) continue;
    if (!language.compiled.has(id)) {
      language.i18n.load(name, { [id]: compileMessageOrThrow(text) });
      language.i18n.activate(name);
      language.compiled.add(id);
    }
    return language.i18n._(id, values);
  }
  throw new Error(`Nobody has written the message ${id}`);
}

function languageOf(name: string): Language {
  const known = languages.get(name);
  if (known) return known;
  // The name comes from a setting; only a plain tag may become part of a path.
  const files = /^[A-Za-z0-9-]{2,35}$/.test(name) ? globSync(`**/words/${name}.json`, { cwd: source }) : [];
  const words: Words = Object.assign(
    {},
    ...files.map((file) => JSON.parse(readFileSync(path.join(source, file), 'utf8'))),
  );
  const made = { words, i18n: setupI18n(), compiled: new Set<string>() };
  languages.set(name, made);
  return made;
}

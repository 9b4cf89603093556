import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type CompiledMessage, compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { compile, languages, PSEUDO, pseudo, readWords } from './catalogue.ts';

const english = readWords('en');
const src = new URL('../../', import.meta.url).pathname;

/** Names of the values a message needs, and of its <tags>, in a stable order. */
function placeholders(text: string): string[] {
  const names = new Set<string>();
  const walk = (message: CompiledMessage) => {
    for (const token of message) {
      if (typeof token === 'string') for (const [, tag] of token.matchAll(/<(\w+)>/g)) names.add(`<${tag}>`);
      else {
        if (token[0] !== '#') names.add(token[0]);
        const choices = token[2];
        if (choices && typeof choices === 'object')
          for (const choice of Object.values(choices)) if (Array.isArray(choice)) walk(choice);
      }
    }
  };
  walk(compileMessageOrThrow(text));
  return [...names].sort();
}

/** All our source but tests, as one text: ids stand in it in quotes, or as the fixed start of a template. */
const source = globSync('**/*.{ts,tsx}', { cwd: src })
  .filter((path) => !path.endsWith('.test.ts'))
  .map((path) => readFileSync(src + path, 'utf8'))
  .join('\n');
const literals = new Set(
  [...source.matchAll(/['"`]([a-z]+(?:\.[\w-]+)+)['"`]/gi)].map((match) => match[1] as string),
);
const templates = [...source.matchAll(/`([a-z]+(?:\.[\w-]+)*\.)\$\{[^}]+\}([\w.]*)`/gi)].map(
  (match) => [match[1] as string, match[2] as string] as const,
);

test('every message is valid ICU, in every language', () => {
  for (const language of [...languages(), PSEUDO]) {
    assert.ok(Object.keys(compile(readWords(language), language)).length > 0, language);
  }
});

test('every id a screen uses exists', () => {
  const used = [...source.matchAll(/\bt\(\s*'([^']+)'|<T\s+id="([^"]+)"/g)].map(
    (match) => match[1] ?? match[2],
  );
  assert.ok(used.length > 50, 'the scan finds the uses');
  assert.deepEqual(
    used.filter((id) => id && !(id in english)),
    [],
  );
});

test('every message is used', () => {
  const unused = Object.keys(english).filter(
    (id) =>
      !literals.has(id) &&
      !templates.some(([start, end]) => id.startsWith(start) && id.endsWith(end) && id !== start),
  );
  assert.deepEqual(unused, []);
});

test('every language says everything English says, file by file, with the same values and tags', () => {
  assert.ok(languages().includes('de'), 'there is German');
  const read = (file: string) => JSON.parse(readFileSync(src + file, 'utf8')) as Record<string, string>;
  const files = globSync('**/words/en.json', { cwd: src });
  for (const language of languages().slice(1))
    for (const file of files) {
      const here = `${file.slice(0, -'en.json'.length)}${language}.json`;
      const words = read(file);
      const said = read(here);
      const missing = Object.keys(words).filter((id) => !(id in said));
      const extra = Object.keys(said).filter((id) => !(id in words));
      assert.deepEqual({ missing, extra }, { missing: [], extra: [] }, here);
      for (const [id, text] of Object.entries(said))
        assert.deepEqual(placeholders(text), placeholders(words[id] as string), `${here}: ${id}`);
    }
});

test('placeholders of nested plurals are found', () => {
  assert.deepEqual(placeholders('{n, plural, one {{who} sent <b>#</b>} other {{who} sent # on {day}}}'), [
    '<b>',
    'day',
    'n',
    'who',
  ]);
});

test('the pseudo-locale lengthens by two fifths and leaves values and tags alone', () => {
  assert.ok(pseudo('Snooze until tomorrow').length >= 'Snooze until tomorrow'.length * 1.4);
  assert.equal(pseudo('<b>Hi</b>'), '<b>Híẋ</b>');
  const [text, value] = compile({ id: 'Sent by {name}' }, PSEUDO).id as CompiledMessage;
  assert.match(String(text), /^Šéñţ|^Séñţ/);
  assert.deepEqual(value, ['name']);
});

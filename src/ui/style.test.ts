import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const src = new URL('../', import.meta.url).pathname;
const screens = globSync('**/*.tsx', { cwd: src }).map((path) => ({
  path,
  text: readFileSync(src + path, 'utf8'),
}));

/** Tailwind classes that name a side of the screen instead of a side of the text. */
const physical =
  /(?<![\w-])-?(?:[mp][lr]|left|right|rounded-(?:[lr]|[tb][lr])|border-[lr]|text-(?:left|right))-?(?:\d|px|auto|\[|full|[a-z]+(?=["'\s])|(?=["'\s]))/;

test('screens name sides by reading direction, so that right-to-left needs nothing', () => {
  assert.ok(screens.length > 30, 'the screens are found');
  for (const { path, text } of screens)
    for (const [, names] of text.matchAll(/["'`]([^"'`\n]*)["'`]/g))
      for (const name of (names as string).split(/\s+/))
        assert.ok(!physical.test(name) || /^[A-Z(]/.test(name), `${path}: ${name}`);
});

test('the scan knows a physical class when it sees one', () => {
  for (const name of ['pl-2', '-ml-1', 'left-0', 'text-right', 'border-l', 'rounded-tl-menu'])
    assert.match(`${name} `, physical, name);
  for (const name of ['ps-2', 'me-auto', 'start-0', 'text-start', 'rounded-s-control', 'place-items-center'])
    assert.doesNotMatch(`${name} `, physical, name);
});

test('text has five sizes and no other', () => {
  for (const { path, text } of screens)
    for (const [name] of text.matchAll(/(?<![\w-])text-(?:\d+|xs|sm|base|lg|xl|\[\d[^\]]*\])(?!\S*9px)/g))
      assert.match(name, /^text-(?:11|12|13|14|16|\[9px\])$/, `${path}: ${name}`);
});

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { settingsPages } from '../screens.ts';

/*
 * How many states of the screens axe looks at, light and dark: the names the stories give them, read from the
 * stories. What axe finds there fails the story; what is no longer looked at fails here.
 */

/** Forty were asked for. There are more, and none is to get lost unseen. */
const least = 100;
const stories = new URL('../stories/', import.meta.url);
/** Where a story looks: `assertBothThemes(page, 'name')`, or its own `look(page, 'name')` that ends there. */
const looked = /\b(?:assertBothThemes|look)\(\s*\w+,\s*'((?:[^'\\]|\\.)+)'/g;
/** The table of states of the desk's own story. */
const listed = /^\s+(?:\{ )?name: '([^']+)'/gm;

test('axe looks at a hundred named states of the screens or more, in both themes', (t) => {
  const places = new Map<string, string[]>();
  const note = (name: string, story: string) => places.set(name, [...(places.get(name) ?? []), story]);
  for (const story of readdirSync(stories)) {
    const source = readFileSync(new URL(story, stories), 'utf8');
    if (!source.includes("from '../axe.ts'")) continue;
    for (const [, name = ''] of source.matchAll(looked)) note(name, story);
    if (story === 'screens.test.ts') for (const [, name = ''] of source.matchAll(listed)) note(name, story);
    if (story === 'settings.test.ts')
      for (const title of Object.values(settingsPages)) note(`settings: ${title}`, story);
  }
  t.diagnostic(`${places.size} named states`);
  assert.ok(places.size >= least, `only ${places.size}`);
  const twice = [...places].filter(([, where]) => where.length > 1);
  assert.deepEqual(twice, [], 'a name means one state');
});

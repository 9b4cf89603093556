import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');

/** The tests a line of the page names: “words of its name”, after the file they stand in. */
function named(page: string): { file: string; words: string }[] {
  const found: { file: string; words: string }[] = [];
  for (const line of page.split('\n')) {
    let file = '';
    for (const [, path, words] of line.matchAll(/`([^`]+\.test\.ts)`|“([^”]+)”/g)) {
      if (path) file = path;
      else if (words && file) found.push({ file, words });
    }
  }
  return found;
}

test('the page of laws names only tests that exist', () => {
  const all = named(readFileSync(join(root, 'docs/laws.md'), 'utf8'));
  assert.ok(all.length > 50);
  const missing = all.filter(({ file, words }) => !readFileSync(join(root, file), 'utf8').includes(words));
  assert.deepEqual(missing, []);
});

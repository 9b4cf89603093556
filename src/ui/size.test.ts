import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/**
 * In kB of gzip: what an agent's browser must fetch before the inbox and a conversation stand, and what it
 * fetches beyond that for the composer.
 *
 * The rule that keeps it so: a screen is imported eagerly only if the first paint of list and conversation
 * shows it every time. Everything else (a dialog, a menu's inside, a settings page, an unusual state of a
 * message) is `lazy(withWords(() => import()))`, its words lie in a folder `later/words`, and whoever lists
 * pages for later (settings) does so in a file that is lazy itself. What the first load shares lies in two
 * chunks (vite.config.ts), so a part used here and by a later screen costs no file of its own.
 */
const LIMIT = { js: 190, css: 12, composer: 150 };

type Chunk = { file: string; src?: string; isEntry?: boolean; imports?: string[]; css?: string[] };

const root = new URL('../../', import.meta.url).pathname;
// Not into dist/: a server under test may be serving from there.
const out = mkdtempSync(join(tmpdir(), 'rapport-size-'));
let manifest: Record<string, Chunk>;

before(async () => {
  await build({
    configFile: `${root}vite.config.ts`,
    logLevel: 'error',
    build: { outDir: out, emptyOutDir: true },
  });
  manifest = JSON.parse(readFileSync(join(out, '.vite/manifest.json'), 'utf8'));
});

after(() => rmSync(out, { recursive: true }));

/** The scripts the page names, and these screens, with everything they import without waiting. */
function loaded(...screens: string[]): { js: Set<string>; css: Set<string> } {
  const page = readFileSync(join(out, 'index.html'), 'utf8');
  const named = (pattern: RegExp) => [...page.matchAll(pattern)].map((match) => match[1] as string);
  const keys = new Map(Object.entries(manifest).map(([key, chunk]) => [chunk.file, key]));
  const seen = new Set<string>();
  const js = new Set(named(/<script[^>]* src="\/([^"]+)"/g));
  const css = new Set(named(/<link rel="stylesheet"[^>]* href="\/([^"]+)"/g));
  const visit = (key: string) => {
    const chunk = manifest[key];
    assert.ok(chunk, `${key} is in the manifest`);
    if (seen.has(key)) return;
    seen.add(key);
    js.add(chunk.file);
    for (const sheet of chunk.css ?? []) css.add(sheet);
    for (const other of chunk.imports ?? []) visit(other);
  };
  for (const file of js) {
    const key = keys.get(file);
    if (key) visit(key);
  }
  for (const screen of screens) visit(screen);
  return { js, css };
}

const kilobytes = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(out, file))).length, 0) / 1000;

const firstScreens = ['../conversations/desk/Inbox.tsx', '../conversations/desk/Thread.tsx'];

test(`the desk's first load, inbox and open conversation included, is at most ${LIMIT.js} kB of script and ${LIMIT.css} kB of style`, (t) => {
  const { js, css } = loaded(...firstScreens);
  const size = { js: kilobytes(js), css: kilobytes(css) };
  t.diagnostic(
    `first load: ${size.js.toFixed(1)} kB script in ${js.size} files, ${size.css.toFixed(1)} kB style`,
  );
  assert.ok(size.js > 50 && size.css > 1, 'something was measured');
  assert.ok(size.js <= LIMIT.js, `${size.js.toFixed(1)} kB of script`);
  assert.ok(size.css <= LIMIT.css, `${size.css.toFixed(1)} kB of style`);
  assert.ok(js.size <= 8, `${js.size} files: something of the first load has fallen out of its two chunks`);
});

test(`the composer brings at most ${LIMIT.composer} kB of script more`, (t) => {
  const { js } = loaded(...firstScreens);
  const box = loaded('../conversations/desk/composer/ComposerBox.tsx');
  const more = [...box.js].filter((file) => !js.has(file));
  const size = kilobytes(more);
  t.diagnostic(`composer: ${size.toFixed(1)} kB script in ${more.length} files`);
  assert.ok(size > 50, 'the editor was measured');
  assert.ok(size <= LIMIT.composer, `${size.toFixed(1)} kB of script`);
});

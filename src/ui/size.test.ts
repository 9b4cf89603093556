import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/** What an agent's browser must fetch before the inbox and a conversation stand, in kB of gzip. */
const LIMIT = { js: 190, css: 12 };

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

/** The entry, the first screen, and everything they import without waiting. */
function firstLoad(...starts: string[]): { js: Set<string>; css: Set<string> } {
  const seen = new Set<string>();
  const js = new Set<string>();
  const css = new Set<string>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    assert.ok(chunk, `${key} is in the manifest`);
    if (seen.has(key)) return;
    seen.add(key);
    js.add(chunk.file);
    for (const sheet of chunk.css ?? []) css.add(sheet);
    for (const other of chunk.imports ?? []) visit(other);
  };
  for (const start of starts) visit(start);
  return { js, css };
}

const kilobytes = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(out, file))).length, 0) / 1000;

test(`the desk's first load, inbox and open conversation included, is at most ${LIMIT.js} kB of script and ${LIMIT.css} kB of style`, (t) => {
  const { js, css } = firstLoad(
    'index.html',
    '../conversations/desk/Inbox.tsx',
    '../conversations/desk/Thread.tsx',
  );
  const size = { js: kilobytes(js), css: kilobytes(css) };
  t.diagnostic(`first load: ${size.js.toFixed(1)} kB script, ${size.css.toFixed(1)} kB style`);
  assert.ok(size.js > 50 && size.css > 1, 'something was measured');
  assert.ok(size.js <= LIMIT.js, `${size.js.toFixed(1)} kB of script`);
  assert.ok(size.css <= LIMIT.css, `${size.css.toFixed(1)} kB of style`);
});

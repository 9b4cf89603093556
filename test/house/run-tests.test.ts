import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runTests } from './run-tests.ts';

const scratch = mkdtempSync(join(tmpdir(), 'rapport-tests-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs one test file with this code. What a test sees of the runner above it is taken out of its way. */
async function outcome(code: string, fileMs?: number) {
  const file = join(scratch, `${Math.random().toString(36).slice(2)}.test.mjs`);
  writeFileSync(file, `import { test } from 'node:test';\n${code}`);
  const lines: string[] = [];
  const context = process.env.NODE_TEST_CONTEXT;
  delete process.env.NODE_TEST_CONTEXT;
  try {
    const tally = await runTests(scratch, [file], (line) => lines.push(line), fileMs);
    return { ...tally, printed: lines.join('\n') };
  } finally {
    if (context !== undefined) process.env.NODE_TEST_CONTEXT = context;
  }
}

test('tests are counted as passed, failed and not run', async () => {
  const seen = await outcome(`
    test('fine', () => {});
    test('bad', () => { throw new Error('it broke'); });
    test('absent', { skip: 'needs a server' }, () => {});`);
  assert.equal(seen.passed, 1);
  assert.equal(seen.failed, 1);
  assert.match(seen.notRun.join(), /absent \(needs a server\)/);
  assert.match(seen.printed, /FAILED bad[\s\S]*it broke/);
});

test('a file that breaks while loading, or ends before its tests, or holds none, is a failure', async () => {
  const broken = await outcome(`throw new Error('broken at the top');`);
  assert.equal(broken.failed, 1);
  assert.match(broken.printed, /broken at the top/);
  assert.deepEqual((await outcome('')).failed, 1);
  assert.ok((await outcome(`test('never', () => {}); process.exit(0);`)).failed >= 1);
});

test('a file that does not end is stopped and named', async () => {
  const seen = await outcome(`test('fine', () => {}); setInterval(() => {}, 1000);`, 1_500);
  assert.ok(seen.failed >= 1);
  assert.match(seen.printed, /had not ended after 1.5 s/);
});

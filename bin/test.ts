import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { startForRun } from '../test/db-server.ts';
import { checksOf } from '../test/house/checks.ts';
import { runTests, type Tally } from '../test/house/run-tests.ts';

export const about = 'Checks and tests everything; npm test -- WORD… only what has a word in its name';

const root = resolve(import.meta.dirname, '..');
/** The long forms of some tests (RAPPORT_LONG=1, CONTRIBUTING.md) take more than a file may otherwise. */
const patience = process.env.RAPPORT_LONG === '1' ? 60 * 60_000 : undefined;
const print = (line: string) => process.stdout.write(`${line}\n`);

/**
 * Order, types, walls, laws, then all tests on one real PostgreSQL. The last line is "N passed, N failed",
 * each check counting as a test. With RAPPORT_STRICT=1 (.ci/run) what cannot run counts as failed.
 * Resolves with 0 if all passed, else 1; running nothing is not passing.
 */
export async function run(words: string[]): Promise<number> {
  const wanted = (name: string) => words.length === 0 || words.some((word) => name.includes(word));
  const total: Tally = { passed: 0, failed: 0, notRun: [] };

  for (const check of checksOf(root).filter(({ name }) => wanted(name))) {
    const began = performance.now();
    const findings = await check.run().catch((error: Error) => [error.stack ?? error.message]);
    const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(6);
    print(`${seconds} s  ${check.name}${findings.length ? '  FAILED' : ''}`);
    for (const finding of findings) print(finding.replace(/^/gm, '    '));
    if (findings.length) total.failed += 1;
    else total.passed += 1;
  }

  const files = globSync(['src/**/*.test.ts', 'test/**/*.test.ts'], { cwd: root }).sort().filter(wanted);
  if (files.length > 0) {
    const database = await startForRun();
    try {
      const paths = files.map((file) => resolve(root, file));
      const { passed, failed, notRun } = await runTests(root, paths, print, patience);
      total.passed += passed;
      total.failed += failed;
      total.notRun.push(...notRun);
    } finally {
      await database.stop();
    }
  }

  for (const name of total.notRun) print(`not run here: ${name}`);
  if (process.env.RAPPORT_STRICT === '1') total.failed += total.notRun.length;
  if (total.passed + total.failed === 0) print(`Nothing is called ${words.join(' or ')}.`);
  print(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

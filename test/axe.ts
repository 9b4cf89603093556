import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const source = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Found = {
  passes: unknown[];
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
};

/** Asserts that axe finds nothing on the page as it stands: WCAG 2.2 AA and axe's best practices. */
async function assertAccessible(page: Page, what: string): Promise<void> {
  // As text, because the types of a browser are no part of the server's tests. What fades in is half
  // transparent on its way, which axe would take for too little contrast.
  await page.evaluate(`Promise.allSettled(
    document.getAnimations().filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime)).map((one) => one.finished))`);
  await page.evaluate(source);
  const { violations, passes } = (await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(rules)}, resultTypes: ['violations'] })`,
  )) as Found;
  const said = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} (${nodes[0]?.failureSummary})`);
  assert.deepEqual(said, [], `axe on ${what}`);
  assert.ok(passes.length > 0, `axe found nothing to judge on ${what}`);
}

/** Looks at the page in both themes. */
export async function assertBothThemes(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await assertAccessible(page, `${what}, ${colorScheme}`);
  }
}

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openBrowser } from '../../../test/browser.ts';
import { attacks } from './attacks.ts';
import { sanitizeAgentHtml, sanitizeMailHtml } from './sanitize.ts';

let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
const fetched: string[] = [];

before(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
  await page.route('**/*', (route) => {
    const url = route.request().url();
    if (url === 'https://rapport.example/') return route.fulfill({ contentType: 'text/html', body: '<p>' });
    fetched.push(url);
    return route.abort();
  });
  await page.goto('https://rapport.example/');
});
after(() => browser.end());

/**
 * Shows each piece without any of the other protections (frame, policy, second cleaning), as a document of
 * its own and by innerHTML inside several elements; returns those that ran a script or fetched something.
 */
async function harmful(pieces: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const piece of pieces) {
    fetched.length = 0;
    const ran = await page.evaluate(async (html) => {
      // Runs in the browser, which the types of the server's side do not know.
      // biome-ignore lint/suspicious/noExplicitAny: see above
      const { document } = globalThis as any;
      let hits = 0;
      const watch = (view: { alert: () => void } | null) => {
        if (view) view.alert = () => hits++;
      };
      watch(globalThis as never);
      const frame = document.createElement('iframe');
      document.body.replaceChildren(frame);
      watch(frame.contentWindow);
      frame.contentDocument.write(`<!doctype html><body>${html}`);
      frame.contentDocument.close();
      for (const name of ['div', 'td', 'svg', 'select', 'p']) {
        const box =
          name === 'svg'
            ? document.createElementNS('http://www.w3.org/2000/svg', name)
            : document.createElement(name);
        document.body.append(box);
        box.innerHTML = html;
        box.innerHTML = String(box.innerHTML);
      }
      await new Promise((resolve) => setTimeout(resolve, 15));
      return hits;
    }, piece);
    if (ran > 0 || fetched.length > 0) found.push(`${piece} (${ran} scripts, ${fetched})`);
  }
  return found;
}

test('in a real browser no attack runs or fetches anything once cleaned, though many would', async () => {
  const dangerous = await harmful(attacks);
  assert.ok(
    dangerous.length > 20,
    `only ${dangerous.length} attacks work here; the corpus proves too little`,
  );
  await page.goto('https://rapport.example/');
  assert.deepEqual(await harmful(attacks.map((attack) => sanitizeMailHtml(attack).html)), []);
  assert.deepEqual(await harmful(attacks.map(sanitizeAgentHtml)), []);
});

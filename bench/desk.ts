import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { openBrowser } from '../test/browser.ts';
import { barePage } from './desk-bare.ts';
import { type Looked, look, taken } from './desk-look.ts';
import { type DeskWorld, deskWorld } from './desk-world.ts';
import { percentile, type Row, report } from './figures.ts';

const conversations = 10_000;
const messages = 500;
const presses = 40;
const events = 8;
/** Milliseconds in which a screen comes to rest: longer than the desk gathers what happens and counts anew. */
const rest = { key: 120, event: 3_000 };
const begun = performance.now();
/** The wait is long: whoever waits sees how far it is. */
const tell = (what: string) =>
  console.error(`${((performance.now() - begun) / 1_000).toFixed(0)} s: ${what}`);

/**
 * The desk in a real browser with every conversation of the workspace in the list and a long thread open, beside
 * a bare list of the same rows: pressed in turn, so that whatever else the machine does falls on both alike.
 */
export async function run(): Promise<boolean> {
  const world = await deskWorld(conversations, messages);
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      // It would answer for the bare page too.
      serviceWorkers: 'block',
    });
    const signed = await context.request.post(`${world.url}/api/sign-in`, {
      data: { email: world.email, password: world.password },
    });
    if (!signed.ok()) throw new Error(await signed.text());
    const desk = await context.newPage();
    await desk.addInitScript({ content: look });
    await desk.goto(`${world.url}/inbox/all`);
    const list = desk.getByRole('listbox');
    await list.getByRole('option').first().waitFor();
    tell('loading the list');
    const loaded = await loadAll(desk);
    tell(`${loaded} rows`);
    const rows = await world.rows();
    const bare = await openBare(await context.newPage(), desk, world.url, rows);

    const found: Row[] = [
      {
        what: 'conversations in the list',
        value: loaded,
        unit: '',
        limit: { value: rows.length, kind: 'at least' },
      },
    ];
    found.push(...(await pressing(desk, bare, 'no conversation open')));
    found.push(...(await opening(desk)));
    found.push(...(await hearing(desk, world, rows)));
    found.push(...(await pressing(desk, bare, `a thread of ${messages} messages open`)));
    found.push(...(await typing(desk)));
    return report('desk: key press → next frame, and what is drawn for it', found);
  } finally {
    await browser.end();
    await world.close();
  }
}

const takenFrom = (page: Page) => page.evaluate(taken) as Promise<Looked>;

/** Scrolls to the end of the list again and again until all of it is there; how many that are. */
async function loadAll(desk: Page): Promise<number> {
  const list = desk.getByRole('listbox');
  for (let before = 0, same = 0; same < 20; ) {
    const now = await list.evaluate((box) => {
      box.scrollTop = box.scrollHeight;
      return box.scrollHeight;
    });
    same = now === before ? same + 1 : 0;
    before = now;
    await pause(40);
  }
  const last = await list.getByRole('option').last().getAttribute('aria-posinset');
  await list.evaluate((box) => {
    box.scrollTop = 0;
  });
  await list.getByRole('option').first().waitFor();
  return Number(last);
}

async function openBare(
  page: Page,
  desk: Page,
  url: string,
  rows: Parameters<typeof barePage>[2],
): Promise<Page> {
  const option = await desk
    .getByRole('option')
    .first()
    .evaluate((one) => one.outerHTML);
  const styles = await desk.evaluate<string[]>(
    `[...document.querySelectorAll('link[rel=stylesheet]')].map(({ href }) => href)`,
  );
  await page.addInitScript({ content: look });
  await page.route(`${url}/bare`, (route) =>
    route.fulfill({ contentType: 'text/html', body: barePage(styles, option, rows) }),
  );
  await page.goto(`${url}/bare`);
  await page.getByRole('option').first().waitFor();
  return page;
}

/** Presses a key in both in turn: down the list, then up again. */
async function pressing(desk: Page, bare: Page, when: string): Promise<Row[]> {
  tell(`keys, ${when}`);
  const seen: Looked[] = [];
  const times = { desk: [] as number[], bare: [] as number[] };
  for (let n = -4; n < presses; n++) {
    const key = n % 20 < 10 ? 'j' : 'k';
    for (const [name, page] of [
      ['desk', desk],
      ['bare', bare],
    ] as const) {
      await page.bringToFront();
      await pause(50);
      await takenFrom(page);
      await page.keyboard.press(key);
      while ((await page.evaluate('seen.keys.length')) === 0) await pause(10);
      await pause(rest.key);
      const one = await takenFrom(page);
      if (n < 0) continue;
      times[name].push(...one.keys);
      if (name === 'desk') seen.push(one);
    }
  }
  const p = (name: keyof typeof times, of: number) => percentile(times[name], of);
  return [
    {
      what: `${when}: j → next frame, bare list, p50 (p95 ${p('bare', 95).toFixed(1)})`,
      value: p('bare', 50),
      unit: 'ms',
    },
    {
      what: `${when}: j → next frame, desk, p50`,
      value: p('desk', 50),
      unit: 'ms',
      limit: { value: 2 * p('bare', 50), kind: 'at most' },
    },
    {
      what: `${when}: j → next frame, desk, p95`,
      value: p('desk', 95),
      unit: 'ms',
      limit: { value: 2 * p('bare', 95), kind: 'at most' },
    },
    {
      what: `${when}: rows drawn again by j, p95`,
      value: percentile(
        seen.map(({ rows }) => rows),
        95,
      ),
      unit: 'rows',
      limit: { value: 2, kind: 'at most' },
    },
    {
      what: `${when}: React commits by j, p50`,
      value: percentile(
        seen.map(({ commits }) => commits),
        50,
      ),
      unit: 'commits',
    },
  ];
}

/** Opens the longest thread, then reads all of it upwards. */
async function opening(desk: Page): Promise<Row[]> {
  tell('opening');
  await desk.bringToFront();
  const list = desk.getByRole('listbox');
  await list.evaluate((box) => {
    box.scrollTop = 0;
  });
  const first = list.locator('[aria-posinset="1"]');
  const spent: number[] = [];
  for (let n = 0; n < 7; n++) {
    // The first time its answers are fetched and its code is; from then on they are there.
    if (n > 0) await list.locator('[aria-posinset="2"]').click();
    await pause(600);
    const asked = performance.now();
    await first.click();
    await desk.getByText(`Message ${messages}.`).last().waitFor();
    spent.push(performance.now() - asked);
    await pause(600);
  }
  const count = () => desk.evaluate<number>(`document.querySelectorAll('*').length`);
  const opened = await count();
  const thread = desk.getByRole('region', { name: 'Messages' });
  for (let n = 0; n < 200 && (await desk.getByText('Message 1.', { exact: false }).count()) === 0; n++) {
    await thread.evaluate((box) => {
      box.scrollTop = -box.scrollHeight;
    });
    await pause(100);
  }
  await pause(500);
  const there = await desk.locator('article').count();
  const read = await count();
  await thread.evaluate((box) => {
    box.scrollTop = 0;
  });
  await pause(500);
  return [
    {
      what: `opening a thread of ${messages} messages, the first time`,
      value: spent[0] as number,
      unit: 'ms',
    },
    { what: 'opening it again, p50', value: percentile(spent.slice(1), 50), unit: 'ms' },
    {
      what: 'DOM elements with list and thread',
      value: opened,
      unit: 'elements',
      limit: { value: 1_500, kind: 'at most' },
    },
    {
      what: 'messages in the page once all is read upwards',
      value: there,
      unit: 'messages',
      limit: { value: messages, kind: 'at least' },
    },
    { what: 'DOM elements then', value: read, unit: 'elements', limit: { value: 2_500, kind: 'at most' } },
  ];
}

/** A colleague changes a conversation in sight that is not open. */
async function hearing(desk: Page, world: DeskWorld, rows: readonly { id: string }[]): Promise<Row[]> {
  tell('live events');
  await pause(rest.event);
  const seen: Looked[] = [];
  for (let n = 0; n < events; n++) {
    const { id } = rows[1 + (n % 6)] as { id: string };
    await takenFrom(desk);
    await world.api('PATCH', `/conversations/${id}`, { subject: `Another subject, the ${n}th` });
    await desk.getByText(`Another subject, the ${n}th`).first().waitFor();
    await pause(rest.event);
    seen.push(await takenFrom(desk));
  }
  const most = (of: (one: Looked) => number) => Math.max(...seen.map(of));
  return [
    {
      what: 'rows drawn by a live event on another row, at most',
      value: most(({ rows: drawn, newRows }) => drawn + newRows),
      unit: 'rows',
      limit: { value: 1, kind: 'at most' },
    },
    {
      what: 'messages of the open thread drawn by it, at most',
      value: most((one) => one.messages),
      unit: 'messages',
      limit: { value: 0, kind: 'at most' },
    },
    {
      what: 'React commits by it, counts included, p50',
      value: percentile(
        seen.map(({ commits }) => commits),
        50,
      ),
      unit: 'commits',
    },
  ];
}

async function typing(desk: Page): Promise<Row[]> {
  tell('typing');
  await desk.bringToFront();
  await desk.locator('[aria-posinset="1"]').click();
  await desk.getByText(`Message ${messages}.`).last().waitFor();
  await desk.keyboard.press('r');
  await pause(1_500);
  await takenFrom(desk);
  const times: number[] = [];
  let commits = 0;
  for (const letter of 'We are sorry that it took so long, and it left today.'.repeat(2)) {
    await desk.keyboard.press(letter === ' ' ? 'Space' : letter);
    await pause(60);
    const one = await takenFrom(desk);
    times.push(...one.keys);
    commits += one.commits;
  }
  return [
    { what: 'a letter in the composer → next frame, p50', value: percentile(times, 50), unit: 'ms' },
    { what: 'a letter in the composer → next frame, p95', value: percentile(times, 95), unit: 'ms' },
    { what: 'React commits by a letter, mean', value: commits / times.length, unit: 'commits' },
  ];
}

import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertBothThemes } from '../axe.ts';
import { openOffice } from '../office.ts';

/* Every state of the screens agents work in, light and dark, wide and on a phone: no finding of axe-core. */

const patience = { timeout: 30_000 };

type State = { name: string; path: string; ready: (page: Page) => Promise<unknown> };

const thread = (page: Page) => page.getByRole('textbox', { name: 'Your reply' }).waitFor(patience);
const press = (key: string, then: (page: Page) => Promise<unknown>) => async (page: Page) => {
  await thread(page);
  await page.keyboard.press(key);
  await then(page);
};

const states: State[] = [
  {
    name: 'a list',
    path: '/inbox/open',
    ready: (page) => page.getByRole('option').first().waitFor(patience),
  },
  {
    name: 'an empty list',
    path: '/inbox/spam',
    ready: (page) => page.getByText('No spam').waitFor(patience),
  },
  { name: 'a thread', path: '/inbox/open/1', ready: thread },
  {
    name: 'solving',
    path: '/inbox/open/1',
    ready: press('e', (page) => page.getByRole('textbox', { name: 'What fixed it?' }).waitFor(patience)),
  },
  {
    name: 'assigning',
    path: '/inbox/open/1',
    ready: press('a', (page) => page.getByRole('option', { name: /Tom Okoro/ }).waitFor(patience)),
  },
  {
    name: 'snoozing',
    path: '/inbox/open/1',
    ready: press('h', (page) => page.getByRole('option', { name: /Tomorrow/ }).waitFor(patience)),
  },
  {
    name: 'writing a note',
    path: '/inbox/open/1',
    ready: press('n', (page) => page.getByRole('textbox', { name: 'Your note' }).waitFor(patience)),
  },
  {
    name: 'changing who gets it',
    path: '/inbox/open/1',
    ready: async (page) => {
      await thread(page);
      await page.getByRole('button', { name: /^to Leila/ }).click();
      await page.getByRole('combobox', { name: 'Bcc' }).waitFor(patience);
    },
  },
  {
    name: 'the original',
    path: '/inbox/open/1',
    ready: async (page) => {
      await thread(page);
      await page.getByRole('button', { name: 'Show original' }).click();
      await page.locator('iframe').waitFor(patience);
    },
  },
  {
    name: 'all that can be done',
    path: '/inbox/open/1',
    ready: async (page) => {
      await thread(page);
      await page.locator('main').getByRole('button', { name: 'More actions' }).first().click();
      await page.getByRole('menuitem', { name: 'Change the subject' }).waitFor(patience);
    },
  },
  {
    name: 'a conversation that is not there',
    path: '/inbox/open/99999',
    ready: (page) => page.getByRole('heading', { name: '#99999' }).waitFor(patience),
  },
  {
    name: 'a new conversation',
    path: '/new',
    ready: (page) => page.getByRole('textbox', { name: 'Your message' }).waitFor(patience),
  },
  {
    name: 'no search yet',
    path: '/search',
    ready: (page) => page.getByText('Search everything').waitFor(patience),
  },
];

test('no screen has a finding of axe', async (t) => {
  const office = await openOffice(t);
  await office.mail({
    from: 'Leila Tanaka <leila.tanaka@alder.example>',
    subject: 'Wrong VAT number',
    text: 'Since this morning the invoice shows our old VAT number.',
    html: '<p>Since this morning the <b>invoice</b> shows our old VAT number. <img src="https://pictures.example/seen.png"></p>',
  });
  for (const width of [1440, 390]) {
    const page = await office.desk('dana', { viewport: { width, height: 844 } });
    await page.getByRole('option', { name: /Wrong VAT number/ }).waitFor(patience);
    for (const { name, path, ready } of states)
      await t.test(`${name}, ${width} px wide`, async () => {
        await page.goto(office.server.url + path);
        await ready(page);
        await assertBothThemes(page, `${name}, ${width} px wide`);
      });
    await page.context().close();
  }
});

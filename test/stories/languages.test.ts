import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertBothThemes } from '../axe.ts';
import { openOffice } from '../office.ts';
import { screens } from '../screens.ts';

/* Every screen in German, in words two fifths longer, and from right to left: nothing leaves its place. */

/**
 * What does not fit, one line each: the page itself, or words cut off by the thing around them. Words that end
 * in an ellipsis are cut on purpose and have their whole in a tooltip or beside them.
 */
const misfits = `(() => {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page, ' + document.documentElement.scrollWidth + ' px wide');
  for (const one of document.querySelectorAll('body *')) {
    const style = getComputedStyle(one);
    const words = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!words || !one.checkVisibility() || one.closest('.sr-only, [aria-hidden=true], svg, iframe')) continue;
    const box = one.getBoundingClientRect();
    if (style.overflowX !== 'visible' && style.textOverflow !== 'ellipsis' && one.scrollWidth > one.clientWidth + 1)
      found.push('cut: ' + one.outerHTML.slice(0, 160));
    // Inside what scrolls sideways by itself nothing is lost.
    if ((box.left < -1 || box.right > innerWidth + 1) && !one.closest('[data-scrolls-sideways]'))
      found.push('outside: ' + one.outerHTML.slice(0, 160));
  }
  return found;
})()`;

const drawn = 'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))';

/** What does not fit on a screen, on a desk and on a phone, each with where it is. */
async function look(page: Page, what: string): Promise<string[]> {
  const found: string[] = [];
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate(drawn);
    const here = (await page.evaluate(misfits)) as string[];
    found.push(...here.map((misfit) => `${what}, ${width} px wide: ${misfit}`));
  }
  return found;
}

test('every screen keeps its words in their places in every language, on a desk and on a phone', async (t) => {
  const office = await openOffice(t);
  await office.mail({
    from: 'leila.tanaka@alder.example',
    subject: 'Invoice shows the old VAT number',
    text: 'Since this morning the invoice shows our old VAT number. Could you check what happened?',
  });
  const dana = await office.desk('dana', { locale: 'en-GB' });
  await dana.getByRole('option', { name: /Invoice/ }).waitFor();
  const { customer } = await office.api<{ customer: { id: string } }>('GET', '/conversations/1');
  const speak = async (language: string) => {
    const headers = { origin: office.server.url };
    const data = { preferences: { language } };
    const chosen = await dana.request.patch(`${office.server.url}/api/me`, { headers, data });
    assert.ok(chosen.ok(), await chosen.text());
  };

  for (const [language, name] of [
    ['en-XA', 'in words two fifths longer'],
    ['en-XB', 'from right to left'],
    ['de', 'in German'],
  ] as const)
    await t.test(name, async () => {
      await speak(language);
      const found: string[] = [];
      for (const [screen, { path, ready }] of Object.entries(screens(customer.id))) {
        await dana.setViewportSize({ width: 1440, height: 900 });
        await dana.goto(office.server.url + path);
        await dana.locator(ready).first().waitFor();
        await dana.locator('main [aria-busy=true]').first().waitFor({ state: 'detached' });
        assert.equal(await dana.evaluate('document.documentElement.lang'), language);
        assert.equal(
          await dana.evaluate('document.documentElement.dir'),
          language === 'en-XB' ? 'rtl' : 'ltr',
        );
        found.push(...(await look(dana, screen)));
      }
      assert.deepEqual(found, []);
      await dana.goto(`${office.server.url}/inbox/open/1`);
      await dana.getByRole('textbox').first().waitFor();
      if (language === 'en-XB') await assertBothThemes(dana, 'a conversation from right to left');
      if (language === 'de') await assertBothThemes(dana, 'a conversation in German');
    });

  await t.test('a language is spoken as soon as it is chosen, and by another browser too', async () => {
    await speak('en');
    await dana.setViewportSize({ width: 1440, height: 900 });
    await dana.goto(`${office.server.url}/settings/profile`);
    await dana.getByRole('combobox', { name: 'Language' }).click();
    await dana.getByRole('option', { name: 'German' }).click();
    await dana.getByRole('heading', { level: 1, name: 'Mein Profil' }).waitFor();

    const elsewhere = await office.desk('dana', { locale: 'en-US' });
    await elsewhere.getByRole('option', { name: /Invoice/ }).waitFor();
    await elsewhere.getByRole('heading', { name: 'Alle offenen' }).waitFor();
    await elsewhere.getByRole('option', { name: /Invoice/ }).click();
    await elsewhere.getByRole('button', { name: 'Lösen' }).waitFor();
  });
});

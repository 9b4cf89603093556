import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertBothThemes } from '../axe.ts';
import { openOffice } from '../office.ts';

/* The desk around the work: keys, an hour without connection, a phone, an app, and how it looks. */

const patience = { timeout: 30_000 };

/** Waits until this device has kept the thread, as a text the browser evaluates. */
const kept = `new Promise((resolve) => {
  const asked = indexedDB.open('rapport', 1);
  asked.onsuccess = () => {
    const got = asked.result.transaction('kept').objectStore('kept').get('answers');
    got.onsuccess = () => resolve(JSON.stringify(got.result ?? null));
    got.onerror = () => resolve('null');
  };
  asked.onupgradeneeded = () => asked.transaction.abort();
  asked.onerror = () => resolve('null');
})`;

async function until(page: Page, expression: string, holds: (value: string) => boolean): Promise<void> {
  const end = Date.now() + patience.timeout;
  while (!holds(String(await page.evaluate(expression)))) {
    assert.ok(Date.now() < end, `waited for ${expression.slice(0, 60)}`);
    await page.waitForTimeout(200);
  }
}

test('an hour without the server: what was read can be read, what is done waits, nothing is lost', async (t) => {
  const office = await openOffice(t);
  await office.mail({ from: 'leila.tanaka@alder.example', subject: 'Invoice', text: 'Where is my invoice?' });
  await office.mail({ from: 'ben.aziz@example.com', subject: 'Refund', text: 'Twice charged.' });
  const dana = await office.desk('dana', { locale: 'en-GB' });
  await dana.getByRole('option', { name: /Refund/ }).click();
  await dana.getByText('Twice charged.').last().waitFor(patience);
  await dana.getByRole('option', { name: /Invoice/ }).click();
  await dana.getByRole('textbox', { name: 'Your reply' }).waitFor(patience);
  const number = /\d+$/.exec(new URL(dana.url()).pathname)?.[0];
  await dana.evaluate('navigator.serviceWorker.ready');
  await until(dana, 'Boolean(navigator.serviceWorker.controller)', (is) => is === 'true');
  await until(dana, kept, (answers) => answers.includes('Where is my invoice?'));

  await office.server.end('SIGTERM');
  await dana.getByText('No connection.').waitFor(patience);
  await dana.getByRole('textbox', { name: 'Your reply' }).click();
  await dana.keyboard.type('It is on its way.');
  await dana.getByText('Kept on this device').waitFor(patience);
  await dana.keyboard.press('Escape');
  await dana.keyboard.press('i');
  await dana.getByText('1 change waits to be sent.').waitFor(patience);

  // For later: the server's answer to one act, once it is asked to refuse it.
  const said = { defined: true, code: 'CONFLICT', status: 409, message: 'Look again.', data: null };
  await dana.addInitScript(`{
    const real = fetch;
    globalThis.fetch = (asked, init) =>
      window.refused && String(asked.url ?? asked).includes('/rpc/conversations/snooze')
        ? Promise.resolve(Response.json(${JSON.stringify({ json: said })}, { status: 409 }))
        : real(asked, init);
  }`);
  // A reload in the midst of it: the page itself comes from this device.
  await dana.reload();
  await dana.getByText('1 change waits to be sent.').waitFor(patience);
  await dana.getByText('Where is my invoice?').last().waitFor(patience);
  await dana.getByText('It is on its way.').waitFor(patience);
  await assertBothThemes(dana, 'the desk without a server');
  await dana.getByRole('option', { name: /Refund/ }).click();
  await dana.getByText('Twice charged.').last().waitFor(patience);

  await office.server.restart();
  await dana.getByText('No connection.').waitFor({ state: 'detached', ...patience });
  await until(dana, `fetch('/api/conversations/${number}').then((answer) => answer.text())`, (answer) =>
    answer.includes('"assignee":{'),
  );
  await dana.getByRole('option', { name: /Invoice/ }).click();
  await dana.getByText('It is on its way.').waitFor(patience);

  // What the server refuses once it is back stands on the conversation it was about.
  await office.server.end('SIGTERM');
  await dana.getByText('No connection.').waitFor(patience);
  await dana.keyboard.press('Escape');
  await dana.keyboard.press('h');
  await dana.getByRole('option', { name: /Tomorrow/ }).click();
  await dana.getByText('1 change waits to be sent.').waitFor(patience);
  await dana.evaluate('window.refused = true');
  await office.server.restart();
  await dana
    .getByText(/A change that waited for the connection was not made/)
    .first()
    .waitFor(patience);
  await dana.getByRole('option', { name: /Invoice/ }).click();
  await dana.getByText(/The last change was not made\. /).waitFor(patience);

  // Signed out, this device has nothing of it any more.
  await dana.getByRole('button', { name: 'Sign out' }).click();
  await dana.getByRole('button', { name: 'Sign in' }).waitFor(patience);
  assert.equal(await dana.evaluate(kept), 'null');
  const cached = (await dana.evaluate(`caches.keys().then(async (names) =>
    (await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat())`)) as string[];
  assert.ok(cached.length > 20, 'the shell is kept');
  assert.deepEqual(
    cached.filter((path) => path !== '/' && !path.startsWith('/assets/')),
    [],
  );
});

test('the desk around the work', async (t) => {
  const office = await openOffice(t);
  await office.mail({ from: 'leila.tanaka@alder.example', subject: 'Invoice', text: 'Where is it?' });
  await office.mail({ from: 'ben.aziz@example.com', subject: 'Refund', text: 'Twice charged.' });

  await t.test('it can be installed, and Chromium has nothing against it', async () => {
    const dana = await office.desk('dana', { locale: 'en-GB' });
    await dana.evaluate('navigator.serviceWorker.ready');
    const devtools = await dana.context().newCDPSession(dana);
    const { errors, data } = await devtools.send('Page.getAppManifest');
    assert.deepEqual(errors, []);
    const icons = (JSON.parse(data ?? '{}') as { icons: { src: string; sizes: string }[] }).icons;
    for (const { src } of icons) {
      const answer = await dana.request.get(office.server.url + src);
      assert.equal(answer.headers()['content-type'], 'image/png', src);
    }
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    assert.deepEqual(
      installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito'),
      [],
    );
  });

  await t.test('a short notice covers nothing of the navigation', async () => {
    const dana = await office.desk('dana', { locale: 'en-GB' });
    await dana.setViewportSize({ width: 1440, height: 900 });
    await dana.getByRole('option', { name: /Refund/ }).click();
    await dana.getByRole('textbox', { name: 'Your reply' }).waitFor(patience);
    await dana.keyboard.press('i');
    const toast = dana.locator('[data-toast]');
    await toast.waitFor(patience);
    const [notice, nav] = [
      await toast.boundingBox(),
      await dana.getByRole('navigation', { name: 'Navigation' }).boundingBox(),
    ];
    assert.ok(notice && nav && notice.x >= nav.x + nav.width, 'it stands beside it');
  });

  await t.test('every key can be changed by pressing another one, and counts everywhere', async () => {
    const dana = await office.desk('dana', { locale: 'en-GB' });
    await dana.goto(`${office.server.url}/settings/keyboard`);
    const solve = dana.getByRole('button', { name: /^Change the keys of “Solve”/ });
    await solve.click();
    await dana.getByText('Press the new keys.').waitFor();
    await dana.keyboard.press('n');
    await dana.getByText('n is for “Add an internal note” already.').waitFor();
    await assertBothThemes(dana, 'a conflict of keys');
    await dana.getByRole('button', { name: 'Cancel' }).click();
    await solve.click();
    await dana.keyboard.press('Control+t');
    await dana.getByText(/belongs to the browser/).waitFor();
    await solve.click();
    await dana.keyboard.press('w');
    await dana.getByRole('button', { name: 'Change the keys of “Solve”, now w' }).waitFor();

    // Another browser of the same person.
    const other = await office.desk('dana', { locale: 'en-GB' });
    await other.goto(`${office.server.url}/inbox/open`);
    await other.getByRole('option', { name: /Invoice/ }).click();
    await other.getByRole('textbox', { name: 'Your reply' }).waitFor(patience);
    await other.keyboard.press('e');
    await other.keyboard.press('w');
    const asked = other.getByRole('dialog');
    await asked.waitFor(patience);
    assert.equal(await asked.count(), 1, 'only the new key asks how it was solved');
    await other.keyboard.press('Escape');
    await asked.waitFor({ state: 'detached' });
    await other.keyboard.press('?');
    const line = other
      .getByRole('dialog')
      .getByRole('listitem')
      .filter({ hasText: /^Solve/ });
    await line.waitFor(patience);
    assert.match(await line.innerText(), /w/);

    // Single keys off: letters do nothing, keys with Ctrl go on.
    await dana.getByRole('switch', { name: /Single-key shortcuts/ }).click();
    await dana.keyboard.press('?');
    await dana.keyboard.press('Control+k');
    await dana.getByRole('dialog', { name: 'Search or jump to' }).waitFor();
    assert.equal(await dana.getByRole('dialog').count(), 1);
    await dana.keyboard.press('Escape');
    await dana.getByRole('button', { name: 'Reset all keys' }).click();
    await dana.getByRole('button', { name: 'Change the keys of “Solve”, now e' }).waitFor();
  });

  await t.test(
    'how it looks is chosen once and is the same everywhere; a phone has its places at the thumb',
    async () => {
      const dana = await office.desk('dana', { locale: 'en-GB' });
      await dana.goto(`${office.server.url}/settings/appearance`);
      const page = (name: string) => dana.evaluate(`document.documentElement.dataset.${name} ?? ''`);
      await dana.getByRole('radiogroup', { name: 'Contrast' }).getByText('More', { exact: true }).click();
      await dana.getByRole('radiogroup', { name: 'Text size' }).getByText('Larger').click();
      await dana.getByRole('radiogroup', { name: 'Motion' }).getByText('None').click();
      assert.deepEqual(
        [await page('contrast'), await page('textSize'), await page('motion')],
        ['more', 'larger', 'less'],
      );
      await assertBothThemes(dana, 'more contrast and larger text');
      assert.equal(
        await dana.evaluate('getComputedStyle(document.querySelector("button")).transitionProperty'),
        'none',
      );

      const phone = await office.desk('dana', {
        locale: 'en-GB',
        viewport: { width: 390, height: 844 },
        hasTouch: true,
      });
      await phone.goto(`${office.server.url}/inbox/unassigned`);
      await phone.getByRole('option', { name: /Invoice/ }).waitFor(patience);
      assert.equal(await phone.evaluate('document.documentElement.dataset.contrast'), 'more');
      const bar = phone.getByRole('navigation', { name: 'Main places' });
      await bar.waitFor();
      await assertBothThemes(phone, 'a phone');
      const box = await bar.boundingBox();
      assert.ok(box && box.y + box.height === 844, 'it stands at the lower edge');
      for (const link of await bar.getByRole('link').all()) {
        const size = await link.boundingBox();
        assert.ok(size && size.width >= 44 && size.height >= 44, 'a thumb finds it');
      }
      await bar.getByRole('link', { name: 'Search' }).click();
      await phone
        .getByRole('searchbox')
        .or(phone.getByRole('combobox'))
        .or(phone.getByRole('textbox'))
        .first()
        .waitFor(patience);
      await bar.getByRole('button', { name: 'Menu' }).click();
      await phone
        .getByRole('dialog', { name: 'Navigation' })
        .getByRole('button', { name: 'Sign out' })
        .waitFor();
    },
  );
});

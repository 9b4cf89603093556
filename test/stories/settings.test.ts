import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertBothThemes } from '../axe.ts';
import { openOffice } from '../office.ts';
import { settingsPages } from '../screens.ts';

test('every page of the settings stands in both themes and reads on a phone without scrolling sideways', async (t) => {
  const office = await openOffice(t);
  const dana = await office.desk('dana', { locale: 'en-GB' });
  await dana.goto(`${office.server.url}/settings/`);
  const links = dana.getByRole('navigation', { name: 'Settings' }).getByRole('link');
  await links.first().waitFor();
  assert.deepEqual(
    (await links.allInnerTexts()).map((title) => title.trim()),
    Object.values(settingsPages),
    'the list of pages that stories walk through is whole',
  );
  for (const [path, title] of Object.entries(settingsPages)) {
    await dana.setViewportSize({ width: 1440, height: 900 });
    await dana.goto(`${office.server.url}/settings/${path}`);
    await dana.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
    await dana.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
    await assertBothThemes(dana, title);
    await dana.setViewportSize({ width: 390, height: 844 });
    const over = await dana.evaluate('document.documentElement.scrollWidth - innerWidth');
    assert.ok(Number(over) <= 0, `${title} stands ${over} px over the edge of a phone`);
  }

  // Found by a word that is in no title, and opened without a mouse.
  await dana.setViewportSize({ width: 1440, height: 900 });
  const search = dana.getByRole('searchbox', { name: 'Find a setting' });
  await search.fill('recovery');
  await search.press('Enter');
  await dana.getByRole('heading', { level: 1, name: 'Security' }).waitFor();
});

test('an answer the mail host refuses stands in the outbox with its reason, until somebody lets it go', async (t) => {
  const office = await openOffice(t);
  office.sink.behave = (point, address) =>
    point === 'rcpt' && address === 'leila.tanaka@alder.example' ? '550 5.1.1 No such user' : undefined;
  await office.mail({ from: 'leila.tanaka@alder.example', subject: 'Invoice', text: 'Where is it?' });
  const dana = await office.desk('dana', { locale: 'en-GB' });
  await dana.getByRole('option', { name: /Invoice/ }).waitFor();
  const list = await office.api<{ items: { number: number }[] }>('GET', '/conversations');
  await office.api('POST', `/conversations/${list.items[0]?.number}/replies`, { text: 'Here it is.' });

  await dana.goto(`${office.server.url}/settings/outbox`);
  await dana.getByText('No such user').waitFor();
  const tab = dana.getByRole('tab', { selected: true });
  assert.match(await tab.innerText(), /Not sent/, 'the page opens where somebody is needed');
  await assertBothThemes(dana, 'an outbox with a dead letter');
  await dana.getByRole('button', { name: 'Do not send' }).click();
  await dana.getByText('Everything could be sent').waitFor();
});

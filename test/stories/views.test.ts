import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertBothThemes } from '../axe.ts';
import { openOffice } from '../office.ts';

test('a view is built as a sentence, counted live, kept, and says so when it breaks; searches become views', async (t) => {
  const office = await openOffice(t);
  await office.mail({
    from: 'leila.tanaka@alder.example',
    subject: 'Invoice',
    text: 'The invoice is wrong.',
  });
  const dana = await office.desk('dana', { locale: 'en-GB' });
  await dana.getByRole('option', { name: /Invoice/ }).waitFor();

  // Built: open, assigned to nobody.
  await dana.getByRole('button', { name: 'New view' }).click();
  const dialog = dana.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Nobody yet');
  await dialog.getByRole('button', { name: 'Add a condition' }).click();
  await dialog.getByText('it is not filled in yet').waitFor();
  await dialog.getByRole('combobox', { name: /assigned to: which/ }).click();
  await dana.getByRole('option', { name: 'nobody' }).click();
  await dialog.getByText('open, assigned to nobody').waitFor();
  await dialog.getByText('1 conversation just now').waitFor();
  await assertBothThemes(dana, 'a view that is being built');
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await dana.getByRole('heading', { level: 1, name: 'Nobody yet' }).waitFor();
  const line = dana.getByRole('link', { name: /Nobody yet/ });
  await line.getByText('1').waitFor();

  // Counted by what happens, without a reload.
  await office.mail({ from: 'tariq@harbour.example', subject: 'Broken cup', text: 'It broke.' });
  await line.getByText('2').waitFor();
  await dana.getByRole('option', { name: /Broken cup/ }).waitFor();
  await assertBothThemes(dana, 'a view');

  // Searched with an operator, completed by keyboard, explained when it means nothing.
  await dana.goto(`${office.server.url}/search`);
  const field = dana.getByRole('combobox', { name: 'Search' });
  await field.fill('invoice is:o');
  await dana.getByRole('option', { name: /open/ }).waitFor();
  await field.press('Tab');
  assert.equal(await field.inputValue(), 'invoice is:open ');
  await dana.getByRole('link', { name: /Invoice/ }).waitFor();
  await assertBothThemes(dana, 'a search with operators');
  await field.fill('tag:nope');
  await dana.getByText('There is no tag “nope”.').waitFor();

  // Kept in the settings; who works on what.
  await dana.goto(`${office.server.url}/settings/views`);
  await dana.getByRole('heading', { level: 1, name: 'Views' }).waitFor();
  await dana.getByText(/open, assigned to nobody/).waitFor();
  await assertBothThemes(dana, 'the views in the settings');
  await dana.goto(`${office.server.url}/team`);
  await dana.getByText('Online').first().waitFor();
  await assertBothThemes(dana, 'who works on what');
});

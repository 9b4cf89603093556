import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertBothThemes } from '../axe.ts';
import { openOffice } from '../office.ts';
import { paste } from '../paste.ts';

/*
 * Dana writes: with canned replies, for later, with pictures; what looks forgotten
 * is asked about, what is scheduled comes back when the customer writes first, and nothing is lost.
 */

const leila = 'Leila Tanaka <leila.tanaka@alder.example>';
const subject = 'Wrong VAT number';
const patience = { timeout: 30_000 };
const zone = { timezoneId: 'Europe/Vienna', locale: 'en-GB' };
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC';

test('Dana writes', async (t) => {
  const office = await openOffice(t);
  const dana = await office.desk('dana', zone);
  const reply = dana.getByRole('textbox', { name: 'Your reply' });
  const options = dana.getByRole('option');
  await office.api('POST', '/canned-replies', {
    name: 'Corrected invoice',
    shortcut: 'invoice',
    folder: 'Billing',
    scope: 'everyone',
    texts: [
      {
        language: 'en',
        html: '<p>Hi {{customer.first_name}},</p><p>the plan {{customer.fields.plan}} is <strong>corrected</strong>.</p>',
      },
      { language: 'de', html: '<p>Hallo {{customer.first_name}},</p><p>korrigiert.</p>' },
    ],
  });
  // What leaves, leaves at once: the way back is another story's.
  const preferred = await dana.request.patch(`${office.server.url}/api/me`, {
    data: { preferences: { undoSeconds: 0 } },
    headers: { origin: office.server.url },
  });
  assert.ok(preferred.ok(), await preferred.text());
  await dana.reload();
  await office.mail({
    from: leila,
    subject,
    text: 'Since this morning the invoice shows our old VAT number.',
  });
  await options.filter({ hasText: subject }).click(patience);
  await reply.waitFor(patience);

  await t.test('a pasted picture stands in the text and in the mail', async () => {
    await reply.click();
    await dana.keyboard.type('Look: ');
    await paste(dana, { png });
    await reply.locator('img[src^="/api/uploads/"]').waitFor(patience);
    await reply.press('Control+Enter');
    // It leaves whole, and the composer is empty again.
    for (let tries = 0; office.sent().length === 0 && tries < 300; tries++) await dana.waitForTimeout(100);
    const [mail] = office.sent();
    assert.match(mail?.raw ?? '', /Content-Disposition: inline/);
    assert.match(mail?.raw ?? '', /src=(3D)?"cid:/);
    assert.match(mail?.raw ?? '', /\[screen\]/, 'the plain words name it');
  });

  await t.test('a stroke and a few letters put a canned reply in, filled in for Leila', async () => {
    await reply.click();
    await dana.keyboard.type('/');
    const find = dana.getByRole('combobox', { name: /Find by name/ });
    await find.waitFor(patience);
    await dana.getByRole('region', { name: 'How it will read' }).getByText('Hi Leila,').waitFor(patience);
    await assertBothThemes(dana, 'canned replies');
    await find.pressSequentially('inv');
    await find.press('Enter');
    await reply.getByText('Hi Leila,').waitFor(patience);
    assert.equal((await reply.innerText()).includes('/'), false, 'the stroke is gone');
    await reply.getByText('corrected', { exact: true }).waitFor();
  });

  await t.test('a stroke that was only a stroke stays one', async () => {
    await reply.press('Control+End');
    await dana.keyboard.type(' /');
    const find = dana.getByRole('combobox', { name: /Find by name/ });
    await find.waitFor(patience);
    await find.pressSequentially('etc');
    await find.press('Escape');
    await reply.getByText('/etc').waitFor(patience);
    for (let sign = 0; sign < 5; sign++) await dana.keyboard.press('Backspace');
  });

  await t.test('what was left over and a wrong name are asked about once', async () => {
    await reply.press('Control+Enter');
    const doubt = dana
      .getByRole('alert')
      .filter({ hasText: '{{customer.fields.plan}} is still in the text' });
    await doubt.waitFor(patience);
    await assertBothThemes(dana, 'a doubt');
    assert.equal(office.sent().length, 1);
    await doubt.getByRole('button', { name: 'Let me look' }).click();
    await reply.press('Control+a');
    await dana.keyboard.type('Hi Ravi, it is corrected.');
    await reply.press('Control+Enter');
    await dana.getByRole('alert').filter({ hasText: 'The greeting says Ravi' }).waitFor(patience);
    await reply.press('Control+a');
    await dana.keyboard.type('Hi Leila, it is corrected.');
  });

  await t.test('it is sent later, in words, and waits in sight through a reload', async () => {
    await dana.getByRole('button', { name: 'Other ways to send' }).click();
    await dana.getByRole('menuitem', { name: /Send later/ }).click();
    const when = dana.getByRole('combobox', { name: 'Send…' });
    await when.waitFor(patience);
    await assertBothThemes(dana, 'choosing a time');
    await when.pressSequentially('tomorrow 9');
    await options.filter({ hasText: 'at 09:00' }).filter({ hasText: /CES?T/ }).waitFor(patience);
    await when.press('Enter');
    const waiting = dana.getByRole('list', { name: 'Scheduled replies' });
    await waiting.getByText('Hi Leila, it is corrected.').waitFor(patience);
    await dana.reload();
    await waiting.getByText(/Leaves .*09:00 CES?T/).waitFor(patience);
    assert.equal(office.sent().length, 1);
    await assertBothThemes(dana, 'a scheduled reply');
  });

  await t.test('Leila writes first: it comes back as a draft, and says so', async () => {
    await office.mail({ from: leila, subject: `Re: ${subject}`, text: 'One more thing.' });
    await dana.getByText(/Leila Tanaka wrote before .*back in the draft/).waitFor(patience);
    await reply.getByText('Hi Leila, it is corrected.').waitFor(patience);
    await dana.getByRole('button', { name: 'Dismiss' }).click();
    await dana.getByText(/back in the draft/).waitFor({ state: 'detached' });
    await reply.press('Control+a');
    await dana.keyboard.press('Delete');
  });
});

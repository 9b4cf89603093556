import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertBothThemes } from '../axe.ts';
import { openOffice } from '../office.ts';
import { paste } from '../paste.ts';

/*
 * Dana brings a megabyte from elsewhere, keeps a list of what is to be done, puts a conversation away until the
 * customer answers, and does it all on a telephone too.
 */

const leila = 'Leila Tanaka <leila.tanaka@alder.example>';
const subject = 'Wrong VAT number';
const patience = { timeout: 30_000 };
const zone = { timezoneId: 'Europe/Vienna', locale: 'en-GB' };
test('Dana keeps what is around a letter', async (t) => {
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
  await office.mail({
    from: leila,
    subject,
    text: 'Since this morning the invoice shows our old VAT number.',
  });
  await options.filter({ hasText: subject }).click(patience);
  await reply.waitFor(patience);

  await t.test('a megabyte from a page is cleaned, and the draft is kept', async () => {
    await reply.click();
    await dana.keyboard.type('Before. ');
    const row =
      '<p class="MsoNormal" style="mso-fareast-language:EN-US;margin:0"><o:p></o:p><span lang=EN style="font:11pt Calibri">Line <b>bold</b> <a href="https://a.example/x" onclick="x()">link</a> <script>alert(1)</script></span></p>';
    const html = `<html><head><style>p{color:red}</style></head><body>${row.repeat(Math.ceil(1e6 / row.length))}</body></html>`;
    const began = Date.now();
    await paste(dana, { html, text: 'x' });
    await reply.getByText('Line bold link').first().waitFor(patience);
    t.diagnostic(`1 MB was pasted in ${Date.now() - began} ms`);
    await dana.getByText('This was longer than a letter can be').waitFor(patience);
    assert.equal(await reply.locator('script, style, [style], [class*=Mso], [onclick]').count(), 0);
    assert.ok((await reply.locator('a[href="https://a.example/x"]').count()) > 100);
    assert.ok((await reply.locator('*').count()) < 7_000);
    // A letter so long is kept a moment after the keys, not at each of them.
    await dana.getByText('Draft saved').waitFor(patience);
    await dana.evaluate(`
      globalThis.kept = 0;
      const setItem = Storage.prototype.setItem;
      Storage.prototype.setItem = function (name, value) {
        if (value.length > 50_000) globalThis.kept++;
        return setItem.call(this, name, value);
      };`);
    await dana.keyboard.type(' After the long one.');
    const typed = Date.now();
    await dana.getByText('Draft saved').waitFor(patience);
    const kept = (await dana.evaluate('globalThis.kept')) as number;
    assert.ok(kept <= 10, `written out ${kept} times in ${Date.now() - typed} ms`);
    await paste(dana, {
      html: `${'<div>'.repeat(100_000)}<p>Deep words</p>${'</div>'.repeat(100_000)}`,
      text: 'x',
    });
    await reply.getByText('Deep words').waitFor(patience);
    await dana.reload();
    await reply.getByText('Before.').first().waitFor(patience);
    await reply.press('Control+a');
    await dana.keyboard.press('Delete');
  });

  await t.test('lists of Word become lists, and each paragraph has its own direction', async () => {
    const item = (sign: string, words: string) =>
      `<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>${sign}<span>&nbsp;</span></span>${words}</p>`;
    await paste(dana, { html: `${item('·', 'one')}${item('·', 'two')}<p>Ende</p>`, text: 'x' });
    await reply.locator('ul li').filter({ hasText: 'two' }).waitFor(patience);
    assert.equal(await reply.locator('ul li').count(), 2);
    await reply.press('Control+End');
    await dana.keyboard.press('Enter');
    await dana.keyboard.type('مرحبا ليلى');
    type Styled = { getComputedStyle(node: unknown): { direction: string } };
    const direction = (words: string) =>
      reply
        .locator('p', { hasText: words })
        .evaluate((node) => (globalThis as unknown as Styled).getComputedStyle(node).direction);
    assert.equal(await direction('مرحبا'), 'rtl');
    assert.equal(await direction('Ende'), 'ltr');
    await reply.press('Control+a');
    await dana.keyboard.press('Delete');
  });

  await t.test(
    'a checklist is kept beside the conversation, and solving asks about what is open',
    async () => {
      await dana.getByRole('button', { name: 'Add checklist' }).click();
      const add = dana.getByRole('textbox', { name: 'Add something to do' });
      await add.fill('Issue credit note');
      await add.press('Enter');
      await add.fill('Tell accounting');
      await add.press('Enter');
      await dana.getByRole('checkbox', { name: 'Issue credit note' }).click();
      await dana.getByRole('img', { name: '1 of 2 done' }).first().waitFor(patience);
      await assertBothThemes(dana, 'a checklist');
      const tom = await office.desk('tom', zone);
      await tom.goto(dana.url());
      await tom.getByRole('checkbox', { name: 'Tell accounting' }).click(patience);
      await dana.getByRole('img', { name: '2 of 2 done' }).first().waitFor(patience);
      await tom.getByRole('checkbox', { name: 'Tell accounting' }).click();
      await dana.getByRole('img', { name: '1 of 2 done' }).first().waitFor(patience);
      await dana.getByRole('button', { name: 'Solve', exact: true }).click();
      await dana.getByText('One item of the checklist is open.').waitFor(patience);
      await dana.keyboard.press('Escape');
      await tom.context().close();
    },
  );

  await t.test('it is put away until Leila answers, and comes back when she does', async () => {
    await dana.getByRole('button', { name: /^Snooze/ }).click();
    const when = dana.getByRole('combobox', { name: 'Snooze until…' });
    await when.pressSequentially('in 3 days');
    await options.filter({ hasText: 'When they answer' }).waitFor(patience);
    await assertBothThemes(dana, 'snoozing in words');
    await options.filter({ hasText: 'When they answer' }).click();
    await dana.getByText(/Snoozed until the customer answers, .* at latest\./).waitFor(patience);
    await office.mail({ from: leila, subject: `Re: ${subject}`, text: 'Here I am.' });
    await dana.getByText('Back from being snoozed: the customer wrote').waitFor(patience);
  });

  await t.test('on a telephone everything is in reach, recipients too', async () => {
    const phone = await office.desk('dana', {
      ...zone,
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    await phone.goto(dana.url());
    const box = phone.getByRole('textbox', { name: 'Your reply' });
    await box.waitFor(patience);
    await phone.getByRole('button', { name: /^to Leila/ }).click();
    const cc = phone.getByRole('combobox', { name: 'Cc', exact: true });
    await cc.fill('accounts.payable.department@a-rather-long-company-name.example');
    await cc.press('Enter');
    await phone.getByRole('button', { name: 'Insert a canned reply' }).click();
    await phone.getByRole('option', { name: /Corrected invoice/ }).waitFor(patience);
    const wide = (await phone.evaluate('document.documentElement.scrollWidth')) as number;
    assert.ok(wide <= 390, `${wide} px wide`);
    await assertBothThemes(phone, 'the composer on a telephone');
    await phone.context().close();
  });

  await t.test('canned replies are kept in the settings', async () => {
    await dana.goto(`${office.server.url}/settings/canned`);
    await dana.getByText('Corrected invoice').waitFor(patience);
    await assertBothThemes(dana, 'canned replies in the settings');
    await dana.getByRole('button', { name: 'New canned reply' }).click();
    await dana.getByRole('textbox', { name: 'Name' }).fill('Thanks');
    await dana.getByRole('textbox', { name: /^Text/ }).click();
    await dana.keyboard.type('Thank you');
    await assertBothThemes(dana, 'writing a canned reply');
    await dana.getByRole('button', { name: 'Save', exact: true }).click();
    await dana.getByText('Canned reply saved').waitFor(patience);
    await dana.getByText('Thanks', { exact: true }).waitFor(patience);
    await dana.goto(`${office.server.url}/settings/scheduled`);
    await dana.getByText('Nothing waits').waitFor(patience);
    await assertBothThemes(dana, 'what is scheduled');
  });
});

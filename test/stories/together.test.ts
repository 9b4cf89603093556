import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertBothThemes } from '../axe.ts';
import { openOffice } from '../office.ts';

/*
 * Leila writes twice about one kettle and once about two things; a supplier knows more; an outage hits two.
 * Dana merges, parts, splits, forwards, asks aside and answers all who suffered, and Tom sees it at his desk.
 */

const leila = 'Leila Tanaka <leila.tanaka@alder.example>';
const omar = 'Omar Haddad <omar@birch.example>';
const supplier = 'orders@kiln.example';
const patience = { timeout: 30_000 };
/** A folder for pictures of each screen, to be looked at by a person. */
const pictures = process.env.PICTURES;

async function look(page: Page, name: string): Promise<void> {
  await assertBothThemes(page, name);
  if (!pictures) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate('Promise.allSettled(document.getAnimations().map((one) => one.finished))');
    await page.screenshot({ path: `${pictures}/${name}-${colorScheme}.png` });
  }
}

const press = async (page: Page, key: string) => {
  await page.getByRole('region', { name: 'Messages' }).first().focus();
  await page.keyboard.press(key);
};
const said = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text });
const header = (raw: string, name: string) =>
  new RegExp(`^${name}: *(.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(raw)?.[1] ?? '';

test('conversations come together and part, and a third party is asked beside them', async (t) => {
  const office = await openOffice(t);
  const dana = await office.desk('dana', { bypassCSP: true });
  const tom = await office.desk('tom', { bypassCSP: true });
  const open = async (page: Page, number: number) => {
    await page.goto(`${office.server.url}/inbox/open/${number}`);
    await page.getByRole('textbox', { name: 'Your reply' }).waitFor(patience);
  };
  const arrives = async (from: string, subject: string, text: string, inReplyTo?: string) => {
    await office.mail({ from, subject, text, ...(inReplyTo && { inReplyTo }) });
  };
  await arrives(leila, 'Kettle leaks', 'My kettle leaks.');
  await dana.getByRole('option', { name: /Kettle leaks/ }).waitFor(patience);
  await arrives(leila, 'Second mail', 'See the mail before.');
  await dana.getByRole('option', { name: /Second mail/ }).waitFor(patience);
  await arrives(omar, 'Cannot pay', 'Paying fails.');
  await dana.getByRole('option', { name: /Cannot pay/ }).waitFor(patience);

  await t.test(
    'Dana merges one into the other, and Tom, who looks at it, is told where it went',
    async () => {
      await open(tom, 2);
      await open(dana, 2);
      await press(dana, 'm');
      const dialog = dana.getByRole('dialog', { name: 'Merge into another conversation' });
      await dialog.getByRole('option', { name: /Kettle leaks/ }).click(patience);
      await look(dana, 'merge');
      await dialog.getByRole('button', { name: 'Merge into #1' }).click();
      await said(dana, 'See the mail before.').waitFor(patience);
      await said(dana, 'My kettle leaks.').waitFor(patience);
      await dana.getByText('You merged #2 into this').waitFor(patience);
      await tom.getByText('Merged into #1').waitFor(patience);
      await tom.getByRole('option', { name: /Second mail/ }).waitFor({ state: 'detached', ...patience });
    },
  );

  await t.test('she takes it back in the toast, and both are as they were', async () => {
    await dana.getByRole('button', { name: 'Undo' }).first().click(patience);
    await said(dana, 'See the mail before.').waitFor({ state: 'detached', ...patience });
    await said(tom, 'See the mail before.').waitFor(patience);
  });

  await t.test(
    'merged from the list, what comes for it later arrives in the other and goes home',
    async () => {
      await dana.goto(`${office.server.url}/inbox/open`);
      for (const name of [/Kettle leaks/, /Second mail/]) {
        await dana.getByRole('option', { name }).waitFor(patience);
        await dana.getByRole('option', { name }).click({ modifiers: ['Control'] });
      }
      await dana.keyboard.press('m');
      const dialog = dana.getByRole('dialog', { name: 'Merge 2 conversations' });
      await look(dana, 'merge-many');
      await dialog.getByRole('button', { name: 'Merge into #1' }).click(patience);
      await tom.getByText('Merged into #1').waitFor(patience);
      await arrives(leila, 'Re: Second mail', 'And it is loud.');
      await open(dana, 1);
      await said(dana, 'And it is loud.').waitFor(patience);
      await look(tom, 'merged-away');
      await look(dana, 'merged');
      await tom.getByRole('button', { name: 'Take it out again' }).click();
      await said(tom, 'And it is loud.').waitFor(patience);
      await said(dana, 'And it is loud.').waitFor({ state: 'detached', ...patience });
      await dana.getByText('Tom Okoro took #2 out of this').waitFor(patience);
    },
  );

  await t.test('she splits the second message off into a conversation of its own', async () => {
    await open(dana, 2);
    await said(dana, 'And it is loud.').hover();
    await said(dana, 'And it is loud.').getByRole('button').first().click();
    await dana.getByRole('menuitem', { name: 'Split from here…' }).click(patience);
    await dana.getByRole('textbox', { name: 'Subject' }).fill('Noise');
    await look(dana, 'split');
    await dana.getByRole('button', { name: 'Split', exact: true }).click();
    await dana.getByRole('heading', { name: 'Noise' }).waitFor(patience);
    await dana.getByText('You split this off #2').waitFor(patience);
    await tom.getByText('Dana Price split what followed into #4').waitFor(patience);
  });

  await t.test('she forwards a message; it leaves without anything that leads back', async () => {
    await open(dana, 1);
    await press(dana, 'f');
    const dialog = dana.getByRole('dialog', { name: 'Forward this message' });
    await dialog.getByRole('combobox', { name: 'To' }).fill(supplier);
    await dana.keyboard.press('Enter');
    await dialog.getByRole('textbox', { name: 'Comment' }).fill('Do you know this?');
    await look(dana, 'forward');
    await dialog.getByRole('button', { name: 'Forward', exact: true }).click();
    await said(dana, 'Do you know this?').getByText(`Forwarded to ${supplier}`).waitFor(patience);
    await said(dana, 'Do you know this?').getByText('Sent', { exact: true }).waitFor(patience);
    const mail = office.sent().find(({ to }) => to.includes(supplier));
    assert.ok(mail, 'it reached the supplier');
    assert.doesNotMatch(mail.raw, /\.[0-9a-z]{1,13}-[a-z2-7]{20}@|\+[0-9a-z]{1,13}-[a-z2-7]{20}@/);
    assert.match(header(mail.raw, 'Subject'), /Fwd: Kettle leaks/);
    assert.equal(header(mail.raw, 'References'), '');
    assert.match(mail.raw, /Forwarded message/);
    await look(dana, 'forwarded');
  });

  await t.test(
    'she asks the supplier beside the conversation, whose answer Tom sees there and Leila never',
    async () => {
      await dana.getByRole('button', { name: 'New side conversation' }).click();
      const panel = dana.getByRole('complementary');
      await panel.getByRole('combobox', { name: 'To' }).fill(supplier);
      await dana.keyboard.press('Enter');
      await panel.getByRole('textbox', { name: 'Message' }).fill('Is the seal known to fail?');
      await look(dana, 'aside-new');
      await panel.getByRole('button', { name: 'Send' }).click();
      await said(dana, 'Is the seal known to fail?').getByText('Sent', { exact: true }).waitFor(patience);
      const asked = office.sent().find(({ raw }) => raw.includes('seal known to fail'));
      assert.deepEqual(asked?.to, [supplier]);
      await dana.goto(`${office.server.url}/inbox/open`);
      await office.api('POST', '/conversations/1/status', { status: 'held' });
      await open(tom, 1);
      await arrives(
        supplier,
        'Re: Kettle leaks',
        'Yes, batch 12 does.',
        header(asked?.raw ?? '', 'Message-ID').trim(),
      );
      await tom.getByText('An answer came in a side conversation').waitFor(patience);
      const line = tom.getByRole('button', { name: new RegExp(supplier) });
      await line.getByText('New').waitFor(patience);
      await look(tom, 'aside-unseen');
      await line.click();
      await said(tom, 'Yes, batch 12 does.').waitFor(patience);
      await look(tom, 'aside');
      await tom.getByRole('textbox', { name: 'Your answer' }).fill('Thank you!');
      await tom.keyboard.press('Control+Enter');
      await said(tom, 'Thank you!').waitFor(patience);
      const { status } = await office.api<{ status: string }>('GET', '/conversations/1');
      assert.equal(status, 'open');
      assert.ok(
        !office
          .sent()
          .some(({ to, raw }) => to.some((one) => one.startsWith('leila')) && /seal|batch/.test(raw)),
      );
      await tom.setViewportSize({ width: 390, height: 844 });
      await look(tom, 'aside-phone');
    },
  );

  await t.test('a problem is linked, solved, and those who suffered are answered at once', async () => {
    await arrives('Nadia <nadia@cedar.example>', 'Payment down', 'Nothing works here.');
    await dana.goto(`${office.server.url}/inbox/open`);
    await dana.getByRole('option', { name: /Payment down/ }).click(patience);
    await dana.getByRole('textbox', { name: 'Your reply' }).waitFor(patience);
    await dana.getByRole('button', { name: 'Link to another' }).click();
    const dialog = dana.getByRole('dialog', { name: /Link #\d+ to another/ });
    await dialog.getByRole('combobox').fill('Cannot pay');
    await dialog.getByRole('option', { name: /Cannot pay/ }).click(patience);
    await dialog.getByRole('radio', { name: /It suffers from this problem/ }).click();
    await look(dana, 'link');
    await dialog.getByRole('button', { name: 'Link', exact: true }).click();
    await dana.getByRole('link', { name: /Cannot pay/ }).waitFor(patience);
    await press(dana, 'e');
    await dana.getByRole('textbox', { name: 'What fixed it?' }).waitFor(patience);
    await dana.keyboard.press('Enter');
    await dana.getByRole('button', { name: 'Answer them' }).click(patience);
    const answering = dana.getByRole('dialog', { name: 'Answer the incidents of this problem' });
    await answering.getByRole('textbox').fill('Paying works again.');
    await look(dana, 'incidents');
    await answering.getByRole('button', { name: 'Send 1 reply' }).click();
    await answering.waitFor({ state: 'detached', ...patience });
    await dana.getByRole('link', { name: /Solved.*Cannot pay/ }).waitFor(patience);
    await look(dana, 'linked');
    for (
      let tries = 0;
      tries < 100 && !office.sent().some(({ to }) => to.includes('omar@birch.example'));
      tries++
    )
      await dana.waitForTimeout(100);
    assert.ok(
      office
        .sent()
        .some(({ to, raw }) => to.includes('omar@birch.example') && raw.includes('Paying works again.')),
    );
  });
});

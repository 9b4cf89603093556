import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertBothThemes } from '../axe.ts';
import { openOffice } from '../office.ts';

/*
 * Dana and Tom work on one conversation: she names him in a note, he hears of it at his desk, they see each other
 * write, he hands her his draft, and what one has read on one device is read on the other.
 */

const leila = 'Leila Tanaka <leila.tanaka@alder.example>';
const patience = { timeout: 30_000 };

/** Notes what the browser would show on the desktop and whether it would sound; a headless one shows nothing. */
const listening = `
  window.shown = [];
  window.Notification = class { static permission = 'granted'; constructor(title, more) { window.shown.push(title + ' | ' + more.body); } close() {} };
`;
const bell = (page: Page) => page.getByRole('navigation').getByRole('link', { name: /^Notices/ });

test('colleagues name each other, hear of it, and hand over what they began', async (t) => {
  const office = await openOffice(t);
  const tom = await office.desk('tom');
  await tom.addInitScript(listening);
  await tom.reload();
  const dana = await office.desk('dana');
  await office.mail({ from: leila, subject: 'Wrong VAT number', text: 'The invoice shows our old number.' });
  await dana.getByRole('option', { name: /Wrong VAT number/ }).click(patience);
  const note = dana.getByRole('textbox', { name: 'Your note' });

  await t.test('Dana names Tom by @ and a few letters, and adds the note', async () => {
    await dana.getByRole('textbox', { name: 'Your reply' }).waitFor(patience);
    await dana.keyboard.press('n');
    await note.waitFor(patience);
    await note.pressSequentially('Could you look at this, @to');
    await dana.getByRole('option', { name: /Tom Okoro/ }).waitFor(patience);
    await assertBothThemes(dana, 'naming somebody');
    await dana.keyboard.press('Enter');
    await note.pressSequentially('please?');
    await dana.getByRole('button', { name: 'Add note' }).click();
    await dana.getByRole('article').getByText('@Tom Okoro', { exact: true }).waitFor(patience);
  });

  await t.test('Tom’s bell counts it, his desktop shows it, and opening it reads it', async () => {
    await bell(tom).getByText('1').waitFor(patience);
    await tom.waitForFunction('window.shown.length > 0', undefined, patience);
    const [shown] = (await tom.evaluate('window.shown')) as string[];
    assert.match(shown ?? '', /^Dana Price mentioned you \| #1 Wrong VAT number$/);
    await tom.keyboard.press('g');
    await tom.keyboard.press('m');
    const line = tom.getByRole('option', { name: /Dana Price mentioned you/ });
    await line.waitFor(patience);
    await assertBothThemes(tom, 'the list of notices');
    await tom.keyboard.press('j');
    await tom.keyboard.press('Enter');
    await tom.getByRole('heading', { name: 'Wrong VAT number' }).waitFor(patience);
    await bell(tom)
      .getByText('1')
      .waitFor({ state: 'detached', ...patience });
    await assertBothThemes(tom, 'a notice and its conversation');
  });

  await t.test('whoever was named follows, and can stop and begin again', async () => {
    await tom.getByRole('button', { name: /Stop following$/ }).click(patience);
    await tom.getByText('No longer following').first().waitFor(patience);
    await tom.getByRole('button', { name: /Follow$/ }).click(patience);
    await tom.getByRole('button', { name: /Stop following$/ }).waitFor(patience);
    await tom.goto(`${office.server.url}/inbox/followed`);
    await tom.getByRole('option', { name: /Wrong VAT number/ }).click(patience);
  });

  await t.test('each sees the other look, type a note and type a reply', async () => {
    await dana.getByRole('img', { name: 'Tom Okoro is looking at this' }).first().waitFor(patience);
    await tom.getByRole('textbox', { name: 'Your reply' }).waitFor(patience);
    await tom.keyboard.press('n');
    await tom.getByRole('textbox', { name: 'Your note' }).pressSequentially('Hm', { delay: 30 });
    await dana.locator('p[role=status]', { hasText: 'Tom Okoro is typing a note' }).waitFor(patience);
    await dana.getByRole('option').getByText('Tom Okoro is typing a note').waitFor(patience);
    await dana.locator('p[role=status]', { hasText: 'Tom Okoro is writing a note' }).waitFor(patience);
    await tom.getByRole('button', { name: 'Reply', exact: true }).first().click();
    await tom
      .getByRole('textbox', { name: 'Your reply' })
      .pressSequentially('Dear Leila, the number', { delay: 30 });
    await dana.locator('p[role=status]', { hasText: 'Tom Okoro is typing a reply' }).waitFor(patience);
  });

  await t.test('Tom hands his draft to Dana, whose own stays below it when she takes it', async () => {
    await dana.getByRole('button', { name: 'Reply', exact: true }).first().click();
    const reply = dana.getByRole('textbox', { name: 'Your reply' });
    await reply.pressSequentially('My own words');
    await tom.getByRole('button', { name: 'Hand draft to…' }).click(patience);
    await tom.getByRole('combobox', { name: 'Hand to' }).fill('dana');
    await tom.getByRole('option', { name: 'Dana Price', exact: true }).waitFor(patience);
    await tom.keyboard.press('Enter');
    await tom.getByText('Your draft waits for Dana Price').waitFor(patience);
    await dana.getByText('Draft from Tom Okoro').waitFor(patience);
    await assertBothThemes(dana, 'a draft handed over');
    await dana.getByRole('button', { name: 'Take draft' }).click();
    await reply.getByText('Dear Leila, the number').waitFor(patience);
    await reply.getByText('My own words').waitFor(patience);
    await dana.getByText('Draft from Tom Okoro').waitFor({ state: 'detached', ...patience });
    await tom.getByText('Your draft waits for Dana Price').waitFor({ state: 'detached', ...patience });
  });

  await t.test('what is read on one device is read on the other', async () => {
    const phone = await office.desk('tom', { viewport: { width: 390, height: 844 } });
    await tom.goto(`${office.server.url}/settings/notices`);
    await office.mail({ from: leila, subject: 'Re: Wrong VAT number', text: 'Any news?' });
    await bell(tom).getByText('1').waitFor(patience);
    await phone.goto(`${office.server.url}/notices`);
    await phone.getByRole('option', { name: /Leila Tanaka answered/ }).waitFor(patience);
    await assertBothThemes(phone, 'notices on a phone');
    await phone.getByRole('button', { name: 'Mark all as read' }).click();
    await bell(tom)
      .getByText('1')
      .waitFor({ state: 'detached', ...patience });
  });

  await t.test('how one is told is chosen in the settings, and kept', async () => {
    await assertBothThemes(tom, 'the settings of notices');
    const mail = tom.getByRole('checkbox', { name: 'A customer answers: Mail' });
    assert.equal(await mail.isChecked(), false);
    await mail.click();
    await tom.getByRole('switch', { name: /Quiet hours/ }).click();
    await tom.getByLabel('From').waitFor(patience);
    await tom.reload();
    await mail.waitFor(patience);
    assert.equal(await mail.isChecked(), true);
    await tom.getByLabel('From').waitFor(patience);
  });
});

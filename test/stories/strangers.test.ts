import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertBothThemes } from '../axe.ts';
import { openOffice } from '../office.ts';

/*
 * Not everybody who writes is who they say, and not everybody who answers was asked. Dana sees both, and what
 * she decides is done; and what she does to several conversations at once she can take back at once.
 */

const leila = 'Leila Tanaka <leila.tanaka@alder.example>';
const patience = { timeout: 30_000 };

test('a stranger’s answer waits, a forged mail says so, and many changes are taken back by one key', async (t) => {
  const office = await openOffice(t);
  const dana = await office.desk('dana');
  const openMail = async (subject: string) => {
    await dana
      .getByRole('option', { name: new RegExp(subject) })
      .first()
      .click(patience);
    await dana.getByRole('heading', { name: subject }).first().waitFor(patience);
  };

  await t.test(
    'whoever answers with our token and was never asked stays outside until she agrees',
    async () => {
      await office.mail({ from: leila, subject: 'The gate sticks', text: 'Since the rain it does.' });
      await openMail('The gate sticks');
      const list = await office.api<{ items: { number: number }[] }>('GET', '/conversations');
      const { number } = list.items[0] as { number: number };
      await office.api('POST', `/conversations/${number}/replies`, { text: 'A little oil helps.' });
      while (office.sent().length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
      const id = /^message-id:\s*(<[^>]+>)/im.exec(office.sent()[0]?.raw ?? '')?.[1];
      assert.ok(id, 'our answer has a name');
      const strange = { subject: 'Re: The gate sticks', inReplyTo: id };
      await office.mail({ ...strange, from: 'Omar Reyes <omar@elsewhere.example>', text: 'Add me, please.' });
      await office.mail({ ...strange, from: 'Nosy <nosy@other.example>', text: 'Me too.' });

      const omar = dana.getByRole('article').filter({ hasText: 'Add me, please.' });
      await omar.getByText('who is not part of this conversation').waitFor(patience);
      await assertBothThemes(dana, 'a stranger who waits');
      await omar.getByRole('button', { name: 'Add to the conversation' }).click();
      await dana.getByText('omar@elsewhere.example is part of the conversation now').waitFor(patience);
      await omar
        .getByText('who is not part of this conversation')
        .waitFor({ state: 'detached', ...patience });
      const nosy = dana.getByRole('article').filter({ hasText: 'Me too.' });
      await nosy.getByRole('button', { name: 'Refuse' }).click();
      await dana.getByText('You refused somebody who wanted to join').waitFor(patience);

      await office.api('POST', `/conversations/${number}/replies`, { text: 'Both hinges, please.' });
      while (office.sent().length === 1) await new Promise((resolve) => setTimeout(resolve, 50));
      const to = office.sent()[1]?.to ?? [];
      assert.ok(!to.includes('nosy@other.example'), 'who was refused hears nothing');
    },
  );

  await t.test(
    'a mail its own domain disowns stands under a warning and joins nobody’s conversation',
    async () => {
      const { items } = await office.api<{ items: { id: string }[] }>('GET', '/channels');
      await office.api('PATCH', `/channels/${items[0]?.id}`, { authserv: 'mx.copperfield.example' });
      await office.mail({
        from: 'Leila Tanaka <leila.tanaka@alder.example>',
        subject: 'New bank account',
        text: 'Please pay there from now on.',
        headers: {
          'Authentication-Results':
            'mx.copperfield.example; dmarc=fail (p=REJECT) header.from=alder.example; spf=fail smtp.mailfrom=evil.example',
        },
      });
      await openMail('New bank account');
      await dana.getByText('This is probably not from').waitFor(patience);
      await assertBothThemes(dana, 'a forged mail');
    },
  );

  await t.test('two chosen rows are solved together, and one key brings both back', async () => {
    await office.mail({ from: leila, subject: 'The lamp flickers', text: 'In the hall.' });
    await dana.goto(`${office.server.url}/inbox/open`);
    const rows = dana.getByRole('option');
    await rows.nth(1).waitFor(patience);
    const before = await rows.count();
    await dana.getByRole('listbox').focus();
    await dana.keyboard.press('j');
    await dana.keyboard.press('x');
    await dana.keyboard.press('j');
    await dana.keyboard.press('x');
    await dana.keyboard.press('e');
    const how = dana.getByRole('textbox', { name: 'What fixed it?' });
    await how.waitFor(patience);
    await dana.keyboard.press('Enter');
    await dana
      .getByText(/Solved.*2|2.*solved/i)
      .first()
      .waitFor(patience);
    const left = async () =>
      (await office.api<{ items: unknown[] }>('GET', '/conversations?view=open')).items.length;
    while ((await left()) !== before - 2) await new Promise((resolve) => setTimeout(resolve, 50));
    await dana.getByRole('listbox').or(dana.locator('body')).first().focus();
    await dana.keyboard.press('z');
    while ((await left()) !== before) await new Promise((resolve) => setTimeout(resolve, 50));
  });
});

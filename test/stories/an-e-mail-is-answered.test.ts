import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openOffice } from '../office.ts';

/*
 * Leila writes an e-mail. Dana and Tom sit at their desks: each sees at once what the other does, nothing is
 * answered twice, nothing written is lost, and one answer leaves.
 */

const leila = 'Leila Tanaka <leila.tanaka@alder.example>';
const late = 'One more thing: we need it before Friday.';
const patience = { timeout: 30_000 };

test('an e-mail is answered by two people who see each other', async (t) => {
  const office = await openOffice(t);
  const dana = await office.desk('dana');
  const tom = await office.desk('tom');
  const reply = tom.getByRole('textbox', { name: 'Your reply' });

  await t.test('it arrives at both desks by itself', async () => {
    await office.mail({
      from: leila,
      subject: 'Wrong VAT number',
      text: 'Since this morning the invoice shows our old VAT number.',
      html: '<p>Since this morning the <b>invoice</b> shows our old VAT number. <img src="https://pictures.example/seen.png"></p>',
    });
    for (const desk of [dana, tom]) {
      await desk.getByRole('option', { name: /Wrong VAT number/ }).click(patience);
      await desk.getByRole('heading', { name: 'Wrong VAT number' }).waitFor(patience);
    }
  });

  await t.test('the original is shown in a frame without scripts or pictures from elsewhere', async () => {
    await dana.getByRole('button', { name: 'Show original' }).click();
    const frame = dana.frameLocator('iframe[title="The original message"]');
    await frame.getByText('old VAT number').waitFor(patience);
    assert.equal(await frame.locator('img[src]').count(), 0);
    const sandbox = await dana.locator('iframe[title="The original message"]').getAttribute('sandbox');
    assert.doesNotMatch(sandbox ?? 'allow-scripts', /allow-scripts/);
    await dana.getByText(/1 picture from elsewhere is held back/).waitFor(patience);
    await dana.getByRole('button', { name: 'Show text only' }).click();
  });

  await t.test('Dana sees that Tom is replying, in the list and above her composer', async () => {
    await tom.keyboard.press('r');
    await reply.pressSequentially('Hello Leila, I am looking into it');
    const composer = dana.locator('p[role=status]', { hasText: 'Tom Okoro is replying' });
    await composer.waitFor(patience);
    await dana.getByRole('option').getByText('Tom Okoro is replying').waitFor(patience);
  });

  await t.test('what Tom has written is there again after a reload', async () => {
    await tom.getByText('Draft saved').waitFor(patience);
    await tom.reload();
    await reply.getByText('Hello Leila, I am looking into it').waitFor(patience);
  });

  await t.test('his reply is stopped when Leila writes in the same moment, and is kept', async () => {
    await office.mail({ from: leila, subject: 'Re: Wrong VAT number', text: late });
    await tom.getByRole('article').getByText(late).waitFor(patience);
    await reply.press('Control+Enter');
    const stop = tom.getByRole('alert').filter({ hasText: 'Your reply has not been sent' });
    await stop.getByText(late).waitFor(patience);
    await reply.getByText('Hello Leila, I am looking into it').waitFor();
    assert.equal(office.sent().length, 0);
    await stop.getByRole('button', { name: 'Look first' }).click();
    await stop.waitFor({ state: 'detached' });
  });

  await t.test(
    'he sends it, takes it back while there is time, and its words are in the composer',
    async () => {
      await reply.press('Control+Enter');
      const sent = tom.getByRole('article').filter({ hasText: 'I am looking into it' });
      await sent.getByText(/Leaves in \d+ s/).waitFor(patience);
      await sent.getByRole('button', { name: 'Undo' }).click();
      await reply.getByText('Hello Leila, I am looking into it').waitFor(patience);
      await tom.getByText('You took a reply back before it left').waitFor(patience);
      assert.equal(office.sent().length, 0);
    },
  );

  await t.test('sent for good, it reaches Leila once, and Dana sees it', async () => {
    await reply.press('Control+Enter');
    await dana
      .getByRole('article')
      .filter({ hasText: 'I am looking into it' })
      .getByText('Tom Okoro')
      .waitFor(patience);
    await tom
      .getByRole('article')
      .filter({ hasText: 'I am looking into it' })
      .getByText('Sent', { exact: true })
      .waitFor(patience);
    assert.equal(office.sent().length, 1);
    assert.deepEqual(office.sent()[0]?.to, ['leila.tanaka@alder.example']);
    await dana.getByRole('banner').or(dana.locator('header')).getByText('Waiting').first().waitFor(patience);
  });

  await t.test('a note is for colleagues: Tom sees it, no mail leaves', async () => {
    await dana.keyboard.press('n');
    const note = dana.getByRole('textbox', { name: 'Your note' });
    await note.pressSequentially('Finance knows about it.');
    await note.press('Control+Enter');
    const seen = tom.getByRole('article').filter({ hasText: 'Finance knows about it.' });
    await seen.getByText('Internal note').waitFor(patience);
    assert.equal(office.sent().length, 1);
  });

  await t.test('Dana takes it over by one key and gives it back by another', async () => {
    await dana.keyboard.press('Escape');
    await dana.getByRole('region', { name: 'Messages' }).focus();
    await dana.keyboard.press('i');
    await tom.getByText('Dana Price took this').waitFor(patience);
    await dana.keyboard.press('z');
    await tom.getByText('Dana Price assigned this to you').waitFor(patience);
  });

  await t.test('Tom solves it without a word, and it leaves the open ones', async () => {
    await tom.getByRole('region', { name: 'Messages' }).focus();
    await tom.keyboard.press('e');
    await tom.getByRole('textbox', { name: 'What fixed it?' }).waitFor(patience);
    await tom.keyboard.press('Enter');
    await dana.getByText('Tom Okoro solved this').waitFor(patience);
    await dana.getByRole('button', { name: 'Reopen' }).waitFor(patience);
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertBothThemes } from '../axe.ts';
import { openOffice } from '../office.ts';

/*
 * Tom solves Leila's matter in seconds and says how. She is asked whether it is settled, answers "not yet" in
 * a browser without JavaScript, and Tom sees it. Dana looks at what that amounts to, and at Leila herself.
 */

const leila = 'Leila Tanaka <leila.tanaka@alder.example>';
const patience = { timeout: 30_000 };

test('a customer says it is not settled, and whoever knows it hears of it', async (t) => {
  const office = await openOffice(t);
  await office.api('POST', '/causes', { name: 'Leaking seal' });
  const { id: delivery } = await office.api<{ id: string }>('POST', '/causes', { name: 'Delivery' });
  await office.api('POST', '/causes', { name: 'Lost parcel', parentId: delivery });
  await office.mail({ from: leila, subject: 'The kettle leaks', text: 'It drips from the handle.' });
  const tom = await office.desk('tom');
  const dana = await office.desk('dana');
  await tom.getByRole('option', { name: /The kettle leaks/ }).click(patience);
  const { inbox } = await office.api<{ inbox: { id: string } }>('GET', '/conversations/1');
  const askings = await office.api<{ inboxId: string }[]>('GET', '/feedback-asking');
  const place = askings.findIndex(({ inboxId }) => inboxId === inbox.id);
  const head = tom.locator('header').filter({ has: tom.getByRole('heading', { name: 'The kettle leaks' }) });

  await t.test('Dana has the inbox ask its customers', async () => {
    await dana.goto(`${office.server.url}/settings/after-solving`);
    await dana
      .getByRole('button', { name: /asks after solving/ })
      .nth(place)
      .click(patience);
    const dialog = dana.getByRole('dialog');
    await dialog.getByRole('combobox').first().click();
    await dana.getByRole('option', { name: 'At once' }).click();
    await assertBothThemes(dana, 'what an inbox asks');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dana.getByText(/At once after solving/).waitFor(patience);
    await assertBothThemes(dana, 'after solving');
  });

  await t.test(
    'Tom answers, presses e, and finds it filled in; typing a cause and Ctrl+Enter is all',
    async () => {
      await tom.keyboard.press('r');
      const reply = tom.getByRole('textbox', { name: 'Your reply' });
      await reply.pressSequentially('Hello Leila, a new seal is on its way.');
      await reply.press('Control+Enter');
      const sent = tom.getByRole('article').filter({ hasText: 'a new seal is on its way' });
      await sent.getByText('Sent', { exact: true }).waitFor(patience);
      await tom.keyboard.press('Escape');
      await tom.getByRole('region', { name: 'Messages' }).focus();
      await tom.keyboard.press('e');
      const how = tom.getByRole('textbox', { name: 'What fixed it?' });
      await how.waitFor(patience);
      await assertBothThemes(tom, 'solving with hints');
      await how.focus();
      await tom.keyboard.type('Sent a new seal');
      await tom.keyboard.press('Tab');
      await tom.keyboard.type('leak');
      await tom.getByRole('option', { name: 'Leaking seal' }).waitFor(patience);
      await tom.keyboard.press('Enter');
      await tom.keyboard.press('Control+Enter');
      await tom.getByText('You solved this').waitFor(patience);
      const { resolution } = await office.api<{ resolution: { how: string; cause: string } }>(
        'GET',
        '/conversations/1',
      );
      assert.deepEqual([resolution.how, resolution.cause], ['Sent a new seal', 'Leaking seal']);
    },
  );

  let link = '';
  await t.test('Leila is asked by mail, which stands in the thread and is no reply', async () => {
    const asked = tom.getByRole('article').filter({ hasText: 'Is it settled for you?' });
    await asked.getByText('Sent', { exact: true }).waitFor(patience);
    const raw =
      office
        .sent()
        .at(-1)
        ?.raw.replace(/=\r?\n/g, '') ?? '';
    link = office.server.url + (/\/settled\/[0-9a-z]+/.exec(raw)?.[0] ?? '/none');
    assert.match(raw, /^Auto-Submitted: /im);
  });

  await t.test('her browser needs no JavaScript, and no state of the page has a finding of axe', async () => {
    const browser = tom.context().browser();
    assert.ok(browser);
    const look = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
    for (const path of [`${link}?a=yes`, `${link}x`]) {
      await look.goto(path);
      await assertBothThemes(look, path.endsWith('x') ? 'a wrong link' : 'is it settled?');
    }
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const page = await plain.newPage();
    await page.goto(`${link}?a=no`);
    assert.ok(await page.getByRole('radio', { name: /Not yet/ }).isChecked());
    await page.getByRole('radio', { name: 'Bad', exact: true }).check();
    await page.getByRole('textbox').fill('It still drips every morning.');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'Thank you!' }).waitFor(patience);
    await look.goto(`${link}?done`);
    await assertBothThemes(look, 'thank you');
    await plain.close();
    await look.context().close();
  });

  await t.test('Tom sees it at once: open again, still his, her words and what she thinks', async () => {
    await tom.getByRole('article').getByText('It still drips every morning.').waitFor(patience);
    await tom.getByText(/The customer says it is not settled yet and rates it 2 of 5/).waitFor(patience);
    await head.getByText('Not settled').waitFor(patience);
    await head.getByText('Open', { exact: true }).waitFor(patience);
    await tom
      .getByRole('option', { name: /The kettle leaks/ })
      .getByText('Not settled')
      .waitFor(patience);
    const { assignee } = await office.api<{ assignee: { name: string } }>('GET', '/conversations/1');
    assert.equal(assignee.name, 'Tom Okoro');
    await assertBothThemes(tom, 'a thread with feedback');
  });

  await t.test('a later conversation of hers says how it was solved last time', async () => {
    await tom.getByRole('region', { name: 'Messages' }).focus();
    await tom.keyboard.press('e');
    await tom.getByRole('textbox', { name: 'What fixed it?' }).waitFor(patience);
    await tom.keyboard.press('Control+Enter');
    await head.getByText('Solved', { exact: true }).waitFor(patience);
    await office.mail({ from: leila, subject: 'Kettle leaks again', text: 'The second one, too.' });
    await tom.getByRole('option', { name: /Kettle leaks again/ }).click(patience);
    await tom.getByText(/Solved last time by Tom Okoro/).waitFor(patience);
    await tom.getByText('Solved before').waitFor(patience);
  });

  await t.test('Dana sees the figures; a number opens what it means and its rows', async () => {
    await dana.goto(`${office.server.url}/satisfaction`);
    await dana.getByRole('button', { name: /^Settled\s*0%/ }).waitFor(patience);
    await assertBothThemes(dana, 'satisfaction');
    await dana.getByRole('button', { name: /^Settled\s*0%/ }).click();
    const dialog = dana.getByRole('dialog', { name: 'Settled' });
    await dialog.getByText(/how many say it is settled/).waitFor(patience);
    await dialog.getByRole('tab', { name: 'Not settled' }).click();
    await dialog.getByText('It still drips every morning.').waitFor(patience);
    await assertBothThemes(dana, 'the rows behind a figure');
    const href = await dialog.getByRole('link', { name: 'Download as CSV' }).getAttribute('href');
    const csv = await dana.context().request.get(office.server.url + href);
    assert.match(csv.headers()['content-type'] ?? '', /text\/csv/);
    assert.match(await csv.text(), /1,The kettle leaks,Leila Tanaka,Support,.*,no,2,It still drips/);
    await dana.keyboard.press('Escape');
  });

  await t.test('a cause is renamed and put away; one that was used cannot be deleted', async () => {
    await dana.goto(`${office.server.url}/settings/causes`);
    const menu = (name: string) => dana.getByRole('button', { name: `What to do with ${name}` });
    await menu('Lost parcel').click(patience);
    await dana.getByRole('menuitem', { name: 'Rename' }).click();
    await dana.getByRole('textbox', { name: 'Name' }).fill('Parcel lost');
    await dana.getByRole('button', { name: 'Save' }).click();
    await menu('Parcel lost').click(patience);
    await dana.getByRole('menuitem', { name: 'Put away' }).click();
    await dana.getByRole('switch', { name: /Show what was put away/ }).waitFor(patience);
    await menu('Leaking seal').click(patience);
    await dana.getByRole('menuitem', { name: 'Delete' }).click();
    await dana.getByRole('button', { name: 'Delete' }).click();
    await dana.getByText(/Conversations were solved with this cause/).waitFor(patience);
    await dana.keyboard.press('Escape');
    await assertBothThemes(dana, 'causes');
  });

  await t.test(
    'Dana looks at Leila: everything said in one scroll, and her record is changed in place',
    async () => {
      const [found] = (await office.api<{ items: { id: string }[] }>('GET', '/customers?q=leila')).items;
      await dana.goto(`${office.server.url}/customers/${found?.id}`);
      const feed = dana.getByRole('region', { name: 'Timeline' });
      await feed.getByText('The second one, too.').waitFor(patience);
      await feed.getByText('It drips from the handle.').waitFor(patience);
      await assertBothThemes(dana, 'a customer’s timeline');
      await dana.getByRole('button', { name: 'Add an e-mail address' }).click();
      await dana.getByRole('textbox', { name: 'Add an e-mail address' }).fill('leila@home.example');
      await dana.keyboard.press('Enter');
      await dana.getByText('leila@home.example').waitFor(patience);
      await dana.getByRole('button', { name: /^Company:/ }).click();
      await dana.getByRole('combobox', { name: 'Company' }).fill('Alder');
      await dana.getByRole('option', { name: 'Add “Alder”' }).click(patience);
      await dana.getByRole('button', { name: 'Company: Alder' }).waitFor(patience);
      const note = dana.getByRole('textbox', { name: 'Note about this customer' });
      await note.fill('Prefers mornings.');
      await dana.getByText('Saved', { exact: true }).waitFor(patience);

      // A colleague's program writes while Dana types: neither is lost.
      await note.fill('Prefers mornings. Has two kettles.');
      await office.api('PATCH', `/customers/${found?.id}`, { note: 'Calls herself Lea.' });
      const stop = dana.getByRole('alert').filter({ hasText: 'Calls herself Lea.' });
      await stop.waitFor(patience);
      await assertBothThemes(dana, 'two notes at once');
      await stop.getByRole('button', { name: 'Keep both' }).click();
      await dana.getByText('Saved', { exact: true }).waitFor(patience);
      const { note: kept } = await office.api<{ note: string }>('GET', `/customers/${found?.id}`);
      assert.equal(kept, 'Calls herself Lea.\n\nPrefers mornings. Has two kettles.');
    },
  );

  await t.test('an inbox that requires a word lets nobody solve without one', async () => {
    await office.api('PUT', `/resolution-asking/${inbox.id}`, { asking: 'require' });
    const refused = await fetch(`${office.server.url}/api/conversations/2/solve`, { method: 'POST' });
    assert.equal(refused.status, 401);
    await assert.rejects(office.api('POST', '/conversations/2/solve', {}), /wants to know what fixed it/);
    await office.api('POST', '/conversations/2/solve', { how: 'A third kettle' });
  });
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { assertBothThemes } from '../axe.ts';
import { openBrowser } from '../browser.ts';
import { type Running, startRapport } from '../running.ts';
import { type ImapServer, startImap } from '../servers/imap.ts';
import { type SmtpSink, startSmtpSink } from '../servers/smtp-sink.ts';
import { totp } from '../totp.ts';

/*
 * The first five minutes, as Dana Price lives them: an account by the printed link, a look around, a mailbox
 * of her own, a first mail seen arriving, and Maya Lindt invited. The tests are the minutes in their order.
 */

const password = 'correct horse battery';
const maya = { name: 'Maya Lindt', email: 'maya@copperfield.example', password: 'staple sunflower road' };

let rapport: Running;
let imap: ImapServer;
let smtp: SmtpSink;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let dana: Page;

before(async () => {
  [rapport, imap, smtp, browser] = await Promise.all([
    startRapport(),
    startImap(),
    startSmtpSink({ password: 'secret' }),
    openBrowser(),
  ]);
  dana = await newPage();
});

after(async () => {
  await browser?.end();
  await Promise.all([rapport?.remove(), imap?.close(), smtp?.close()]);
});

async function newPage(): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    baseURL: rapport.url,
    locale: 'en-GB',
    timezoneId: 'Europe/Vienna',
    viewport: { width: 1280, height: 900 },
  });
  context.setDefaultTimeout(20_000);
  return context.newPage();
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function choose(page: Page, field: string, option: string, nth = 0): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).nth(nth).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test('the printed link makes the first account and the workspace around it', async () => {
  await dana.goto(`/setup#${rapport.setupToken()}`);
  await dana.getByLabel('Name').fill('Dana Price');
  assert.equal(new URL(dana.url()).hash, '', 'the token is out of the address');
  await dana.getByLabel('E-mail').fill('dana@copperfield.example');
  await dana.getByLabel('Password', { exact: true }).fill('short');
  assert.ok(await button(dana, 'Continue').isDisabled(), 'a short password goes no further');
  await dana.getByLabel('Password', { exact: true }).fill(password);
  await assertBothThemes(dana, 'the first account');
  await button(dana, 'Continue').click();
  const company = dana.getByLabel('What your company is called');
  assert.equal(await company.inputValue(), 'Copperfield', 'guessed from the address');
  await dana.getByRole('radio', { name: 'Teal' }).check({ force: true });
  const hue = await dana.evaluate(`document.documentElement.style.getPropertyValue('--hue')`);
  assert.equal(hue, '190', 'the colour shows while it is chosen');
  await dana.getByText('Europe/Vienna').waitFor();
  await assertBothThemes(dana, 'the workspace');
  await button(dana, 'Create workspace').click();
  await dana.getByRole('heading', { name: 'Your workspace is ready' }).waitFor();
});

test('the link has been used: whoever comes later is sent to sign in', async () => {
  const stranger = await newPage();
  await stranger.goto(`/setup#${rapport.setupToken()}`);
  await stranger.getByRole('heading', { name: 'This is set up already' }).waitFor();
  await stranger.context().close();
});

test('sample data comes in with one click and goes with another', async () => {
  await assertBothThemes(dana, 'the welcome');
  await dana.getByRole('button', { name: /Look around with sample data/ }).click();
  await dana.getByText('You are looking at sample data.').waitFor();
  await dana.getByText('Leila Tanaka').first().waitFor();
  await assertBothThemes(dana, 'the inbox with sample data');
  await button(dana, 'Remove it').click();
  await dana.getByText('You are looking at sample data.').waitFor({ state: 'detached' });
  await dana.getByText('No open conversations').waitFor();
});

test('a mailbox is tried, with what is wrong named, then connected, and its first mail is seen arriving', async () => {
  await dana.getByRole('link', { name: 'Connect a mailbox' }).click();
  await dana.getByLabel('E-mail address').fill('support@copperfield.example');
  await button(dana, 'Continue').click();
  await dana.getByRole('textbox', { name: 'IMAP server', exact: true }).fill('127.0.0.1');
  await choose(dana, 'Encryption', 'None', 0);
  await dana.getByRole('textbox', { name: 'Port', exact: true }).nth(0).fill(String(imap.port));
  await dana.getByRole('textbox', { name: 'SMTP server', exact: true }).fill('127.0.0.1');
  await choose(dana, 'Encryption', 'None', 1);
  await dana.getByRole('textbox', { name: 'Port', exact: true }).nth(1).fill(String(smtp.port));
  await dana.getByLabel('Password', { exact: true }).fill('wrong');
  await button(dana, 'Try it').click();
  await button(dana, 'Try again').waitFor();
  const heading = dana.getByRole('heading', { name: 'Reading mail' });
  const reading = dana.locator('section').filter({ has: heading }).last();
  await reading.getByText('answers.').waitFor();
  assert.equal(
    await reading.getByText('Failed:', { exact: true }).count(),
    1,
    'exactly the step that failed is marked',
  );
  await assertBothThemes(dana, 'a failed try');

  await dana.getByLabel('Password', { exact: true }).fill('secret');
  await button(dana, 'Try it').click();
  await button(dana, 'Continue').click();
  await assertBothThemes(dana, 'where the mail goes');
  await button(dana, 'Connect a mailbox').click();
  await dana.getByText('support@copperfield.example is connected.').waitFor();
  await assertBothThemes(dana, 'waiting for a mail');
  imap.deliver(
    [
      'From: Leila Tanaka <leila.tanaka@alder.example>',
      'To: support@copperfield.example',
      'Subject: Is anybody there?',
      'Message-ID: <first@alder.example>',
      `Date: ${new Date().toUTCString()}`,
      '',
      'Hello, this is a first mail.',
      '',
    ].join('\n'),
  );
  await dana.getByText('Is anybody there?').waitFor();
  assert.match(await dana.getByRole('status').filter({ hasText: 'has arrived' }).innerText(), /Leila Tanaka/);
  await assertBothThemes(dana, 'the first mail has arrived');
  await dana.getByRole('link', { name: 'Open it' }).click();
  await dana.getByRole('heading', { name: 'Is anybody there?' }).waitFor();
});

test('a colleague is invited, chooses a password by the link, and signs in with it', async () => {
  await dana.getByRole('link', { name: 'Invite a colleague' }).click();
  await button(dana, 'Invite a colleague').click();
  await dana.getByLabel('E-mail').fill(maya.email);
  await choose(dana, 'Level in Support', 'Manage');
  await assertBothThemes(dana, 'the invitation');
  await button(dana, 'Invite').click();
  const link = await dana.getByLabel('Invitation link').inputValue();
  await button(dana, 'Done').click();
  await dana.getByRole('listitem').filter({ hasText: maya.email }).waitFor();
  await assertBothThemes(dana, 'people');

  const page = await newPage();
  // The public address of a server under test has another host than the one it is reached by.
  await page.goto(`/invite${new URL(link).hash}`);
  await page.getByRole('heading', { name: 'Join Copperfield' }).waitFor();
  await page.getByLabel('Name').fill(maya.name);
  await page.getByLabel('Choose a password').fill(maya.password);
  await assertBothThemes(page, 'the invited');
  await button(page, 'Join').click();
  await page.getByText('Is anybody there?').first().waitFor();
  await button(page, 'Sign out').click();

  await page.getByRole('heading', { name: 'Sign in to Copperfield' }).waitFor();
  await page.getByLabel('E-mail').fill(maya.email);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await button(page, 'Sign in').click();
  await page.getByText('E-mail and password do not match').waitFor();
  await assertBothThemes(page, 'sign-in');
  await page.getByLabel('Password', { exact: true }).fill(maya.password);
  await button(page, 'Sign in').click();
  await page.getByText('Is anybody there?').first().waitFor();
  // What only admins set up is not on offer to her.
  await page.goto('/settings/people');
  await page.getByRole('heading', { name: 'There is no page here' }).waitFor();
  await page.context().close();
});

test('a second factor is switched on with an app and asked for at sign-in; a recovery code serves once', async () => {
  await dana.goto('/settings/security');
  await dana.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
  await assertBothThemes(dana, 'security');
  await button(dana, 'Switch on').click();
  await dana.getByRole('dialog').getByLabel('Password', { exact: true }).fill(password);
  await button(dana, 'Continue').click();
  await dana.getByRole('img', { name: 'Scan with your authenticator app' }).waitFor();
  const secret = await dana.getByLabel('Key for the app').inputValue();
  await assertBothThemes(dana, 'the QR code');
  await dana.getByLabel('Code', { exact: true }).fill(totp(secret, new Date()));
  await dana.getByRole('dialog').getByRole('button', { name: 'Switch on' }).click();
  await dana.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor();
  await assertBothThemes(dana, 'the recovery codes');
  const codes = await dana.getByRole('dialog').getByRole('listitem').allInnerTexts();
  assert.equal(codes.length, 10);
  await button(dana, 'I have kept them').click();
  await dana.getByText('10 recovery codes are left.').waitFor();

  const signIn = async (code: string, recovery: boolean): Promise<Page> => {
    const page = await newPage();
    await page.goto('/sign-in?to=/settings/security');
    await page.getByLabel('E-mail').fill('dana@copperfield.example');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await button(page, 'Sign in').click();
    await page.getByRole('heading', { name: 'Confirm that it is you' }).waitFor();
    if (!recovery) await assertBothThemes(page, 'the code');
    else await button(page, 'Use a recovery code instead').click();
    await page.getByLabel(recovery ? 'Recovery code' : 'Code', { exact: true }).fill(code);
    if (recovery) await button(page, 'Sign in').click();
    return page;
  };
  // The code of the next half minute is taken as well, and the present one was used to switch it on.
  const byApp = await signIn(totp(secret, new Date(Date.now() + 30_000)), false);
  await byApp.getByText('10 recovery codes are left.').waitFor();
  const byRecovery = await signIn(codes[0] as string, true);
  await byRecovery.getByText('9 recovery codes are left.').waitFor();
  const again = await signIn(codes[0] as string, true);
  await again.getByText('This code is not right').waitFor();
  for (const page of [byApp, byRecovery, again]) await page.context().close();
});

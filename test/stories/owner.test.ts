import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { assertBothThemes } from '../axe.ts';
import { openBrowser } from '../browser.ts';
import { freePort, type Running, runCommand, startRapport } from '../running.ts';
import { type OidcServer, startOidc } from '../servers/oidc.ts';

/*
 * Dana owns Copperfield: she signs in without a password, lets her colleagues in with the account they have at
 * work, looks at who did what, and keeps the words of her workspace tidy.
 */

const password = 'a long enough passphrase';
const dana = { email: 'dana@copperfield.example', name: 'Dana Price' };
let server: Running;
let base: string;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let idp: OidcServer;

before(async () => {
  const port = await freePort();
  // A passkey belongs to a host with a name, so not to 127.0.0.1.
  base = `http://localhost:${port}`;
  server = await startRapport({ PORT: String(port), PUBLIC_URL: base });
  browser = await openBrowser();
  idp = await startOidc(`${base}/sign-in/provider/callback`);
  const made = await runCommand(
    ['create-owner', '--email', dana.email, '--name', dana.name, '--password-stdin'],
    { env: { RAPPORT_DATA: server.dataDir }, input: password },
  );
  assert.equal(made.code, 0, made.err);
});
after(async () => {
  await browser?.end();
  await idp?.close();
  await server?.remove();
});

const look = { viewport: { width: 1440, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/Vienna' };

/** A browser of Dana's own, signed in by password. */
async function atHerDesk(): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ ...look, acceptDownloads: true });
  const signed = await context.request.post(`${base}/api/sign-in`, {
    data: { email: dana.email, password },
    headers: { origin: base },
  });
  assert.ok(signed.ok(), await signed.text());
  context.setDefaultTimeout(12_000);
  return { context, page: await context.newPage() };
}

/** Opens a page of the settings and waits until it has what it shows. */
async function settings(page: Page, path: string, title: string): Promise<void> {
  await page.goto(`${base}/settings/${path}`);
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
}

/** A device with a fingerprint reader, as Chromium plays one (CDP, WebAuthn domain). */
async function device(context: BrowserContext, page: Page): Promise<{ cdp: CDPSession; id: string }> {
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, id: authenticatorId };
}

/** A browser that does not offer passkeys in fields, so that the button is what asks. */
async function withoutQuietOffer(page: Page): Promise<{ again(): Promise<void> }> {
  await page.addInitScript(
    `if (!sessionStorage.quiet) PublicKeyCredential.isConditionalMediationAvailable = async () => false`,
  );
  await page.evaluate('sessionStorage.removeItem("quiet")');
  return { again: () => page.evaluate('void (sessionStorage.quiet = "yes")') };
}

test('a passkey is made in Security, renamed, signs in without anything typed, and once removed no more', async () => {
  const { context, page } = await atHerDesk();
  const { cdp, id } = await device(context, page);
  await settings(page, 'security', 'Security');
  await page.getByText('No passkeys yet').waitFor();
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a passkey' });
  await dialog.getByLabel('Name').fill('Work laptop');
  await assertBothThemes(page, 'adding a passkey');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('Work laptop', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Rename Work laptop' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Laptop');
  await page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('button', { name: 'Rename Laptop' }).waitFor();
  await assertBothThemes(page, 'Security with a passkey');
  const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId: id });
  assert.equal(credentials.length, 1);
  assert.equal(credentials[0]?.isResidentCredential, true);

  await context.clearCookies();
  const quiet = await withoutQuietOffer(page);
  await page.goto(`${base}/sign-in`);
  const button = page.getByRole('button', { name: 'Sign in with a passkey' });
  await button.waitFor();
  await assertBothThemes(page, 'the sign-in page with a passkey');
  await button.click();
  await page.waitForURL(/\/inbox\//);

  await quiet.again();
  // Chosen among what the browser fills in, it needs no button either.
  await context.clearCookies();
  await page.goto(`${base}/sign-in?to=/settings/security`);
  await page.waitForURL(/\/settings\/security$/);
  await page.getByRole('button', { name: 'Remove Laptop' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No passkeys yet').waitFor();

  await withoutQuietOffer(page);
  await context.clearCookies();
  await page.goto(`${base}/sign-in`);
  await button.click();
  await page.getByText('This passkey signs nobody in here').waitFor();
  await context.close();
});

test('an owner sets up the identity provider, and a colleague comes in by it without a password', async () => {
  const { context, page } = await atHerDesk();
  await settings(page, 'sign-in', 'Signing in');
  await assertBothThemes(page, 'Signing in, before it is set up');
  await page.getByLabel('Issuer').fill(`${idp.issuer}/elsewhere`);
  await page.getByLabel('Client ID').fill(idp.clientId);
  await page.getByRole('textbox', { name: 'Client secret' }).fill(idp.secret);
  await page.getByLabel('Name on the button').fill('Copperfield ID');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('does not describe itself as an OpenID Connect issuer').waitFor();
  await page.getByLabel('Issuer').fill(idp.issuer);
  await page.getByLabel('Somebody new').click();
  await page.getByRole('option', { name: 'Joins as Agent' }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Saved. The provider answered as it should.').waitFor();
  await context.close();

  idp.accounts.set('yuki', {
    sub: 'yuki',
    email: 'yuki@copperfield.example',
    verified: true,
    name: 'Yuki Novak',
  });
  idp.accounts.set('eve', { sub: 'eve', email: dana.email, verified: false, name: 'Eve Else' });
  const theirs = await browser.newContext(look);
  theirs.setDefaultTimeout(12_000);
  const door = await theirs.newPage();
  await door.goto(`${base}/sign-in?to=/settings/profile`);
  await door.getByRole('button', { name: 'Sign in with Copperfield ID' }).waitFor();
  await assertBothThemes(door, 'the sign-in page with an identity provider');
  await door.getByRole('button', { name: 'Sign in with Copperfield ID' }).click();
  await door.getByRole('link', { name: 'Yuki Novak' }).click();
  await door.waitForURL(/\/settings\/profile$/);
  assert.equal(await door.getByLabel('Name', { exact: true }).inputValue(), 'Yuki Novak');
  await theirs.close();

  const stranger = await browser.newContext(look);
  stranger.setDefaultTimeout(12_000);
  const shut = await stranger.newPage();
  await shut.goto(`${base}/sign-in`);
  await shut.getByRole('button', { name: 'Sign in with Copperfield ID' }).click();
  await shut.getByRole('link', { name: 'Eve Else' }).click();
  await shut.getByText('has not verified your e-mail address').waitFor();
  await assertBothThemes(shut, 'a sign-in that was refused');
  await stranger.close();
});

test('the audit log says in sentences who did what, is looked through by kind, and taken out as CSV', async () => {
  const { context, page } = await atHerDesk();
  await settings(page, 'audit-log', 'Audit log');
  await page.getByText('Dana Price set the identity provider').waitFor();
  await page.getByText('Yuki Novak joined as Agent').waitFor();
  await page.getByText('Dana Price signed in with a passkey').first().waitFor();
  await assertBothThemes(page, 'the audit log');
  await page.getByRole('combobox', { name: 'What it is about' }).click();
  await page.getByRole('option', { name: 'People and teams' }).click();
  await page.getByText('Dana Price set the identity provider').waitFor({ state: 'detached' });
  await page.getByText('Yuki Novak joined as Agent').waitFor();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  const csv = await readFile(await (await saved).path(), 'utf8');
  assert.match(csv, /agent\.join,Yuki Novak/);
  assert.doesNotMatch(csv, /workspace\.set-provider/, 'what is taken out is what the filter shows');
  await context.close();
});

test('tags are added, renamed and made one; statuses explain themselves and wait as long as is said', async () => {
  const { context, page } = await atHerDesk();
  await settings(page, 'tags', 'Tags');
  await page.getByText('No tags yet').waitFor();
  for (const name of ['refund', 'money back']) {
    await page.getByRole('button', { name: 'Add a tag' }).first().click();
    await page.getByRole('dialog').getByLabel('Name').fill(name);
    await page.getByRole('dialog').getByRole('button', { name: 'Add a tag' }).click();
    await page.getByRole('button', { name: `Change ${name}` }).waitFor();
  }
  await page.getByRole('button', { name: 'Change money back' }).click();
  await assertBothThemes(page, 'a tag being changed');
  await page.getByRole('button', { name: 'Merge with another' }).click();
  await page.getByRole('combobox', { name: /Make it one with/ }).click();
  await page.getByRole('option', { name: 'refund' }).click();
  await assertBothThemes(page, 'two tags being merged');
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  await page.getByRole('button', { name: 'Change money back' }).waitFor({ state: 'detached' });
  await assertBothThemes(page, 'Tags');

  await settings(page, 'statuses', 'Statuses');
  await assertBothThemes(page, 'Statuses');
  const days = page.getByLabel('Days until waiting becomes solved').first();
  await days.fill('14');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('button', { name: 'Save changes' }).waitFor({ state: 'detached' });
  await page.reload();
  assert.equal(await days.inputValue(), '14');
  await context.close();
});

test('a single setting is found by a word that stands nowhere on it, on the screen and in the palette', async () => {
  const { context, page } = await atHerDesk();
  await page.goto(`${base}/settings`);
  const search = page.getByRole('searchbox', { name: 'Find a setting' });
  await search.fill('timezone');
  await page.getByRole('link', { name: /Time zone/ }).waitFor();
  await assertBothThemes(page, 'settings that were searched');
  await search.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Workspace' }).waitFor();
  await page.locator('[aria-label^="Time zone"]:focus').waitFor();

  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('dialog', { name: 'Search or jump to' }).waitFor();
  await page.keyboard.type('fingerprint');
  await page.getByRole('option', { name: /Passkeys/ }).click();
  await page.waitForURL(/\/settings\/security#/);
  await page.getByRole('button', { name: 'Add a passkey' }).and(page.locator(':focus')).waitFor();
  await context.close();
});

// Over 250 lines because every way a provider could let in the wrong one is told against one real provider.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type OidcServer, startOidc } from '../../../test/servers/oidc.ts';
import { type Copperfield, copperfield, password, staffWeb, Visitor } from '../../../test/staff.ts';
import { totp } from '../../../test/totp.ts';
import { minute } from '../../platform/clock/clock.ts';
import type { WebApp } from '../../platform/http/server.ts';
import { providerPages } from './routes.ts';
import { callbackUrl } from './settings.ts';

let office: Copperfield;
let web: WebApp;
let idp: OidcServer;

before(async () => {
  office = await copperfield();
  web = staffWeb(office.ground, [providerPages]);
  idp = await startOidc(callbackUrl(office.ground));
  await office.dana.put('/workspace/network', { allow: ['127.0.0.0/8'] });
});
after(async () => {
  await idp.close();
  await office.ground.close();
});

const settings = (more: object = {}) => ({
  issuer: idp.issuer,
  clientId: idp.clientId,
  secret: idp.secret,
  label: 'Copperfield ID',
  ...more,
});
const set = async (more: object = {}) => {
  const answer = await office.dana.put('/workspace/provider', settings(more));
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
};

beforeEach(async () => {
  office.ground.clock.advance(20 * minute);
  idp.accounts.clear();
  await set();
});

const stranger = () => new Visitor(web, office.ground);
const start = async (browser: Visitor): Promise<string> => {
  const { body } = await browser.post('/sign-in/provider', { to: '/inbox/mine' });
  assert.ok(body.url, JSON.stringify(body));
  return body.url;
};

/** Comes back from the provider; returns where the browser goes next. */
const comeBack = async (browser: Visitor, at: URL): Promise<string> => {
  const answer = await browser.visit(at.pathname + at.search);
  assert.equal(answer.status, 303);
  return answer.headers.get('location') ?? '';
};

const signIn = async (browser: Visitor, sub: string) =>
  comeBack(browser, await idp.vouch(await start(browser), sub));

const emailOf = async (browser: Visitor) => (await browser.get('/session')).body.agent?.email;

test('somebody who works here signs in by the provider, is linked by the verified address, and known ever after', async () => {
  await office.colleague('Maya Lindt', 'agent');
  idp.accounts.set('m', { sub: 'm', email: 'Maya@Copperfield.example', verified: true, name: 'Maya' });
  const browser = stranger();
  assert.equal(await signIn(browser, 'm'), '/inbox/mine');
  assert.equal(await emailOf(browser), 'maya@copperfield.example');

  // Her address at the provider changes; who she is there does not.
  idp.accounts.set('m', { sub: 'm', email: 'maya.lindt@copperfield.example', verified: true });
  const later = stranger();
  assert.equal(await signIn(later, 'm'), '/inbox/mine');
  assert.equal(await emailOf(later), 'maya@copperfield.example');
});

test('an address the provider has not verified is nobody’s, whoever it claims to be', async () => {
  for (const verified of [false, undefined]) {
    idp.accounts.set('d', { sub: 'd', email: 'dana@copperfield.example', verified });
    const browser = stranger();
    assert.equal(await signIn(browser, 'd'), '/sign-in?failed=unverified');
    assert.equal((await browser.get('/session')).status, 401);
  }
  idp.accounts.set('n', { sub: 'n' });
  assert.equal(await signIn(stranger(), 'n'), '/sign-in?failed=no-address');
});

test('only domains that are let in get in', async () => {
  await set({ domains: ['copperfield.example'], joinAs: 'agent' });
  idp.accounts.set('e', { sub: 'e', email: 'eve@else.example', verified: true });
  assert.equal(await signIn(stranger(), 'e'), '/sign-in?failed=domain');
  idp.accounts.set('e', { sub: 'e', email: 'eve@copperfield.example.else.example', verified: true });
  assert.equal(await signIn(stranger(), 'e'), '/sign-in?failed=domain');
});

test('somebody new comes in by an invitation, or as what the owner says, or not at all', async () => {
  idp.accounts.set('i', { sub: 'i', email: 'ivan@copperfield.example', verified: true, name: 'Ivan' });
  assert.equal(await signIn(stranger(), 'i'), '/sign-in?failed=not-invited');
  await office.dana.post('/invitations', { email: 'ivan@copperfield.example', role: 'supervisor' });
  const ivan = stranger();
  assert.equal(await signIn(ivan, 'i'), '/inbox/mine');
  assert.equal((await ivan.get('/session')).body.agent.role, 'supervisor');
  assert.deepEqual((await office.dana.get('/invitations')).body.items, [], 'the invitation is used');

  await set({ joinAs: 'light' });
  idp.accounts.set('y', { sub: 'y', email: 'yuki@copperfield.example', verified: true, name: 'Yuki Novak' });
  const yuki = stranger();
  await signIn(yuki, 'y');
  const { agent } = (await yuki.get('/session')).body;
  assert.deepEqual([agent.name, agent.role], ['Yuki Novak', 'light']);
});

test('an address given to somebody else at the provider opens nobody’s account', async () => {
  const { id } = await office.colleague('Priya Dlamini', 'agent');
  idp.accounts.set('p', { sub: 'p', email: 'priya@copperfield.example', verified: true });
  assert.equal(await signIn(stranger(), 'p'), '/inbox/mine');
  idp.accounts.set('q', { sub: 'q', email: 'priya@copperfield.example', verified: true });
  assert.equal(await signIn(stranger(), 'q'), '/sign-in?failed=other-person');
  // The same person anew, if somebody who may says so.
  await office.dana.post(`/agents/${id}/deactivate`);
  await office.dana.post(`/agents/${id}/reactivate`);
  assert.equal(await signIn(stranger(), 'q'), '/inbox/mine');
});

test('somebody deactivated stays out', async () => {
  const { id } = await office.colleague('Tom Okoro', 'agent');
  idp.accounts.set('t', { sub: 't', email: 'tom@copperfield.example', verified: true });
  assert.equal(await signIn(stranger(), 't'), '/inbox/mine');
  await office.dana.post(`/agents/${id}/deactivate`);
  assert.equal(await signIn(stranger(), 't'), '/sign-in?failed=deactivated');
});

test('an answer counts once, in the browser that left, within ten minutes', async () => {
  idp.accounts.set('m', { sub: 'm', email: 'dana@copperfield.example', verified: true });
  const victim = stranger();
  const back = await idp.vouch(await start(victim), 'm');
  assert.equal(await comeBack(stranger(), back), '/sign-in?failed=GONE', 'another browser');
  assert.equal(await comeBack(victim, back), '/inbox/mine');
  assert.equal(await comeBack(victim, back), '/sign-in?failed=GONE', 'a second time');
  const late = await idp.vouch(await start(victim), 'm');
  office.ground.clock.advance(11 * minute);
  assert.equal(await comeBack(victim, late), '/sign-in?failed=GONE');
});

test('the answer of another attempt, another issuer or with another code is refused', async () => {
  idp.accounts.set('m', { sub: 'm', email: 'dana@copperfield.example', verified: true });
  const attempt = async (bend: (back: URL, other: URL) => void) => {
    const browser = stranger();
    const [one, other] = [await start(browser), await start(browser)];
    const [back, another] = [await idp.vouch(one, 'm'), await idp.vouch(other, 'm')];
    bend(back, another);
    const to = await comeBack(browser, back);
    assert.equal((await browser.get('/session')).status, 401);
    return to;
  };
  const copy = (name: string) => (back: URL, other: URL) =>
    back.searchParams.set(name, other.searchParams.get(name) ?? '');
  // A code put under another state: nonce and PKCE belong to the other attempt (RFC 9700, 2.1).
  assert.equal(await attempt(copy('code')), '/sign-in?failed=WRONG_CREDENTIALS');
  assert.equal(
    await attempt((back) => back.searchParams.set('iss', 'https://evil.example')),
    '/sign-in?failed=WRONG_CREDENTIALS',
    'issuer mixed up (RFC 9207)',
  );
  assert.equal(
    await attempt((back) => back.searchParams.delete('iss')),
    '/sign-in?failed=WRONG_CREDENTIALS',
    'no issuer where the provider promises one',
  );
  assert.equal(await attempt((back) => back.searchParams.set('state', 'x')), '/sign-in?failed=GONE');
});

test('a second factor is asked for besides, and the wrong one may be tried again', async () => {
  const { browser } = await office.colleague('Ravi Varma', 'supervisor');
  const { body } = await browser.post('/me/two-factor', { password });
  const on = await browser.post('/me/two-factor/confirm', {
    code: totp(body.secret, office.ground.clock.now()),
  });
  assert.equal(on.status, 200);

  idp.accounts.set('r', { sub: 'r', email: 'ravi@copperfield.example', verified: true });
  const ravi = stranger();
  const to = new URL(await signIn(ravi, 'r'), 'http://x');
  assert.equal(to.pathname, '/sign-in');
  assert.equal(to.searchParams.get('to'), '/inbox/mine');
  const attemptId = to.searchParams.get('attempt');
  assert.equal((await ravi.get('/session')).status, 401, 'not in yet');
  assert.equal((await ravi.post('/sign-in/provider/code', { attemptId, code: '000000' })).status, 400);
  const given = { attemptId, code: on.body.recoveryCodes[0] };
  assert.equal((await stranger().post('/sign-in/provider/code', given)).status, 410, 'another browser');
  assert.equal((await ravi.post('/sign-in/provider/code', given)).status, 200);
  assert.equal(await emailOf(ravi), 'ravi@copperfield.example');
});

test('where passwords are switched off, an owner still gets in with theirs, and nobody else', async () => {
  await set({ ownWays: false });
  await office.signIn('dana');
  const lena = stranger();
  await office.ground.db.updateTable('agents').set({ deactivated_at: null }).execute();
  const answer = await lena.post('/sign-in', { email: 'maya@copperfield.example', password });
  assert.deepEqual([answer.status, answer.body.code], [403, 'NOT_ALLOWED']);
  const wrong = await lena.post('/sign-in', {
    email: 'maya@copperfield.example',
    password: 'not hers at all',
  });
  assert.equal(wrong.body.code, 'WRONG_CREDENTIALS', 'who works here is told to nobody without the password');
  const ways = (await stranger().get('/sign-in')).body;
  assert.deepEqual(ways, { provider: { label: 'Copperfield ID' }, ownWays: false });
});

test('where passwords are switched off, an invitation is accepted at the provider only', async () => {
  await set({ ownWays: false });
  const invite = (email: string, role: string) => office.dana.post('/invitations', { email, role });
  const accept = async (url: string) => {
    const token = new URL(url).hash.slice(1);
    return (await stranger().post('/invitations/accept', { token, name: 'Somebody', password })).status;
  };
  const noor = await invite('noor@copperfield.example', 'agent');
  assert.equal(await accept(noor.body.link.url), 403);
  idp.accounts.set('n', { sub: 'n', email: 'noor@copperfield.example', verified: true });
  assert.equal(await signIn(stranger(), 'n'), '/inbox/mine');
  const olga = await invite('olga@copperfield.example', 'owner');
  assert.equal(await accept(olga.body.link.url), 201, 'owners are never locked out');
});

test('the issuer is reached through the guard, must be what it says, and its secret is shown to nobody', async () => {
  const private_ = await office.dana.put('/workspace/network', { allow: [] });
  assert.equal(private_.status, 200);
  const shut = await office.dana.put('/workspace/provider', settings());
  assert.deepEqual([shut.status, shut.body.data.reason], [422, 'private']);
  await office.dana.put('/workspace/network', { allow: ['127.0.0.0/8'] });
  const away = await office.dana.put('/workspace/provider', settings({ issuer: `${idp.issuer}/other` }));
  assert.deepEqual([away.status, away.body.data.reason], [422, 'not-an-issuer']);
  for (const issuer of ['http://idp.example', 'https://u:p@idp.example', 'file:///etc/passwd', 'idp.example'])
    assert.equal((await office.dana.put('/workspace/provider', settings({ issuer }))).status, 400, issuer);

  const shown = (await office.dana.get('/workspace/provider')).body;
  assert.ok(!JSON.stringify(shown).includes(idp.secret));
  const stored = await office.ground.db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', 'provider')
    .executeTakeFirstOrThrow();
  assert.ok(!JSON.stringify(stored).includes(idp.secret), 'sealed');
  // Kept for the same issuer, never sent to another.
  const { secret: _, ...rest } = settings();
  assert.equal((await office.dana.put('/workspace/provider', rest)).status, 200);
  const other = await startOidc(callbackUrl(office.ground));
  const moved = await office.dana.put('/workspace/provider', { ...rest, issuer: other.issuer });
  assert.equal(moved.status, 400);
  await other.close();
});

test('only an owner sets it; the log says that it was set, and no secret', async () => {
  const ann = (await office.colleague('Ann Admin', 'admin')).browser;
  assert.equal((await ann.put('/workspace/provider', settings())).status, 403);
  assert.equal((await ann.get('/workspace/provider')).status, 200);
  const rows = await office.ground.db
    .selectFrom('audit_log')
    .selectAll()
    .where('action', '=', 'workspace.set-provider')
    .execute();
  assert.ok(rows.length > 0);
  assert.ok(!JSON.stringify(rows).includes(idp.secret));
  await office.dana.delete('/workspace/provider');
  const gone = await stranger().post('/sign-in/provider', {});
  assert.equal(gone.status, 409);
});

test('the way back leads into this desk and nowhere else', async () => {
  idp.accounts.set('m', { sub: 'm', email: 'dana@copperfield.example', verified: true });
  for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example', '/a\nb', '']) {
    const browser = stranger();
    const { body } = await browser.post('/sign-in/provider', { to });
    assert.equal(await comeBack(browser, await idp.vouch(body.url, 'm')), '/', to);
  }
});

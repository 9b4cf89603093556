import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { Authenticator } from '../../../test/authenticator.ts';
import { type Copperfield, copperfield, password, Visitor } from '../../../test/staff.ts';
import { minute } from '../../platform/clock/clock.ts';

let office: Copperfield;
let device: Authenticator;
let origin: string;

before(async () => {
  office = await copperfield();
  // Passkeys need a host with a name; localhost is one.
  origin = new URL(office.ground.config.publicUrl).origin;
});
after(() => office.ground.close());

const stranger = () => new Visitor(office.web, office.ground);

/** Adds a passkey of a new device to somebody's account. */
async function add(browser: Visitor, made = new Authenticator(origin)): Promise<Authenticator> {
  const { body } = await browser.post('/me/passkeys/start', { password });
  const answer = await browser.post('/me/passkeys', made.make(body));
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return made;
}

const question = async (browser: Visitor) => (await browser.post('/sign-in/passkey/start')).body;

beforeEach(async () => {
  office.ground.clock.advance(20 * minute);
  device = await add(await office.signIn('dana'));
});

test('a passkey signs in without a name, a password or a code, even where a second factor is on', async () => {
  const { body: secret } = await office.dana.post('/me/two-factor', { password });
  assert.ok(secret.secret);
  await office.ground.db
    .updateTable('second_factors')
    .set({ confirmed_at: office.ground.clock.now() })
    .execute();
  const browser = stranger();
  const answer = await browser.post('/sign-in/passkey', device.prove(await question(browser)));
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.equal((await browser.get('/session')).body.agent.email, 'dana@copperfield.example');
  await office.ground.db.deleteFrom('second_factors').execute();

  const log = await office.ground.db
    .selectFrom('audit_log')
    .selectAll()
    .where('action', '=', 'agent.sign-in')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  assert.equal(log.data.way, 'passkey');
  assert.match(log.ip ?? '', /^198\.51\.100\./, 'the log says from where');
});

test('an answer signs in once, in the browser that asked, within ten minutes', async () => {
  const victim = stranger();
  const stolen = device.prove(await question(victim));
  assert.equal((await stranger().post('/sign-in/passkey', stolen)).status, 410, 'another browser');
  assert.equal((await victim.post('/sign-in/passkey', stolen)).status, 200);
  assert.equal((await victim.post('/sign-in/passkey', stolen)).status, 410, 'a second time');

  const slow = device.prove(await question(victim));
  office.ground.clock.advance(11 * minute);
  assert.equal((await victim.post('/sign-in/passkey', slow)).status, 410, 'too late');
});

test('an answer made for another page, for another question or by another key is refused', async () => {
  const browser = stranger();
  const refused = async (answer: unknown, why: string) => {
    const { status, body } = await browser.post('/sign-in/passkey', answer);
    assert.equal(status, 401, `${why}: ${JSON.stringify(body)}`);
  };
  await refused(device.prove(await question(browser), { origin: 'https://copperfie1d.example' }), 'phished');
  const [one, other] = [await question(browser), await question(browser)];
  await refused({ ...device.prove(one), attemptId: other.attemptId }, 'another question');
  await refused(new Authenticator(origin).prove(await question(browser)), 'an unknown key');
  const forged = device.prove(await question(browser));
  forged.credential.response.signature = new Authenticator(origin).prove(one).credential.response.signature;
  await refused(forged, 'a wrong signature');
  await refused(device.prove(await question(browser), { userHandle: 'bm9ib2R5' }), 'somebody else’s handle');
  assert.equal((await browser.get('/session')).status, 401);
});

test('a device that did not know its holder is one factor, and not enough', async () => {
  const browser = stranger();
  const answer = await browser.post(
    '/sign-in/passkey',
    device.prove(await question(browser), { verified: false }),
  );
  assert.equal(answer.status, 401);
  const dana = await office.signIn('dana');
  const { body } = await dana.post('/me/passkeys/start', { password });
  const added = await dana.post('/me/passkeys', new Authenticator(origin).make(body, { verified: false }));
  assert.equal(added.status, 400);
});

test('a copied device shows by its counter', async () => {
  const browser = stranger();
  const ok = await browser.post('/sign-in/passkey', device.prove(await question(browser), { counter: 50 }));
  assert.equal(ok.status, 200);
  const copy = await browser.post('/sign-in/passkey', device.prove(await question(browser), { counter: 50 }));
  assert.equal(copy.status, 401);
});

test('somebody deactivated gets in by nothing, and gets the answer of a stranger', async () => {
  const { id, browser } = await office.colleague('Maya Lindt', 'agent');
  const hers = await add(browser);
  await office.dana.post(`/agents/${id}/deactivate`);
  const again = stranger();
  const answer = await again.post('/sign-in/passkey', hers.prove(await question(again)));
  const unknown = await again.post(
    '/sign-in/passkey',
    new Authenticator(origin).prove(await question(again)),
  );
  assert.deepEqual([answer.status, answer.body.message], [401, unknown.body.message]);
});

test('adding one takes the password, unless one has just signed in; a key of a program adds none', async () => {
  const tom = (await office.colleague('Tom Okoro', 'agent')).browser;
  assert.equal((await tom.post('/me/passkeys/start')).status, 200);
  office.ground.clock.advance(11 * minute);
  const asked = await tom.post('/me/passkeys/start');
  assert.deepEqual([asked.status, asked.body.data], [400, { prove: true }]);
  assert.equal((await tom.post('/me/passkeys/start', { password: 'wrong one altogether' })).status, 400);
  assert.equal((await tom.post('/me/passkeys/start', { password })).status, 200);
  const { body } = await office.dana.post('/api-keys', { name: 'x', scopes: ['read', 'write', 'admin'] });
  const program = new Visitor(office.web, office.ground, { key: body.key });
  assert.equal((await program.post('/me/passkeys/start', { password })).status, 403);
  assert.equal((await program.get('/me/passkeys')).status, 403);
});

test('one person’s passkeys are nobody else’s to see, rename or remove; a removed one signs in no more', async () => {
  const [passkey] = (await office.dana.get('/me/passkeys')).body.items;
  const lena = (await office.colleague('Lena Wolf', 'admin')).browser;
  assert.deepEqual((await lena.get('/me/passkeys')).body.items, []);
  assert.equal((await lena.patch(`/me/passkeys/${passkey.id}`, { name: 'Mine' })).status, 404);
  assert.equal((await lena.delete(`/me/passkeys/${passkey.id}`)).status, 404);

  const renamed = await office.dana.patch(`/me/passkeys/${passkey.id}`, { name: 'Laptop' });
  assert.equal(renamed.body.name, 'Laptop');
  assert.equal((await office.dana.delete(`/me/passkeys/${passkey.id}`)).status, 200);
  const browser = stranger();
  assert.equal((await browser.post('/sign-in/passkey', device.prove(await question(browser)))).status, 401);
});

test('a passkey begun by one and ended by another is nobody’s', async () => {
  const ravi = (await office.colleague('Ravi Varma', 'supervisor')).browser;
  const { body } = await office.dana.post('/me/passkeys/start', { password });
  assert.equal((await ravi.post('/me/passkeys', new Authenticator(origin).make(body))).status, 410);
});

test('each of several origins has its own; a page under none of them gets no question', async () => {
  const { ground, web } = office;
  ground.config.otherOrigins.push('https://desk.example.com');
  const elsewhere = new Visitor(web, ground, { origin: 'https://desk.example.com' });
  const { body } = await elsewhere.post('/sign-in/passkey/start');
  assert.equal(body.options.rpId, 'desk.example.com');
  const wrong = await elsewhere.post('/sign-in/passkey', device.prove(body));
  assert.equal(wrong.status, 401, 'a passkey of one host does not sign in under another');
  const evil = new Visitor(web, ground, { origin: 'https://evil.example' });
  assert.equal((await evil.post('/sign-in/passkey/start')).status, 400);
  ground.config.otherOrigins.pop();
});

test('questions are asked so often and no oftener', async () => {
  const browser = new Visitor(office.web, office.ground, { ip: '203.0.113.9' });
  const answers = [];
  for (let at = 0; at < 61; at++) answers.push((await browser.post('/sign-in/passkey/start')).status);
  assert.deepEqual(new Set(answers.slice(0, 60)), new Set([200]));
  assert.equal(answers[60], 429);
});

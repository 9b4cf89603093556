import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createOTP } from '@better-auth/utils/otp';
import { type TestGround, testGround } from '../../test/ground.ts';
import { makeAgent, makeOwner, password, staffWeb, Visitor } from '../../test/staff.ts';
import { minute, second } from '../platform/clock/clock.ts';
import { connect } from '../platform/db/connect.ts';
import type { WebApp } from '../platform/http/server.ts';

let ground: TestGround;
let web: WebApp;
const dana = { email: 'dana@copperfield.example', password };

before(async () => {
  ground = await testGround();
  web = staffWeb(ground);
  await makeOwner(ground);
});
after(() => ground.close());

/** What an authenticator app shows now, from the secret it was given (RFC 4648 base32). */
async function codeOf(secret: string, steps = 0): Promise<string> {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  const key = Buffer.from(bytes).toString('latin1');
  return createOTP(key).hotp(Math.floor(ground.clock.now().getTime() / 30_000) + steps);
}

/** A fresh agent with a second factor, and a browser signed in as them. */
async function withSecondFactor(name: string) {
  await makeAgent(ground, name, 'agent');
  const email = `${name.split(' ')[0]?.toLowerCase()}@copperfield.example`;
  const visitor = new Visitor(web, ground);
  await visitor.post('/sign-in', { email, password });
  const started = await visitor.post('/me/two-factor', { password });
  assert.equal(started.status, 200, JSON.stringify(started.body));
  const { secret } = started.body;
  const confirmed = await visitor.post('/me/two-factor/confirm', { code: await codeOf(secret) });
  assert.equal(confirmed.status, 200, JSON.stringify(confirmed.body));
  ground.clock.advance(minute);
  return { visitor, email, secret, recoveryCodes: confirmed.body.recoveryCodes as string[] };
}

const signIn = (credentials: object) => new Visitor(web, ground).post('/sign-in', credentials);

describe('switching it on', () => {
  test('asks for the password, then for a code, and only then counts', async () => {
    const visitor = new Visitor(web, ground);
    await visitor.post('/sign-in', dana);
    assert.equal((await visitor.post('/me/two-factor', { password: 'wrong' })).body.code, 'BAD_INPUT');
    const started = await visitor.post('/me/two-factor', { password });
    assert.match(started.body.uri, /^otpauth:\/\/totp\/Rapport:dana%40copperfield.example\?secret=/);
    assert.equal(started.headers.get('cache-control'), 'no-store');
    assert.equal((await signIn(dana)).body.state, 'signed-in');
    assert.equal((await visitor.post('/me/two-factor/confirm', { code: '000000' })).body.code, 'BAD_INPUT');
    const code = await codeOf(started.body.secret);
    const confirmed = await visitor.post('/me/two-factor/confirm', { code });
    assert.equal(confirmed.body.recoveryCodes.length, 10);
    assert.equal((await signIn(dana)).body.state, 'code-needed');
    assert.equal((await visitor.get('/me')).body.twoFactor, true);
    const again = await visitor.post('/me/two-factor', { password });
    assert.equal(again.body.code, 'CONFLICT');
  });

  test('keeps the secret sealed and the recovery codes hashed', async () => {
    const { secret, recoveryCodes } = await withSecondFactor('Ravi Varma');
    const rows = await ground.db.selectFrom('second_factors').selectAll().execute();
    const stored = JSON.stringify(rows.map((row) => ({ ...row, secret: row.secret.toString('latin1') })));
    for (const word of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replace('-', ''))])
      assert.ok(!stored.includes(word));
  });
});

describe('signing in with it', () => {
  test('needs password and code together; the code alone or late gets no one in', async () => {
    const { email, secret } = await withSecondFactor('Maya Lindt');
    const half = new Visitor(web, ground);
    assert.deepEqual((await half.post('/sign-in', { email, password })).body, { state: 'code-needed' });
    assert.equal(half.cookies.size, 0);
    assert.equal((await half.get('/session')).status, 401);
    const code = await codeOf(secret);
    assert.equal((await signIn({ email, password: 'wrong', code })).status, 401);
    assert.equal((await signIn({ email, password, code: await codeOf(secret, -3) })).status, 400);
    assert.equal((await signIn({ email, password, code })).body.state, 'signed-in');
  });

  test('takes a code of the step before or after, for clocks that differ', async () => {
    const { email, secret } = await withSecondFactor('Tom Okoro');
    assert.equal((await signIn({ email, password, code: await codeOf(secret, -1) })).body.state, 'signed-in');
    assert.equal((await signIn({ email, password, code: await codeOf(secret, 1) })).body.state, 'signed-in');
  });

  test('takes each code once, and none older than the last', async () => {
    const { email, secret } = await withSecondFactor('Lena Wolf');
    const [old, code] = [await codeOf(secret, -1), await codeOf(secret)];
    assert.equal((await signIn({ email, password, code })).body.state, 'signed-in');
    assert.equal((await signIn({ email, password, code })).status, 400);
    assert.equal((await signIn({ email, password, code: old })).status, 400);
    ground.clock.advance(30 * second);
    assert.equal((await signIn({ email, password, code: await codeOf(secret) })).body.state, 'signed-in');
  });

  test('of five sign-ins with one code at once, one goes through', async () => {
    const { email, secret } = await withSecondFactor('Una Berg');
    const code = await codeOf(secret);
    const all = await Promise.all(Array.from({ length: 5 }, () => signIn({ email, password, code })));
    assert.equal(all.filter(({ status }) => status === 200).length, 1);
  });

  test('takes each recovery code once, however it is typed', async () => {
    const { email, visitor, recoveryCodes } = await withSecondFactor('Ada Fox');
    const [first = ''] = recoveryCodes;
    const typed = ` ${first.toUpperCase().replace('-', ' ')} `;
    assert.equal((await signIn({ email, password, code: typed })).body.state, 'signed-in');
    assert.equal((await signIn({ email, password, code: first })).status, 400);
    assert.equal((await visitor.get('/me')).body.recoveryCodesLeft, 9);
  });

  test('stops guessing after some wrong codes, and lets in again later', async () => {
    const { email, secret } = await withSecondFactor('Eva Holm');
    let answer = await signIn({ email, password, code: '000000' });
    for (let tries = 0; tries < 10; tries++) answer = await signIn({ email, password, code: '000000' });
    assert.equal(answer.body.code, 'TOO_MANY');
    assert.equal((await signIn({ email, password, code: await codeOf(secret) })).body.code, 'TOO_MANY');
    ground.clock.advance(15 * minute);
    assert.equal((await signIn({ email, password, code: await codeOf(secret) })).body.state, 'signed-in');
  });
});

test('two processes on one database give no more guesses together than one does', async () => {
  const { email, secret } = await withSecondFactor('Ole Dahl');
  const connection = connect({ ...ground.pool.options }, () => {}, 5);
  const second = staffWeb({ ...ground, db: connection.db, pool: connection.pool });
  const guess = (n: number) =>
    new Visitor(n % 2 ? second : web, ground).post('/sign-in', { email, password, code: '000000' });
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => guess(n)));
  assert.equal(answers.filter(({ status }) => status === 400).length, 8);
  assert.equal(answers.filter(({ body }) => body.code === 'TOO_MANY').length, 12);
  const wait = answers.find(({ status }) => status === 429)?.body.data.retryAfterSeconds;
  assert.ok(wait > 100 && wait <= 113, `${wait} s`);
  // As after a restart: what a process counted is gone, what the database counted is not.
  const late = await new Visitor(second, ground).post('/sign-in', {
    email,
    password,
    code: await codeOf(secret),
  });
  assert.equal(late.body.code, 'TOO_MANY');
  await connection.close();
});

describe('losing it', () => {
  test('new recovery codes end the old ones', async () => {
    const { email, visitor, recoveryCodes } = await withSecondFactor('Ida Roth');
    const renewed = await visitor.post('/me/two-factor/recovery-codes', { password });
    assert.equal((await signIn({ email, password, code: recoveryCodes[0] })).status, 400);
    const [code] = renewed.body.recoveryCodes;
    assert.equal((await signIn({ email, password, code })).body.state, 'signed-in');
  });

  test('switching it off asks for the password', async () => {
    const { email, visitor } = await withSecondFactor('Kim Park');
    assert.equal((await visitor.post('/me/two-factor/disable', { password: 'wrong' })).status, 400);
    assert.equal((await visitor.post('/me/two-factor/disable', { password })).status, 200);
    assert.equal((await signIn({ email, password })).body.state, 'signed-in');
  });

  test('an admin can switch it off for somebody who lost their phone', async () => {
    const { email } = await withSecondFactor('Noa Levi');
    await makeAgent(ground, 'Ann Admin', 'admin');
    const admin = new Visitor(web, ground);
    await admin.post('/sign-in', { email: 'ann@copperfield.example', password });
    const list = await admin.get('/agents');
    const noa = list.body.items.find((agent: { email: string }) => agent.email === email);
    assert.equal(noa.twoFactor, true);
    assert.equal((await admin.post(`/agents/${noa.id}/two-factor/disable`)).status, 200);
    assert.equal((await signIn({ email, password })).body.state, 'signed-in');
  });
});

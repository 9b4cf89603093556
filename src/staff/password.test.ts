import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { type TestGround, testGround } from '../../test/ground.ts';
import { makeAgent, makeOwner, password, staffWeb, Visitor } from '../../test/staff.ts';
import { hour, minute } from '../platform/clock/clock.ts';
import { transact } from '../platform/db/transact.ts';
import { addressKey } from '../platform/http/address.ts';
import type { WebApp } from '../platform/http/server.ts';
import { runDueJobs } from '../platform/jobs/worker.ts';
import { staffJobs } from './jobs.ts';
import { mailResetLink } from './password.ts';

let ground: TestGround;
let web: WebApp;
const maya = { email: 'maya@copperfield.example', password };
const next = 'a different long password';

beforeEach(async () => {
  ground = await testGround();
  web = staffWeb(ground);
  await makeOwner(ground);
  await makeAgent(ground, 'Maya Lindt', 'agent');
});
afterEach(() => ground.close());

async function browserOf(credentials: { email: string; password: string }): Promise<Visitor> {
  const visitor = new Visitor(web, ground);
  const answer = await visitor.post('/sign-in', credentials);
  assert.equal(answer.body.state, 'signed-in');
  return visitor;
}
const status = async (credentials: object, options = {}) =>
  (await new Visitor(web, ground, options).post('/sign-in', credentials)).status;

/** The address of Copperfield's inbox, as the first mailbox would set it. */
const connectMailbox = () =>
  ground.db.updateTable('inboxes').set({ address: 'support@copperfield.example' }).execute();

async function queued(name: string): Promise<{ to: string; subject: string; text: string }[]> {
  const { rows } = await sql<{ payload: { to: string; subject: string; text: string } }>`
    select j.payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = ${name}`.execute(
    ground.db,
  );
  return rows.map(({ payload }) => payload);
}

describe('changing the password', () => {
  test('needs the present one, and signs out everywhere else', async () => {
    const [here, there] = [await browserOf(maya), await browserOf(maya)];
    const wrong = await here.post('/me/password', { current: 'wrong', next });
    assert.equal(wrong.body.code, 'BAD_INPUT');
    assert.equal((await here.post('/me/password', { current: password, next })).status, 200);
    assert.equal((await here.get('/session')).status, 200);
    assert.equal((await there.get('/session')).status, 401);
    assert.equal(await status(maya), 401);
    assert.equal(await status({ ...maya, password: next }), 200);
  });

  test('refuses one that is too short, before anything else', async () => {
    const here = await browserOf(maya);
    const answer = await here.post('/me/password', { current: password, next: 'short' });
    assert.equal(answer.body.code, 'BAD_INPUT');
    assert.match(answer.body.message, /at least 10/);
  });

  test('keeps scrypt hashes and nothing that reads like a password', async () => {
    const accounts = await ground.db.selectFrom('accounts').select('password').execute();
    for (const account of accounts) assert.match(account.password ?? '', /^[0-9a-f]{32}:[0-9a-f]{128}$/);
  });
});

describe('a forgotten password', () => {
  test('is replaced by a mailed link that works once', async () => {
    await connectMailbox();
    const visitor = new Visitor(web, ground);
    const old = await browserOf(maya);
    assert.equal((await visitor.post('/password-reset', { email: maya.email })).status, 200);
    await runDueJobs(ground, staffJobs);
    const [mail] = await queued('channels.system-mail');
    assert.equal(mail?.to, maya.email);
    const token = /\/reset#(\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
    const done = await visitor.post('/password-reset/finish', { token, password: next });
    assert.equal(done.status, 200, JSON.stringify(done.body));
    assert.equal((await old.get('/session')).status, 401);
    assert.equal((await visitor.get('/session')).status, 401, 'the link sets a password, it signs no one in');
    assert.equal(await status({ ...maya, password: next }), 200);
    const again = await visitor.post('/password-reset/finish', { token, password: 'yet another one' });
    assert.equal(again.body.code, 'GONE');
  });

  test('answers the same for an address nobody has, and mails no one', async () => {
    await connectMailbox();
    const [known, unknown] = await Promise.all(
      [maya.email, 'nobody@copperfield.example'].map((email) =>
        new Visitor(web, ground).post('/password-reset', { email }),
      ),
    );
    assert.deepEqual(known?.body, unknown?.body);
    await runDueJobs(ground, staffJobs);
    assert.deepEqual(
      (await queued('channels.system-mail')).map(({ to }) => to),
      [maya.email],
    );
  });

  test('the link ends after an hour, with a newer one, and is kept as a hash only', async () => {
    await connectMailbox();
    const links: string[] = [];
    for (let count = 0; count < 2; count++) {
      await transact(ground.db, (tx) => mailResetLink(tx, ground.config, maya.email, ground.clock.now()));
      const mails = await queued('channels.system-mail');
      links.push(/#(\S+)/.exec(mails.at(-1)?.text ?? '')?.[1] ?? '');
    }
    const visitor = new Visitor(web, ground);
    const [first, second] = links;
    const finish = (token?: string) => visitor.post('/password-reset/finish', { token, password: next });
    assert.equal((await finish(first)).body.code, 'GONE');
    ground.clock.advance(hour + minute);
    assert.equal((await finish(second)).body.code, 'GONE');
    const rows = await ground.db.selectFrom('one_time_links').select('token_hash').execute();
    for (const row of rows) assert.ok(!row.token_hash.toString('latin1').includes(second ?? '?'));
  });

  test('without a mailbox, an owner makes the link and hands it over', async () => {
    assert.equal(
      await transact(ground.db, (tx) => mailResetLink(tx, ground.config, maya.email, ground.clock.now())),
      'no mailbox',
    );
    const owner = await browserOf({ email: 'dana@copperfield.example', password });
    const people = await owner.get('/agents');
    const { id } = people.body.items.find((each: { email: string }) => each.email === maya.email);
    const made = await owner.post(`/agents/${id}/reset-link`);
    const token = new URL(made.body.url).hash.slice(1);
    const visitor = new Visitor(web, ground);
    assert.equal((await visitor.post('/password-reset/finish', { token, password: next })).status, 200);
    assert.equal(await status({ ...maya, password: next }), 200);
  });

  test('asked for too often, is mailed three times an hour at most', async () => {
    await connectMailbox();
    for (let count = 0; count < 6; count++)
      await new Visitor(web, ground).post('/password-reset', { email: maya.email });
    assert.equal((await queued('staff.password-reset')).length, 3);
  });
});

describe('guessing', () => {
  const wrong = { ...maya, password: 'guessed wrong' };

  test('from one address is stopped, whatever accounts it tries', async () => {
    let last = 0;
    for (let count = 0; count < 31; count++)
      last = await status({ email: `a${count}@x.example`, password: 'guess' }, { ip: '203.0.113.7' });
    assert.equal(last, 429);
    assert.equal(await status(maya, { ip: '203.0.113.7' }), 429);
    assert.equal(await status(maya, { ip: '203.0.113.8' }), 200);
    ground.clock.advance(10 * minute);
    assert.equal(await status(maya, { ip: '203.0.113.7' }), 200);
  });

  test('from everywhere at one account is stopped, yet its owner still comes in where they have been', async () => {
    const own = await browserOf(maya);
    await own.post('/sign-out');
    let last = 0;
    for (let count = 0; count < 21; count++) last = await status(wrong, { ip: `203.0.113.${count}` });
    assert.equal(last, 429);
    assert.equal(await status(maya, { ip: '192.0.2.1' }), 429, 'a browser nobody knows waits');
    assert.equal((await own.post('/sign-in', maya)).status, 200);
    assert.equal(await status({ email: 'dana@copperfield.example', password }), 200);
  });

  test('in a known browser has a count of its own', async () => {
    const own = await browserOf(maya);
    for (let count = 0; count < 10; count++) await own.post('/sign-in', wrong);
    assert.equal((await own.post('/sign-in', maya)).status, 429);
    assert.equal(await status(maya), 200);
  });

  test('right passwords do not count', async () => {
    for (let count = 0; count < 31; count++) assert.equal(await status(maya, { ip: '203.0.113.9' }), 200);
  });

  test('many guesses at once count as many', async () => {
    const all = await Promise.all(Array.from({ length: 40 }, () => status(wrong, { ip: '203.0.113.10' })));
    assert.ok(all.filter((each) => each === 401).length <= 20);
  });

  test('a whole IPv6 network counts as one address', () => {
    assert.equal(addressKey('2001:db8:1:2::1'), addressKey('2001:0db8:1:2:ffff::9'));
    assert.notEqual(addressKey('2001:db8:1:2::1'), addressKey('2001:db8:1:3::1'));
    assert.equal(addressKey('203.0.113.9'), '203.0.113.9');
  });
});

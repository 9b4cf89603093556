import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type TestGround, testGround } from '../../test/ground.ts';
import { makeAgent, makeOwner, password, staffWeb, Visitor } from '../../test/staff.ts';
import { day, minute } from '../platform/clock/clock.ts';
import type { WebApp } from '../platform/http/server.ts';

let ground: TestGround;
let web: WebApp;
const dana = { email: 'dana@copperfield.example', password };

before(async () => {
  ground = await testGround();
  web = staffWeb(ground);
  await makeOwner(ground);
  await makeAgent(ground, 'Maya Lindt', 'agent');
});
after(() => ground.close());

const browser = () => new Visitor(web, ground);

async function signedIn(email = dana.email): Promise<Visitor> {
  const visitor = browser();
  const answer = await visitor.post('/sign-in', { email, password });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return visitor;
}

describe('signing in', () => {
  test('gives a cookie that scripts and other sites cannot use, and the session works', async () => {
    const visitor = browser();
    const answer = await visitor.post('/sign-in', dana);
    assert.deepEqual(answer.body, { state: 'signed-in' });
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('rapport.session_token='));
    assert.match(cookie ?? '', /HttpOnly/i);
    assert.match(cookie ?? '', /SameSite=Lax/i);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    const session = await visitor.get('/session');
    assert.equal(session.body.agent.name, 'Dana Price');
    assert.equal(session.body.workspace.name, 'Rapport');
  });

  test('takes the address in any spelling of case', async () => {
    const answer = await browser().post('/sign-in', { ...dana, email: ' Dana@Copperfield.EXAMPLE ' });
    assert.equal(answer.body.state, 'signed-in');
  });

  test('says the same of a wrong password and of an unknown address', async () => {
    const wrong = await browser().post('/sign-in', { ...dana, password: 'not this one' });
    const unknown = await browser().post('/sign-in', { email: 'nobody@copperfield.example', password });
    assert.equal(wrong.status, 401);
    assert.deepEqual(wrong.body, unknown.body);
    assert.equal(wrong.body.code, 'WRONG_CREDENTIALS');
  });

  test('hashes for an unknown address too, so that time does not tell', async () => {
    const time = async (email: string) => {
      const start = performance.now();
      await browser().post('/sign-in', { email, password: 'some wrong password' });
      return performance.now() - start;
    };
    await time(dana.email);
    const unknown = Math.min(await time('a@copperfield.example'), await time('b@copperfield.example'));
    assert.ok(unknown > 10, `answered after ${unknown} ms, faster than scrypt can`);
  });

  test('without a cookie, with a made-up one or with a foreign signature nobody is signed in', async () => {
    assert.equal((await browser().get('/session')).status, 401);
    const visitor = await signedIn();
    const [name, value] = [...visitor.cookies].find(([each]) => each.endsWith('session_token')) ?? ['', ''];
    const token = decodeURIComponent(value).split('.')[0];
    for (const forged of [
      token,
      `${token}.`,
      `${token}.AAAA`,
      `${token}.${Buffer.alloc(32).toString('base64')}`,
    ]) {
      visitor.cookies.set(name, encodeURIComponent(forged ?? ''));
      assert.equal((await visitor.get('/session')).status, 401);
    }
  });

  test('is refused from another site', async () => {
    const visitor = await signedIn();
    const stranger = new Visitor(web, ground, { origin: 'https://evil.example' });
    for (const [name, value] of visitor.cookies) stranger.cookies.set(name, value);
    assert.equal((await stranger.patch('/me', { name: 'Mallory' })).body.code, 'FORGED_ORIGIN');
  });

  test('marks the cookie Secure and __Secure- when the public address is https', async () => {
    const secure = await testGround({ env: { PUBLIC_URL: 'https://desk.copperfield.example' } });
    try {
      await makeOwner(secure);
      const visitor = new Visitor(staffWeb(secure), secure);
      const answer = await visitor.post('/sign-in', dana);
      for (const line of answer.headers.getSetCookie()) assert.match(line, /^__Secure-.*; Secure/i);
      assert.equal((await visitor.get('/session')).status, 200);
    } finally {
      await secure.close();
    }
  });
});

describe('a session', () => {
  test('ends with signing out, here and nowhere else', async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    assert.equal((await here.post('/sign-out')).status, 200);
    assert.equal((await here.get('/session')).status, 401);
    assert.equal((await there.get('/session')).status, 200);
  });

  test('can be seen and ended from another one', async () => {
    const here = await signedIn('maya@copperfield.example');
    const there = new Visitor(web, ground, {
      userAgent: 'Mozilla/5.0 (Windows NT 10.0) Gecko Firefox/140.0',
    });
    await there.post('/sign-in', { email: 'maya@copperfield.example', password });
    const list = await here.get('/me/sessions');
    assert.equal(list.body.items.length, 2);
    const other = list.body.items.find((session: { current: boolean }) => !session.current);
    assert.equal(other.device, 'Firefox, Windows');
    assert.equal((await here.delete(`/me/sessions/${other.id}`)).status, 200);
    assert.equal((await there.get('/session')).status, 401);
    assert.equal((await here.get('/session')).status, 200);
  });

  test('of somebody else cannot be ended', async () => {
    const [owner, agent] = [await signedIn(), await signedIn('maya@copperfield.example')];
    const list = await owner.get('/me/sessions');
    assert.equal((await agent.delete(`/me/sessions/${list.body.items[0].id}`)).status, 404);
  });

  test('lasts while it is used, and ends after 30 days without', async () => {
    const own = await testGround();
    try {
      await makeOwner(own);
      const visitor = new Visitor(staffWeb(own), own);
      await visitor.post('/sign-in', dana);
      for (let weeks = 0; weeks < 8; weeks++) {
        own.clock.advance(7 * day);
        assert.equal((await visitor.get('/session')).status, 200);
      }
      own.clock.advance(30 * day + minute);
      assert.equal((await visitor.get('/session')).status, 401);
    } finally {
      await own.close();
    }
  });

  test('notes when it was used at most once a minute', async () => {
    const visitor = await signedIn();
    const seen = async () => {
      const list = await visitor.get('/me/sessions');
      return list.body.items.find((session: { current: boolean }) => session.current).seenAt;
    };
    const first = await seen();
    ground.clock.advance(minute / 2);
    assert.equal(await seen(), first);
    ground.clock.advance(minute);
    await visitor.get('/session');
    assert.equal(await seen(), ground.clock.now().toISOString());
  });
});

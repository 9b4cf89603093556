import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { type TestGround, testGround } from '../../test/ground.ts';
import { day } from '../platform/clock/clock.ts';
import type { WebApp } from '../platform/http/server.ts';
import type { Role } from './caller.ts';
import { announceSetup } from './setup.ts';
import { makeAgent, makeKey, makeOwner, password, staffWeb, Visitor } from './test-people.ts';

let ground: TestGround;
let web: WebApp;
let danaId: string;
let dana: Visitor;

beforeEach(async () => {
  ground = await testGround();
  web = staffWeb(ground);
  danaId = await makeOwner(ground);
  dana = await signIn('dana');
});
afterEach(() => ground.close());

async function signIn(name: string): Promise<Visitor> {
  const visitor = new Visitor(web, ground);
  const answer = await visitor.post('/sign-in', { email: `${name}@copperfield.example`, password });
  assert.equal(answer.body.state, 'signed-in', JSON.stringify(answer.body));
  return visitor;
}

/** A new colleague and their browser. */
async function colleague(name: string, role: Role): Promise<{ id: string; browser: Visitor }> {
  const id = await makeAgent(ground, name, role);
  return { id, browser: await signIn(name.split(' ')[0]?.toLowerCase() ?? '') };
}

const kinds = async () =>
  (await ground.db.selectFrom('events').select('kind').orderBy('id').execute()).map(({ kind }) => kind);

describe('the first start', () => {
  test('prints a link by which the first account is made, once, and signs in', async () => {
    const fresh = await testGround();
    try {
      const visitor = new Visitor(staffWeb(fresh), fresh);
      const printed: string[] = [];
      await announceSetup(fresh, 3000, (line) => printed.push(line));
      const token = /\/setup#(\S+)/.exec(printed.join('\n'))?.[1];
      assert.equal((await visitor.get('/setup')).body.needed, true);
      const input = {
        token,
        name: 'Dana Price',
        email: 'Dana@Copperfield.example',
        password,
        workspace: { name: 'Copperfield', hue: 150, locale: 'en-GB', timeZone: 'Europe/London' },
      };
      const wrong = await visitor.post('/setup', { ...input, token: 'made up' });
      assert.equal(wrong.body.code, 'GONE');
      const made = await visitor.post('/setup', input);
      assert.equal(made.status, 201, JSON.stringify(made.body));
      const session = await visitor.get('/session');
      assert.equal(session.body.agent.role, 'owner');
      assert.equal(session.body.workspace.name, 'Copperfield');
      assert.equal((await visitor.get('/setup')).body.needed, false);
      assert.equal((await visitor.post('/setup', { ...input, email: 'b@x.example' })).body.code, 'GONE');
      const inboxes = await visitor.get('/inboxes');
      assert.equal(inboxes.body.items[0].brand.name, 'Copperfield');
      assert.equal(inboxes.body.items[0].level, 'manage');
      printed.length = 0;
      await announceSetup(fresh, 3000, (line) => printed.push(line));
      assert.doesNotMatch(printed.join(''), /setup/);
    } finally {
      await fresh.close();
    }
  });

  test('a second start replaces the link; of two who use it at once one succeeds', async () => {
    const fresh = await testGround();
    try {
      const tokens: string[] = [];
      for (let start = 0; start < 2; start++)
        await announceSetup(fresh, 3000, (line) => tokens.push(...(/#(\S+)/.exec(line)?.slice(1) ?? [])));
      const freshWeb = staffWeb(fresh);
      const make = (token: string | undefined, email: string) =>
        new Visitor(freshWeb, fresh).post('/setup', {
          token,
          name: 'Somebody',
          email,
          password,
          workspace: { name: 'C', hue: 1, locale: 'en', timeZone: 'UTC' },
        });
      assert.equal((await make(tokens[0], 'old@x.example')).body.code, 'GONE');
      const both = await Promise.all([make(tokens[1], 'a@x.example'), make(tokens[1], 'b@x.example')]);
      assert.deepEqual(both.map(({ status }) => status).sort(), [201, 410]);
    } finally {
      await fresh.close();
    }
  });
});

describe('an invitation', () => {
  const lena = { email: 'lena@copperfield.example', name: 'Lena Wolf', role: 'light' };

  test('becomes a colleague with role, teams and levels, who is signed in', async () => {
    const team = (await dana.get('/teams')).body.items[0];
    const inbox = (await dana.get('/inboxes')).body.items[0];
    const invited = await dana.post('/invitations', {
      ...lena,
      role: 'agent',
      teamIds: [team.id],
      levels: [{ inboxId: inbox.id, level: 'view' }],
    });
    assert.equal(invited.status, 201, JSON.stringify(invited.body));
    assert.equal(invited.body.mailed, false);
    assert.deepEqual(invited.body.teams, [{ id: team.id, name: team.name }]);
    const token = new URL(invited.body.link.url).hash.slice(1);
    const visitor = new Visitor(web, ground);
    const look = await visitor.post('/invitations/look', { token });
    assert.deepEqual(look.body, {
      email: lena.email,
      name: 'Lena Wolf',
      invitedBy: 'Dana Price',
      workspace: 'Rapport',
    });
    const accepted = await visitor.post('/invitations/accept', { token, name: 'Lena', password });
    assert.equal(accepted.status, 201, JSON.stringify(accepted.body));
    const me = await visitor.get('/me');
    assert.equal(me.body.role, 'agent');
    assert.equal(me.body.teams[0].id, team.id);
    assert.equal((await visitor.get('/inboxes')).body.items[0].level, 'view');
    assert.equal((await dana.get('/invitations')).body.items.length, 0);
    const again = await visitor.post('/invitations/accept', { token, name: 'Lena', password });
    assert.equal(again.body.code, 'GONE');
    assert.ok((await kinds()).includes('staff.joined'));
  });

  test('runs out after seven days, and sent again replaces the old link', async () => {
    const invited = await dana.post('/invitations', lena);
    const first = new URL(invited.body.link.url).hash.slice(1);
    ground.clock.advance(8 * day);
    const visitor = new Visitor(web, ground);
    assert.equal((await visitor.post('/invitations/look', { token: first })).body.code, 'GONE');
    const resent = await dana.post(`/invitations/${invited.body.id}/resend`);
    const second = new URL(resent.body.link.url).hash.slice(1);
    assert.equal((await visitor.post('/invitations/look', { token: second })).status, 200);
    assert.equal((await visitor.post('/invitations/look', { token: first })).body.code, 'GONE');
  });

  test('withdrawn, ends its link', async () => {
    const invited = await dana.post('/invitations', lena);
    assert.equal((await dana.delete(`/invitations/${invited.body.id}`)).status, 200);
    const token = new URL(invited.body.link.url).hash.slice(1);
    const accepted = await new Visitor(web, ground).post('/invitations/accept', {
      token,
      name: 'Lena',
      password,
    });
    assert.equal(accepted.body.code, 'GONE');
  });

  test('is not made twice, nor for somebody who works here', async () => {
    await dana.post('/invitations', lena);
    assert.equal((await dana.post('/invitations', lena)).body.code, 'ALREADY_EXISTS');
    const self = await dana.post('/invitations', { ...lena, email: 'dana@copperfield.example' });
    assert.equal(self.body.code, 'ALREADY_EXISTS');
  });

  test('to a role above falls with the inviter', async () => {
    const ann = await colleague('Ann Admin', 'admin');
    await ann.browser.post('/invitations', { ...lena, role: 'admin' });
    assert.equal((await dana.patch(`/agents/${ann.id}`, { role: 'agent' })).status, 200);
    assert.equal((await dana.get('/invitations')).body.items.length, 0);
  });
});

describe('a role', () => {
  test('nobody gives one above their own', async () => {
    const ann = await colleague('Ann Admin', 'admin');
    assert.equal((await ann.browser.patch(`/agents/${ann.id}`, { role: 'owner' })).body.code, 'NOT_ALLOWED');
    assert.equal((await ann.browser.patch(`/agents/${danaId}`, { role: 'light' })).body.code, 'NOT_ALLOWED');
    const invited = await ann.browser.post('/invitations', { email: 'x@x.example', role: 'owner' });
    assert.equal(invited.body.code, 'NOT_ALLOWED');
  });

  test('counts from the very next request', async () => {
    const tom = await colleague('Tom Okoro', 'agent');
    assert.equal((await tom.browser.get('/api-keys')).status, 403);
    await dana.patch(`/agents/${tom.id}`, { role: 'admin' });
    assert.equal((await tom.browser.get('/api-keys')).status, 200);
  });

  test('the last owner stays one, even if two leave at once', async () => {
    assert.equal((await dana.patch(`/agents/${danaId}`, { role: 'admin' })).body.code, 'CONFLICT');
    const otto = await colleague('Otto Owner', 'owner');
    const both = await Promise.all([
      dana.patch(`/agents/${otto.id}`, { role: 'admin' }),
      otto.browser.patch(`/agents/${danaId}`, { role: 'admin' }),
    ]);
    const owners = await ground.db.selectFrom('agents').select('id').where('role', '=', 'owner').execute();
    assert.equal(owners.length, 1, JSON.stringify(both.map(({ body }) => body)));
  });
});

describe('somebody who leaves', () => {
  test('loses sessions, keys, links and invitations at once, and can come back', async () => {
    const ann = await colleague('Ann Admin', 'admin');
    const program = new Visitor(web, ground, { key: await makeKey(ground, ann.id, ['read']) });
    await ann.browser.post('/invitations', { email: 'x@x.example' });
    assert.equal((await program.get('/agents')).status, 200);
    assert.equal((await dana.post(`/agents/${ann.id}/deactivate`)).body.active, false);
    assert.equal((await ann.browser.get('/session')).status, 401);
    assert.equal((await program.get('/agents')).status, 401);
    assert.equal((await dana.get('/invitations')).body.items.length, 0);
    const credentials = { email: 'ann@copperfield.example', password };
    assert.equal((await ann.browser.post('/sign-in', credentials)).body.code, 'WRONG_CREDENTIALS');
    const recorded = await kinds();
    assert.ok(recorded.includes('staff.deactivated') && recorded.includes('staff.session-ended'));
    await dana.post(`/agents/${ann.id}/reactivate`);
    assert.equal((await ann.browser.post('/sign-in', credentials)).status, 200);
    assert.equal((await program.get('/agents')).status, 401);
  });

  test('is never oneself, nor the last owner', async () => {
    assert.equal((await dana.post(`/agents/${danaId}/deactivate`)).body.code, 'NOT_ALLOWED');
  });
});

describe('an API key', () => {
  test('is shown once, kept as a hash, and does what its scopes say', async () => {
    const made = await dana.post('/api-keys', { name: 'Export', scopes: ['read'] });
    assert.equal(made.status, 201);
    assert.match(made.body.key, /^rapport_[\w-]{43}$/);
    assert.equal(made.headers.get('cache-control'), 'no-store');
    const rows = JSON.stringify(await ground.db.selectFrom('api_keys').selectAll().execute());
    assert.ok(!rows.includes(made.body.key));
    const program = new Visitor(web, ground, { key: made.body.key });
    assert.equal((await program.get('/agents')).status, 200);
    assert.match((await program.post('/teams', { name: 'New' })).body.message, /“write”/);
    const listed = (await dana.get('/api-keys')).body.items[0];
    assert.equal(listed.lastUsedAt, ground.clock.now().toISOString());
    assert.equal(listed.key, undefined);
    assert.equal((await dana.delete(`/api-keys/${listed.id}`)).status, 200);
    assert.equal((await program.get('/agents')).status, 401);
  });

  test('ends on its day', async () => {
    const expiresAt = new Date(ground.clock.now().getTime() + day);
    const made = await dana.post('/api-keys', { name: 'Short', expiresAt });
    const program = new Visitor(web, ground, { key: made.body.key });
    assert.equal((await program.get('/agents')).status, 200);
    ground.clock.advance(day);
    assert.equal((await program.get('/agents')).status, 401);
  });

  test('cannot make one that may do more, change a password, or see sessions', async () => {
    const program = new Visitor(web, ground, { key: await makeKey(ground, danaId, ['write', 'admin']) });
    const more = await program.post('/api-keys', { name: 'More', scopes: ['read', 'write', 'admin'] });
    assert.equal(more.body.code, 'NOT_ALLOWED');
    const change = { current: password, next: 'a different long password' };
    assert.equal((await program.post('/me/password', change)).body.code, 'NOT_ALLOWED');
    const reader = new Visitor(web, ground, { key: await makeKey(ground, danaId, ['read']) });
    assert.equal((await reader.get('/me/sessions')).body.code, 'NOT_ALLOWED');
  });

  test('that is wrong is refused, even beside a good cookie', async () => {
    const both = new Visitor(web, ground, { key: 'rapport_nonsense' });
    for (const [name, value] of dana.cookies) both.cookies.set(name, value);
    assert.equal((await both.get('/session')).status, 401);
  });
});

describe('my own account', () => {
  test('keeps preferences one by one, over defaults', async () => {
    const before = (await dana.get('/me')).body.preferences;
    assert.equal(before.undoSeconds, 10);
    await dana.patch('/me', { preferences: { theme: 'dark' } });
    const after = await dana.patch('/me', { name: 'Dana P.', preferences: { undoSeconds: 0 } });
    assert.equal(after.body.name, 'Dana P.');
    assert.deepEqual(after.body.preferences, { ...before, theme: 'dark', undoSeconds: 0 });
  });

  test('what is stored and no longer understood falls back to the default', async () => {
    await ground.db
      .updateTable('agents')
      .set({ preferences: JSON.stringify({ theme: 'sepia', undoSeconds: 5 }) })
      .execute();
    const { theme, undoSeconds } = (await dana.get('/me')).body.preferences;
    assert.deepEqual({ theme, undoSeconds }, { theme: 'system', undoSeconds: 5 });
  });
});

test('every change of staff is in the audit log, and neither log nor events hold words people wrote', async () => {
  const ann = await colleague('Ann Admin', 'admin');
  await dana.patch(`/agents/${ann.id}`, { name: 'Annabel Secretname', role: 'agent' });
  await dana.post('/teams', { name: 'Teamsecretname' });
  await dana.post('/invitations', { email: 'secretaddress@x.example', name: 'Secretname' });
  const log = await ground.db.selectFrom('audit_log').selectAll().execute();
  const actions = new Set(log.map(({ action }) => action));
  for (const action of ['agent.join', 'agent.sign-in', 'agent.change-role', 'team.add', 'agent.invite'])
    assert.ok(actions.has(action), action);
  const events = await ground.db.selectFrom('events').selectAll().execute();
  assert.doesNotMatch(JSON.stringify([log, events]), /secret/i);
});

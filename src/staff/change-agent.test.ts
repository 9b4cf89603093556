import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { type Copperfield, copperfield, makeKey, password, Visitor } from '../../test/staff.ts';

let company: Copperfield;
beforeEach(async () => {
  company = await copperfield();
});
afterEach(() => company.ground.close());

const kinds = async () =>
  (await company.ground.db.selectFrom('events').select('kind').orderBy('id').execute()).map(
    ({ kind }) => kind,
  );

describe('a role', () => {
  test('nobody gives one above their own', async () => {
    const { danaId, colleague } = company;
    const ann = await colleague('Ann Admin', 'admin');
    assert.equal((await ann.browser.patch(`/agents/${ann.id}`, { role: 'owner' })).body.code, 'NOT_ALLOWED');
    assert.equal((await ann.browser.patch(`/agents/${danaId}`, { role: 'light' })).body.code, 'NOT_ALLOWED');
    const invited = await ann.browser.post('/invitations', { email: 'x@x.example', role: 'owner' });
    assert.equal(invited.body.code, 'NOT_ALLOWED');
  });

  test('counts from the very next request', async () => {
    const { dana, colleague } = company;
    const tom = await colleague('Tom Okoro', 'agent');
    assert.equal((await tom.browser.get('/api-keys')).status, 403);
    await dana.patch(`/agents/${tom.id}`, { role: 'admin' });
    assert.equal((await tom.browser.get('/api-keys')).status, 200);
  });

  test('the last owner stays one, even if two leave at once', async () => {
    const { ground, danaId, dana, colleague } = company;
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
    const { ground, web, dana, colleague } = company;
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
    const { danaId, dana } = company;
    assert.equal((await dana.post(`/agents/${danaId}/deactivate`)).body.code, 'NOT_ALLOWED');
  });
});

describe('my own account', () => {
  test('keeps preferences one by one, over defaults', async () => {
    const { dana } = company;
    const before = (await dana.get('/me')).body.preferences;
    assert.equal(before.undoSeconds, 10);
    await dana.patch('/me', { preferences: { theme: 'dark' } });
    const after = await dana.patch('/me', { name: 'Dana P.', preferences: { undoSeconds: 0 } });
    assert.equal(after.body.name, 'Dana P.');
    assert.deepEqual(after.body.preferences, { ...before, theme: 'dark', undoSeconds: 0 });
  });

  test('what is stored and no longer understood falls back to the default', async () => {
    const { ground, dana } = company;
    await ground.db
      .updateTable('agents')
      .set({ preferences: JSON.stringify({ theme: 'sepia', undoSeconds: 5 }) })
      .execute();
    const { theme, undoSeconds } = (await dana.get('/me')).body.preferences;
    assert.deepEqual({ theme, undoSeconds }, { theme: 'system', undoSeconds: 5 });
  });
});

test('every change of staff is in the audit log, and neither log nor events hold words people wrote', async () => {
  const { ground, dana, colleague } = company;
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

import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { type Copperfield, copperfield, makeKey, password, Visitor } from '../../test/staff.ts';
import { day } from '../platform/clock/clock.ts';

let company: Copperfield;
beforeEach(async () => {
  company = await copperfield();
});
afterEach(() => company.ground.close());

describe('an API key', () => {
  test('is shown once, kept as a hash, and does what its scopes say', async () => {
    const { ground, web, dana } = company;
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
    const { ground, web, dana } = company;
    const expiresAt = new Date(ground.clock.now().getTime() + day);
    const made = await dana.post('/api-keys', { name: 'Short', expiresAt });
    const program = new Visitor(web, ground, { key: made.body.key });
    assert.equal((await program.get('/agents')).status, 200);
    ground.clock.advance(day);
    assert.equal((await program.get('/agents')).status, 401);
  });

  test('cannot make one that may do more, change a password, or see sessions', async () => {
    const { ground, web, danaId } = company;
    const program = new Visitor(web, ground, { key: await makeKey(ground, danaId, ['write', 'admin']) });
    const more = await program.post('/api-keys', { name: 'More', scopes: ['read', 'write', 'admin'] });
    assert.equal(more.body.code, 'NOT_ALLOWED');
    const change = { current: password, next: 'a different long password' };
    assert.equal((await program.post('/me/password', change)).body.code, 'NOT_ALLOWED');
    const reader = new Visitor(web, ground, { key: await makeKey(ground, danaId, ['read']) });
    assert.equal((await reader.get('/me/sessions')).body.code, 'NOT_ALLOWED');
  });

  test('that is wrong is refused, even beside a good cookie', async () => {
    const { ground, web, dana } = company;
    const both = new Visitor(web, ground, { key: 'rapport_nonsense' });
    for (const [name, value] of dana.cookies) both.cookies.set(name, value);
    assert.equal((await both.get('/session')).status, 401);
  });
});

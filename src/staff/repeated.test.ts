import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestGround, testGround } from '../../test/ground.ts';
import { makeOwner, password, staffWeb, Visitor } from '../../test/staff.ts';
import type { WebApp } from '../platform/http/server.ts';
import { newId } from '../platform/ids.ts';

let ground: TestGround;
let web: WebApp;
before(async () => {
  ground = await testGround();
  web = staffWeb(ground);
  await makeOwner(ground);
});
after(() => ground.close());

async function signedIn(): Promise<Visitor> {
  const visitor = new Visitor(web, ground);
  await visitor.post('/sign-in', { email: 'dana@copperfield.example', password });
  return visitor;
}

test('an ended session rereads no answer it was given before; the same person, signed in anew, does nothing twice', async () => {
  const dana = await signedIn();
  const key = { 'idempotency-key': newId() };
  const team = { name: 'Returns' };
  const made = await dana.send('POST', '/teams', team, key);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const stolen = new Visitor(web, ground);
  for (const [name, value] of dana.cookies) stolen.cookies.set(name, value);
  assert.deepEqual(
    (await stolen.send('POST', '/teams', team, key)).body,
    made.body,
    'while the session lasts',
  );

  await dana.post('/sign-out');
  const refused = await stolen.send('POST', '/teams', team, key);
  assert.equal(refused.status, 401);
  assert.equal(refused.headers.get('idempotent-replay'), null);
  assert.ok(!JSON.stringify(refused.body).includes(made.body.id));

  const again = await (await signedIn()).send('POST', '/teams', team, key);
  assert.deepEqual(again.body, made.body);
  const { items } = (await (await signedIn()).get('/teams')).body as { items: { name: string }[] };
  assert.equal(items.filter(({ name }) => name === team.name).length, 1);
});

test('a revoked API key rereads nothing either, and another key of its owner never could', async () => {
  const dana = await signedIn();
  const keyOf = async (name: string) => {
    const { body } = await dana.post('/api-keys', { name, scopes: ['read', 'write', 'admin'] });
    return { id: body.id as string, program: new Visitor(web, ground, { key: body.key }) };
  };
  const [one, other] = [await keyOf('one'), await keyOf('other')];
  const key = { 'idempotency-key': newId() };
  const made = await one.program.send('POST', '/teams', { name: 'Parts' }, key);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const elsewhere = await other.program.send('POST', '/teams', { name: 'Parts' }, key);
  assert.equal(elsewhere.headers.get('idempotent-replay'), null);

  assert.equal((await dana.delete(`/api-keys/${one.id}`)).status, 200);
  const refused = await one.program.send('POST', '/teams', { name: 'Parts' }, key);
  assert.equal(refused.status, 401);
  assert.ok(!JSON.stringify(refused.body).includes(made.body.id));
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { conversationsWeb, programOf, type TestInbox, testInbox } from '../../test/inbox.ts';
import type { Visitor } from '../../test/staff.ts';
import { newId } from '../platform/ids.ts';
import { type Level, levels, type Role, roles } from '../staff/caller.ts';
import { actions, may } from './access.ts';

let at: TestInbox;
let maya: Visitor;
before(async () => {
  at = await testInbox();
  maya = await programOf(at.ground, conversationsWeb(at.ground), at.maya.id);
});
after(() => at.ground.close());

const address = () => `${newId()}@veldtech.example`;

test('a customer is added, changed and read with all that is known', async () => {
  const email = address();
  const company = (await maya.post('/companies', { name: 'Veldtech', domain: `${newId()}.example` })).body;
  const added = await maya.post('/customers', {
    name: 'Priya Dlamini',
    email: email.toUpperCase(),
    companyId: company.id,
    identities: [{ kind: 'phone', value: '+27 11 000' }],
  });
  assert.equal(added.status, 201);
  const { id } = added.body;
  assert.deepEqual(
    [added.body.email, added.body.company.name, added.body.identities.length],
    [email, 'Veldtech', 2],
  );
  const changed = await maya.patch(`/customers/${id}`, {
    note: 'Prefers mornings',
    timeZone: 'Africa/Johannesburg',
    language: 'en',
    version: added.body.version,
  });
  assert.deepEqual([changed.body.note, changed.body.timeZone], ['Prefers mornings', 'Africa/Johannesburg']);
  const late = await maya.patch(`/customers/${id}`, { note: 'Other', version: added.body.version });
  assert.deepEqual([late.status, late.body.code], [409, 'CONFLICT']);
  assert.equal((await maya.patch(`/customers/${id}`, { timeZone: 'Mars/Olympus' })).body.code, 'BAD_INPUT');
  assert.equal((await maya.get(`/customers/${newId()}`)).status, 404);
});

test('nobody is made twice: an identity belongs to one customer', async () => {
  const email = address();
  const one = (await maya.post('/customers', { name: 'One', email })).body;
  const two = await maya.post('/customers', { name: 'Two', email });
  assert.deepEqual([two.status, two.body.code, two.body.data.customerId], [409, 'ALREADY_EXISTS', one.id]);
  const got = await at.arrives({ from: { name: 'One again', address: email } });
  const row = await at.ground.db
    .selectFrom('conversations')
    .select('customer_id')
    .where('id', '=', got.conversationId)
    .executeTakeFirstOrThrow();
  assert.equal(row.customer_id, one.id);
  assert.equal((await maya.get(`/customers/${one.id}`)).body.name, 'One', 'a mail teaches no new name');
  const other = address();
  const added = await maya.post(`/customers/${one.id}/identities`, { value: other });
  assert.equal(added.body.identities.length, 2);
  const gone = await maya.delete(`/customers/${one.id}/identities/${added.body.identities[1].id}`);
  assert.equal(gone.body.identities.length, 1);
});

test('a first mail proves an address, names a customer without a name and finds the company', async () => {
  const domain = `${newId()}.example`;
  const company = (await maya.post('/companies', { name: 'Alder', domain })).body;
  const { body } = await maya.post('/customers', { email: `leila@${domain}` });
  assert.equal(body.identities[0].verifiedAt, null);
  await at.arrives({ from: { name: 'Leila Tanaka', address: `Leila@${domain}` } });
  const known = (await maya.get(`/customers/${body.id}`)).body;
  assert.equal(known.name, 'Leila Tanaka');
  assert.ok(known.identities[0].verifiedAt);
  await at.arrives({ from: { name: 'Ben', address: `ben@${domain}` } });
  const page = (await maya.get(`/customers?companyId=${company.id}`)).body;
  assert.deepEqual(
    page.items.map(({ name }: { name: string }) => name),
    ['Ben', 'Leila Tanaka'],
  );
});

test('a blocked customer is not heard under any identity', async () => {
  const [one, other] = [address(), address()];
  const { id } = (
    await maya.post('/customers', { name: 'Noise', email: one, identities: [{ value: other }] })
  ).body;
  await maya.post(`/customers/${id}/block`);
  assert.equal((await at.arrives({ from: { name: '', address: other } })).blocked, true);
  await maya.post(`/customers/${id}/block`, { blocked: false });
  assert.equal((await at.arrives({ from: { name: '', address: one } })).blocked, false);
});

test('customers are found by parts of name, address and company, in plain letters', async () => {
  const email = address();
  const { id } = (await maya.post('/customers', { name: 'Zoë Ångström', email })).body;
  for (const q of ['zoe', 'ANGSTROM', 'zoe angs', email.slice(0, 20)]) {
    const { body } = await maya.get(`/customers?q=${encodeURIComponent(q)}`);
    assert.ok(
      body.items.some((item: { id: string }) => item.id === id),
      q,
    );
  }
  for (const q of ['100%', 'zoe_angstrom', 'nobody']) {
    assert.equal((await maya.get(`/customers?q=${encodeURIComponent(q)}`)).body.items.length, 0, q);
  }
});

test('lists come page by page', async () => {
  const all: string[] = [];
  let cursor = '';
  do {
    const { body } = await maya.get(`/customers?limit=3${cursor}`);
    all.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.next ? `&cursor=${body.next}` : '';
  } while (cursor);
  const rows = await at.ground.db.selectFrom('customers').select('id').execute();
  assert.deepEqual(all.toSorted(), rows.map(({ id }) => id).sort());
});

test('who may do what to customers, every cell', () => {
  const right: Record<Role, Record<Level, number>> = {
    owner: { none: 4, view: 4, reply: 4, manage: 4 },
    admin: { none: 4, view: 4, reply: 4, manage: 4 },
    supervisor: { none: 4, view: 4, reply: 4, manage: 4 },
    agent: { none: 0, view: 1, reply: 4, manage: 4 },
    light: { none: 0, view: 1, reply: 1, manage: 1 },
  };
  for (const role of roles) {
    for (const level of levels) {
      const caller = at.caller(at.maya, role, { [at.inboxId]: level });
      const allowed = actions.filter((action) => may(caller, action));
      assert.equal(allowed.length, right[role][level], `${role} ${level}`);
      assert.equal(allowed.includes('customer.see'), right[role][level] > 0);
    }
  }
});

test('the routes keep that law', async () => {
  const web = conversationsWeb(at.ground);
  const light = await programOf(at.ground, web, (await at.addAgent('Lena', 'light')).id);
  const { id } = (await maya.post('/customers', { name: 'Ivan' })).body;
  assert.equal((await light.get(`/customers/${id}`)).status, 200);
  assert.equal((await light.post('/customers', { name: 'X' })).status, 403);
  assert.equal((await light.patch(`/customers/${id}`, { name: 'X' })).status, 403);
  assert.equal((await light.post(`/customers/${id}/block`)).status, 403);
  const outside = await at.addAgent('Outside');
  await at.ground.db.updateTable('inboxes').set({ default_level: 'none' }).execute();
  const visitor = await programOf(at.ground, web, outside.id);
  for (const path of ['/customers', `/customers/${id}`, '/companies'])
    assert.equal((await visitor.get(path)).status, 404, path);
});

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { type Copperfield, copperfield, Visitor } from '../../../test/staff.ts';
import { minute } from '../../platform/clock/clock.ts';
import { auditKinds } from './contract.ts';
import { kindOf } from './kinds.ts';

let office: Copperfield;
let maya: { id: string; browser: Visitor };
let inboxId: string;
let begun: Date;

before(async () => {
  office = await copperfield();
  begun = office.ground.clock.now();
  maya = await office.colleague('Maya Lindt', 'agent');
  inboxId = (await office.dana.get('/inboxes')).body.items[0].id;
  office.ground.clock.advance(minute);
  await office.dana.put(`/inboxes/${inboxId}/access/${maya.id}`, { level: 'view' });
  office.ground.clock.advance(minute);
  await office.dana.patch(`/agents/${maya.id}`, { role: 'supervisor' });
});
after(() => office.ground.close());

const list = async (query = '') => (await office.dana.get(`/audit-log?limit=100${query}`)).body.items;
const actions = async (query = '') =>
  (await list(query)).map(({ action }: { action: string }) => action) as string[];

test('an entry says who did what to whom, from where, with the names of today', async () => {
  const [entry] = await list('&kind=access');
  assert.equal(entry.action, 'agent.change-role');
  assert.deepEqual([entry.by.id, entry.by.name], [office.danaId, 'Dana Price']);
  assert.deepEqual([entry.noun, entry.nounId], ['agent', maya.id]);
  assert.deepEqual(entry.data, { from: 'agent', to: 'supervisor' });
  assert.match(entry.ip, /^198\.51\.100\./);
  assert.equal(entry.key, null);
  assert.equal(entry.names[maya.id], 'Maya Lindt');
  await office.dana.patch(`/agents/${maya.id}`, { name: 'Maya Lindt-Bauer' });
  assert.equal((await list('&kind=access'))[0].names[maya.id], 'Maya Lindt-Bauer');
});

test('what a program did names its key', async () => {
  const { body } = await office.dana.post('/api-keys', { name: 'Robot', scopes: ['read', 'write', 'admin'] });
  const robot = new Visitor(office.web, office.ground, { key: body.key });
  await robot.post('/teams', { name: 'Robots' });
  const [entry] = await list('&noun=team');
  assert.deepEqual([entry.action, entry.key.name, entry.by.name], ['team.add', 'Robot', 'Dana Price']);
});

test('it is filtered by person, kind, thing and time', async () => {
  assert.deepEqual(new Set(await actions(`&agentId=${maya.id}`)), new Set(['agent.join', 'agent.sign-in']));
  assert.deepEqual(await actions('&kind=access'), ['agent.change-role', 'inbox.grant']);
  assert.deepEqual(await actions(`&noun=inbox&nounId=${inboxId}`), ['inbox.grant', 'inbox.add']);
  const at = (minutes: number) => new Date(begun.getTime() + minutes * minute).toISOString();
  assert.deepEqual(await actions(`&from=${at(1)}&to=${at(2)}`), ['inbox.grant']);
});

test('pages follow each other without a gap or a repeat, also where many entries bear one time', async () => {
  const whole = (await list()).map(({ id }: { id: string }) => id);
  const paged: string[] = [];
  let cursor = '';
  do {
    const { body } = await office.dana.get(`/audit-log?limit=2${cursor && `&cursor=${cursor}`}`);
    paged.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.next ?? '';
  } while (cursor);
  assert.deepEqual(paged, whole);
  assert.equal((await office.dana.get('/audit-log?cursor=elsewhere')).status, 400);
});

test('each kind finds what belongs to it, and together they find everything once', async () => {
  const all = await list();
  const found = (await Promise.all(auditKinds.map((kind) => list(`&kind=${kind}`)))).flat();
  assert.equal(found.length, all.length);
  for (const kind of auditKinds)
    for (const action of await actions(`&kind=${kind}`)) assert.equal(kindOf(action), kind);
});

test('only owners and admins read it, and of programs only those with the scope for it', async () => {
  for (const role of ['supervisor', 'agent', 'light'] as const) {
    const { browser } = await office.colleague(`${role} Person`, role);
    assert.equal((await browser.get('/audit-log')).status, 403, role);
    assert.equal((await browser.post('/audit-log/export')).status, 403, role);
  }
  assert.equal((await (await office.colleague('Ann Admin', 'admin')).browser.get('/audit-log')).status, 200);
  const { body } = await office.dana.post('/api-keys', { name: 'Reader', scopes: ['read'] });
  const reader = new Visitor(office.web, office.ground, { key: body.key });
  assert.equal((await reader.get('/audit-log')).status, 403);
});

test('it is taken out as CSV that no spreadsheet runs, and that is noted too', async () => {
  await office.dana.patch(`/agents/${maya.id}`, { name: '=HYPERLINK("https://evil.example")' });
  const { body } = await office.dana.post('/audit-log/export', { kind: 'people' });
  const [head, first] = body.csv.split('\r\n');
  assert.equal(head, 'time,kind,action,by,by id,key,address,noun,noun id,noun name,data');
  assert.match(first, /,agent\.rename,Dana Price,/);
  assert.match(first, /,"'=HYPERLINK\(""https:/);
  assert.equal(body.next, null);
  assert.equal((await actions())[0], 'audit.export');
});

test('every action that is recorded anywhere has its sentence, in English and in German', () => {
  const src = path.resolve(import.meta.dirname, '../..');
  const files = globSync('**/*.ts', { cwd: src }).filter((file) => !file.endsWith('.test.ts'));
  const recorded = new Set<string>();
  for (const file of files) {
    const text = readFileSync(path.join(src, file), 'utf8');
    if (!/\b(?:audit|note[A-Z]\w*)\(tx/.test(text)) continue;
    // Every 'noun.verb' there that is no event's kind, no rule and no column.
    for (const [, before = '', action = ''] of text.matchAll(/(.{0,8})'([a-z]{3,}\.[a-z-]+)'/g))
      if (!/kind: $|From\($|name: $/.test(before) && !/s\.|\.(?:id|see)$/.test(action)) recorded.add(action);
  }
  assert.ok(recorded.size > 40, `only ${recorded.size} actions were found`);
  for (const language of ['en', 'de']) {
    const words = JSON.parse(
      readFileSync(path.join(src, `staff/desk/later/words/${language}.json`), 'utf8'),
    ) as Record<string, string>;
    const missing = [...recorded].filter((action) => !(`audit.${action}` in words));
    assert.deepEqual(missing, [], language);
  }
});

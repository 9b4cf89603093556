import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestInbox, testInbox } from '../../../test/inbox.ts';
import { day } from '../../platform/clock/clock.ts';
import { transact } from '../../platform/db/transact.ts';
import type { Caller } from '../../staff/caller.ts';
import { assign } from '../assign.ts';
import { bin } from '../bin.ts';
import { solve } from '../solve.ts';
import { tag } from '../tag.ts';
import { searchLine } from './line.ts';
import { cutLine } from './operators.ts';
import { search } from './search.ts';

let at: TestInbox;
let sales: string;
let caller: Caller;
const ids: Record<string, string> = {};
before(async () => {
  at = await testInbox();
  const { db, clock } = at.ground;
  sales = await at.addInbox('Sales desk', 'sales@copperfield.example');
  caller = at.caller(at.maya, 'agent', { [at.inboxId]: 'reply', [sales]: 'view' });
  const arrives = async (name: string, fields: Parameters<typeof at.arrives>[0]) => {
    ids[name] = (await at.arrives(fields)).conversationId;
  };
  await arrives('vat', { subject: 'VAT number', text: 'The invoice is wrong.' });
  clock.advance(2 * day);
  const tariq = { name: 'Tariq Mensah', address: 'tariq@harbour.example' };
  await arrives('tariq', { from: tariq, subject: 'Broken cup', text: 'Another invoice.' });
  await arrives('sales', { inboxId: sales, from: tariq, subject: 'Wholesale', text: 'An offer, please.' });
  await arrives('binned', { subject: 'Old invoice', text: 'Never mind the invoice.' });
  const now = clock.now();
  await transact(db, async (tx) => {
    await tag(tx, at.tom, { id: ids.vat as string, add: ['tax matters'], remove: [] }, now);
    await assign(tx, at.tom, { id: ids.tariq as string, agentId: at.maya.id }, now);
    await solve(tx, at.tom, { id: ids.sales as string }, now);
    await bin(tx, at.tom, { id: ids.binned as string }, now);
  });
});
after(() => at.ground.close());

const find = (q: string, who = caller) =>
  searchLine(at.ground.db, who, { q, limit: 20 }, at.ground.clock.now());
const names = async (q: string, who = caller) =>
  (await find(q, who)).items.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id) ?? id).sort();

test('each operator narrows what is found, alone, with words, and turned round', async () => {
  const cases: [string, string[]][] = [
    ['invoice', ['tariq', 'vat']],
    ['from:tariq', ['sales', 'tariq']],
    ['from:tariq invoice', ['tariq']],
    ['invoice -from:tariq', ['vat']],
    ['from:"Tariq Mensah" -in:"Sales desk"', ['tariq']],
    ['in:sales', ['sales']],
    ['is:solved', ['sales']],
    ['-is:solved', ['tariq', 'vat']],
    ['tag:"tax matters"', ['vat']],
    ['-tag:tax invoice', ['tariq']],
    ['assignee:me', ['tariq']],
    ['assignee:"Maya Lindt"', ['tariq']],
    ['assignee:nobody is:open', ['vat']],
    ['is:bin invoice', ['binned']],
    ['subject:cup', ['tariq']],
    ['to:sales@copperfield.example', ['sales']],
    ['before:2026-03-03', ['vat']],
    ['after:2026-03-03 -is:solved', ['tariq']],
    ['FROM:tariq IS:open', ['tariq']],
    ['has:attachment', []],
  ];
  for (const [q, expected] of cases) assert.deepEqual(await names(q), expected, q);
});

test('an operator that means nothing is named, and nothing is shown in its place', async () => {
  const cases: [string, { operator: string; value: string }][] = [
    ['tag:nope invoice', { operator: 'tag', value: 'nope' }],
    ['is:purple', { operator: 'is', value: 'purple' }],
    ['before:tomorrow', { operator: 'before', value: 'tomorrow' }],
    ['after:2026-02-30', { operator: 'after', value: '2026-02-30' }],
    ['in:board', { operator: 'in', value: 'board' }],
    ['assignee:nobody-like-this', { operator: 'assignee', value: 'nobody-like-this' }],
  ];
  for (const [q, wrong] of cases) {
    const found = await find(q);
    assert.deepEqual([found.wrong, found.items, found.customers], [[wrong], [], []], q);
  }
  const typing = await find('invoice tag:');
  assert.deepEqual(typing.wrong, [{ operator: 'tag', value: '' }]);
  assert.equal(typing.items.length, 2);
});

test('a name of an inbox that is not open to somebody is no name to them, and nothing shows through', async () => {
  const stranger = at.caller(at.tom, 'agent', { [at.inboxId]: 'reply' });
  assert.deepEqual((await find('in:sales', stranger)).wrong, [{ operator: 'in', value: 'sales' }]);
  assert.deepEqual(await names('from:tariq', stranger), ['tariq']);
  const own = at.caller(at.maya, 'agent', { [at.inboxId]: 'reply' }, 'own');
  for (const q of ['invoice', 'from:leila', 'tag:"tax matters"', '-is:solved', 'subject:VAT'])
    assert.ok(!(await names(q, own)).includes('vat'), q);
  assert.deepEqual(await names('invoice', own), ['tariq']);
});

test('a search is a filter that can be kept', async () => {
  const { filter } = await find('from:tariq invoice');
  assert.deepEqual(filter, {
    match: 'all',
    conditions: [
      { field: 'from', is: 'has', value: 'tariq' },
      { field: 'words', is: 'has', value: 'invoice' },
    ],
  });
});

test('any line can be cut, and an address or time in it is no operator', () => {
  assert.deepEqual(cutLine('see https://a.example/x?in=1 at 10:30').found, []);
  assert.deepEqual(cutLine('"tag:x" y').words, '"tag:x" y');
  assert.equal(cutLine(`tag:${'"'.repeat(5_000)} `.repeat(3)).found.length > 0, true);
  assert.equal(cutLine('tag:a '.repeat(30)).found.length, 20);
});

test('on a fresh workspace a misspelt word is forgiven seconds after mail came', async () => {
  const { ground } = at;
  const { searchJobs } = await import('./vocabulary.ts');
  const [count] = searchJobs;
  await at.arrives({ subject: 'Zeppelin postponed', text: 'The zeppelin is late.' });
  ground.clock.advance(60_000);
  await count?.run(ground, {} as never);
  const found = await search(ground.db, caller, { q: 'zepelin', limit: 5 });
  assert.equal(found.corrected, 'zeppelin');
  await at.arrives({ subject: 'Marzipan', text: 'Marzipan, please.' });
  ground.clock.advance(60_000);
  await count?.run(ground, {} as never);
  assert.equal((await search(ground.db, caller, { q: 'marzipna', limit: 5 })).corrected, 'marzipan');
});

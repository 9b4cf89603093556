import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyNames, heldBack, ownTime, sideDoors, tooLong } from './laws.ts';

const file = (path: string, text = '') => [{ path, text }];
const lines = (count: number) => 'x();\n'.repeat(count);

test('a long file needs its reason at the top', () => {
  assert.deepEqual(tooLong(file('src/a.ts', lines(250))), []);
  assert.equal(tooLong(file('src/a.ts', lines(251))).length, 1);
  assert.deepEqual(
    tooLong(file('src/a.ts', `/* Over 250 lines because it is a table. */\n${lines(300)}`)),
    [],
  );
  assert.equal(tooLong(file('src/a.ts', `${lines(300)}// Over 250 lines because it grew.`)).length, 1);
});

test('names that say nothing are refused in paths and exports, as whole words only', () => {
  assert.equal(emptyNames(file('src/staff/mail-helper.ts')).length, 1);
  assert.equal(emptyNames(file('src/utils/a.ts')).length, 1);
  assert.equal(emptyNames(file('src/a.ts', 'export class QueueManager {}')).length, 1);
  assert.equal(emptyNames(file('src/a.ts', 'export async function commonParts() {}')).length, 1);
  assert.deepEqual(
    emptyNames(file('src/commons.ts', 'export const serviceable = 1;\nconst helper = 2;')),
    [],
  );
});

test('a message, an event and a sending have one door each', () => {
  for (const code of ["tx.insertInto('messages')", 'sql`insert into events (kind)`', 'adapter.send(x)']) {
    assert.equal(sideDoors(file('src/staff/a.ts', code)).length, 1, code);
    assert.deepEqual(sideDoors(file('src/staff/a.test.ts', code)), [], code);
  }
  assert.deepEqual(sideDoors(file('src/conversations/add-message.ts', "tx.insertInto('messages')")), []);
});

test('the business takes its time from outside', () => {
  for (const code of ['Date.now()', 'new Date()', 'sql`select now()`', 'sql`current_timestamp`']) {
    assert.equal(ownTime(file('src/staff/a.ts', `const x = ${code};`)).length, 1, code);
  }
  for (const code of ['clock.now()', 'new Date(now)', '// Date.now() would be wrong']) {
    assert.deepEqual(ownTime(file('src/staff/a.ts', code)), [], code);
  }
  assert.deepEqual(ownTime(file('src/platform/a.ts', 'Date.now()')), []);
  assert.deepEqual(ownTime(file('src/staff/desk/a.ts', 'Date.now()')), []);
});

test('tests that are held back are found', () => {
  const call = (name: string) => `test.${name}('x', () => {});`;
  for (const name of ['only', 'skip', 'todo']) {
    assert.equal(heldBack(file('src/a.test.ts', call(name))).length, 1);
  }
  assert.deepEqual(heldBack(file('src/a.test.ts', "test('x', () => {});")), []);
});

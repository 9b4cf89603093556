import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fits } from './fuzzy.ts';

const order = (typed: string, ...labels: string[]) =>
  labels.filter((label) => fits(label, typed) > 0).sort((a, b) => fits(b, typed) - fits(a, typed));

test('what begins the label comes before what begins a word of it, then what lies inside', () => {
  assert.deepEqual(order('so', 'Reason of it', 'Mark as solved', 'Solve'), [
    'Solve',
    'Mark as solved',
    'Reason of it',
  ]);
});

test('letters in order find a command, beginnings of words only', () => {
  assert.ok(fits('Assign to me', 'atm') > 0);
  assert.ok(fits('Assign to me', 'asme') > 0);
  assert.equal(fits('Assign to me', 'sgn'), 0, 'letters from anywhere fit everything and mean nothing');
});

test('every typed word must fit, in any order', () => {
  assert.ok(fits('Settings: Keyboard', 'key set') > 0);
  assert.equal(fits('Settings: Keyboard', 'key mail'), 0);
});

test('nothing typed fits everything', () => assert.ok(fits('Solve', '  ') > 0));

test('a long label and a long word take no time', () => {
  const begun = performance.now();
  fits('a '.repeat(500), 'a'.repeat(500));
  assert.ok(performance.now() - begun < 500);
});

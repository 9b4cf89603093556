import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsInSight } from './fixed-rows.ts';

test('only the rows in sight exist, and a few around them', () => {
  assert.deepEqual(rowsInSight(10_000, 84, { scrolled: 0, height: 840 }), { first: 0, end: 16 });
  assert.deepEqual(rowsInSight(10_000, 84, { scrolled: 84_000, height: 840 }), { first: 994, end: 1_016 });
});

test('a list shorter than its box, an empty one, and one that has become shorter than where it stands', () => {
  assert.deepEqual(rowsInSight(3, 84, { scrolled: 0, height: 840 }), { first: 0, end: 3 });
  assert.deepEqual(rowsInSight(0, 84, { scrolled: 0, height: 840 }), { first: 0, end: 0 });
  assert.deepEqual(rowsInSight(5, 84, { scrolled: 84_000, height: 840 }), { first: 5, end: 5 });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { steady } from './steady.ts';

const rows = (...ids: string[]) => ids.map((id) => ({ id, text: id }));
const ids = (list: readonly { id: string }[]) => list.map((row) => row.id).join('');

test('what comes in on top waits and is counted', () => {
  const held = steady(rows('b', 'c'), rows('x', 'y', 'b', 'c'));
  assert.equal(ids(held.rows), 'bc');
  assert.equal(held.waiting, 2);
});

test('a row that changes its place stays where the mouse is, with its newest content', () => {
  const fresh = [{ id: 'c', text: 'newer' }, ...rows('a', 'b')];
  const held = steady(rows('a', 'b', 'c'), fresh);
  assert.equal(ids(held.rows), 'abc');
  assert.equal(held.rows[2]?.text, 'newer');
  assert.equal(held.waiting, 0);
});

test('a row that left stays until the mouse leaves', () => {
  assert.equal(ids(steady(rows('a', 'b', 'c'), rows('a', 'c')).rows), 'abc');
});

test('the next page is added below', () => {
  const held = steady(rows('a', 'b'), rows('a', 'b', 'c', 'd'));
  assert.equal(ids(held.rows), 'abcd');
  assert.equal(held.waiting, 0);
});

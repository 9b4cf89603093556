import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complete, lastPiece, suggest } from './suggest.ts';

const sources = { tag: ['vat', 'very late'], is: ['open', 'solved'] };
const labels = (line: string) => suggest(line, sources, () => '').map(({ label }) => label);

test('the end of the line is completed: operators by their beginning, values by any of their words', () => {
  assert.deepEqual(labels('invoice t'), ['to:', 'tag:', 'team:']);
  assert.deepEqual(labels('tag:'), ['vat', 'very late']);
  assert.deepEqual(labels('tag:la'), ['very late']);
  assert.deepEqual(labels('-is:s'), ['solved']);
  assert.deepEqual(labels('tag:vat'), []);
  assert.deepEqual(labels(''), []);
});

test('a suggestion takes the place of what was typed, in quotation marks if it has to', () => {
  const [one] = suggest('cup tag:"very', sources, () => '');
  assert.equal(lastPiece('cup tag:"very'), 'tag:"very');
  assert.equal(complete('cup tag:"very', one?.insert ?? ''), 'cup tag:"very late" ');
  assert.equal(complete('-is:so', suggest('-is:so', sources, () => '')[0]?.insert ?? ''), '-is:solved ');
});

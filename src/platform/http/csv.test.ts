import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvLine } from './csv.ts';

test('no cell is run as a formula, however it begins', () => {
  for (const text of [
    '=1+1',
    '+1',
    '-1',
    '@x',
    ' =1',
    '\t1',
    '\n=1',
    '\r=1',
    '＝1',
    '\u00A0=1',
    '\uFEFF=1',
  ]) {
    assert.match(csvLine([text]), /^"?'/, JSON.stringify(text));
  }
});

test('quotes, commas and line breaks stay inside of their cell', () => {
  assert.equal(csvLine(['a', 'b,c', 'd"e', 'f\ng']), 'a,"b,c","d""e","f\ng"\r\n');
});

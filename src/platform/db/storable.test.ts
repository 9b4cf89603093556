import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storable } from './storable.ts';

test('what no database can hold goes, wherever it stands; the rest stays as it is', () => {
  const at = new Date(0);
  const bytes = Buffer.from([0]);
  assert.deepEqual(
    storable({ 'a\0': ['x\0y', { deep: '\ud83d' }], emoji: '😀', n: 1, none: null, at, bytes }),
    {
      a: ['xy', { deep: '\ufffd' }],
      emoji: '😀',
      n: 1,
      none: null,
      at,
      bytes,
    },
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { treeOf } from './cause-tree.ts';

test('causes are read branch by branch, and one whose parent is gone stands at the top', () => {
  const causes = [
    { id: 'billing', parentId: null, name: 'Billing' },
    { id: 'lost', parentId: 'gone', name: 'Lost parcel' },
    { id: 'vat', parentId: 'billing', name: 'VAT number' },
    { id: 'drafts', parentId: 'vat', name: 'On drafts' },
    { id: 'cards', parentId: 'billing', name: 'Cards' },
  ];
  assert.deepEqual(
    treeOf(causes).map(({ cause, depth }) => [cause.id, depth]),
    [
      ['billing', 0],
      ['vat', 1],
      ['drafts', 2],
      ['cards', 1],
      ['lost', 0],
    ],
  );
});

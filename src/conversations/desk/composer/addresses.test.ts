import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAddress, readAddresses } from './addresses.ts';

test('a pasted list is taken apart, names and all', () => {
  assert.deepEqual(
    readAddresses('Leila Tanaka <leila@alder.example>; "Aziz, B" <b@n.example>\naccounts@alder.example').map(
      ({ name, address }) => `${name}|${address}`,
    ),
    ['Leila Tanaka|leila@alder.example', 'Aziz, B|b@n.example', '|accounts@alder.example'],
  );
});

test('addresses with only spaces between them are several', () => {
  assert.equal(readAddresses('a@b.example c@d.example').length, 2);
});

test('typing errors are seen', () => {
  for (const good of ['a@b.example', 'first.last+tag@sub.domain.example', 'жук@почта.example'])
    assert.ok(isAddress(good), good);
  for (const bad of [
    'a@b',
    'a b@c.example',
    '@c.example',
    'a@@c.example',
    'plain',
    `${'x'.repeat(65)}@c.example`,
  ])
    assert.ok(!isAddress(bad), bad);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressIn, isLinkable } from './addresses.ts';

const found = (words: string) => addressIn(words).map(({ href }) => href);

test('addresses of the web and of people are found in words', () => {
  assert.deepEqual(found('See https://a.example/x?b=c#d, or www.b.example.'), [
    'https://a.example/x?b=c#d',
    'https://www.b.example',
  ]);
  assert.deepEqual(found('Write to leila.tanaka+x@alder.example!'), ['mailto:leila.tanaka+x@alder.example']);
  assert.deepEqual(found('copperfield.com/help is ours (docs.copperfield.io)'), [
    'https://copperfield.com/help',
    'https://docs.copperfield.io',
  ]);
});

test('what only looks like one stays words', () => {
  assert.deepEqual(
    found('Version 3.34.0, file.tsx, e.g. this, 10.5 net, Mr.Smith, invoice.dept, a.details'),
    [],
  );
});

test('a bracket around an address is not part of it; one within is', () => {
  assert.equal(addressIn('(https://a.example/x)')[0]?.href, 'https://a.example/x');
  assert.equal(addressIn('https://a.example/x_(y)')[0]?.href, 'https://a.example/x_(y)');
});

test('words without an address are looked through in a moment, whatever they are', () => {
  const began = process.cpuUsage().user;
  for (const words of ['aaaa.bbbb-'.repeat(2_000), 'a'.repeat(20_000), `${'a.'.repeat(10_000)}@`])
    addressIn(words);
  assert.ok(process.cpuUsage().user - began < 1_000_000);
});

test('a script is nowhere to go', () => {
  assert.equal(isLinkable('javascript:alert(1)'), false);
  assert.equal(isLinkable(' https://a.example'), false);
  assert.equal(isLinkable('tel:+43 1 2345'), true);
});

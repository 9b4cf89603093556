import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callerAddress, trustedProxies } from './address.ts';

const proxies = trustedProxies(['10.0.0.0/8', '::1', '192.0.2.7']);

test('without a trusted proxy, what the header says is ignored', () => {
  assert.equal(callerAddress('203.0.113.9', '1.2.3.4', proxies), '203.0.113.9');
  assert.equal(callerAddress('::ffff:203.0.113.9', '1.2.3.4', trustedProxies([])), '203.0.113.9');
});

test('behind trusted proxies, the last address that is not one of them is the caller', () => {
  assert.equal(callerAddress('10.1.2.3', '203.0.113.9', proxies), '203.0.113.9');
  assert.equal(callerAddress('::1', '6.6.6.6, 203.0.113.9, 192.0.2.7', proxies), '203.0.113.9');
  assert.equal(callerAddress('::ffff:10.1.2.3', '2001:db8::5', proxies), '2001:db8::5');
});

test('nonsense in the header leaves the proxy as the caller', () => {
  for (const header of [null, '', 'unknown', 'evil, ', '999.1.1.1', 'a'.repeat(10_000)]) {
    assert.equal(callerAddress('10.1.2.3', header, proxies), '10.1.2.3', String(header).slice(0, 20));
  }
});

test('a setting that is not an address is refused by name', () => {
  assert.throws(() => trustedProxies(['proxy.example']), /proxy\.example/);
});

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { secretsOf } from '../platform/settings/key.ts';
import { readThreadToken, threadToken } from './thread-token.ts';

const secrets = secretsOf([randomBytes(32)]);

test('a token is read back, in any case, for any number', () => {
  for (const number of ['1', '35', '36', '123456789', '9007199254740993']) {
    const token = threadToken(secrets, number);
    assert.match(token, /^[0-9a-z]+-[a-z2-7]{20}$/);
    assert.equal(readThreadToken(secrets, token), number);
    assert.equal(readThreadToken(secrets, token.toUpperCase()), number);
  }
});

test('any other word, another number or another workspace’s key says nothing', () => {
  const token = threadToken(secrets, 41);
  const mark = token.split('-')[1] as string;
  for (const word of [
    '',
    'x',
    `16-${mark}`,
    `0${token}x`,
    token.slice(0, -1),
    `${token}a`,
    `${'z'.repeat(14)}-${mark}`,
  ]) {
    assert.equal(readThreadToken(secrets, word), undefined, word);
  }
  assert.equal(readThreadToken(secretsOf([randomBytes(32)]), token), undefined);
});

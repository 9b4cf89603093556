import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strengthOf } from './password-strength.ts';

test('what the server would refuse counts as nothing', () => {
  assert.equal(strengthOf('G7!kP2#q'), 0);
});

test('a few plain words are stronger than a short jumble', () => {
  assert.equal(strengthOf('correct horse battery'), 3);
  assert.equal(strengthOf('sunflowerroad'), 2);
  assert.equal(strengthOf('sunflowers'), 1);
});

test('length made of one key, or of what is tried first, is no strength', () => {
  assert.equal(strengthOf('aaaaaaaaaaaaaaaaaaaaaaaa'), 1);
  assert.equal(strengthOf('Password12345678'), 1);
});

test('a password about its owner is weak', () => {
  const about = ['Dana Price', 'dana@copperfield.example'];
  assert.equal(strengthOf('copperfield-is-home', about), 1);
  assert.equal(strengthOf('copperfield-is-home'), 3);
});

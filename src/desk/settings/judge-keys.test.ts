import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bindings } from '../../ui/bindings.ts';
import { judgeKeys } from './judge-keys.ts';

test('the keys as they come do not contradict each other', () => {
  for (const { id, keys } of bindings)
    if (keys !== 'Escape') assert.equal(judgeKeys(id, keys, bindings).is, 'free', id);
});

test('keys of another command are taken, and whose they are is said', () => {
  assert.deepEqual(judgeKeys('solve', 'n', bindings), { is: 'taken', by: ['note'] });
  assert.deepEqual(judgeKeys('note', 'n', bindings), { is: 'free' }, 'one’s own');
});

test('a key that begins others would act before they are whole', () => {
  const verdict = judgeKeys('solve', 'g', bindings);
  assert.ok(verdict.is === 'taken' && verdict.by.includes('goInbox') && verdict.by.includes('goWaiting'));
  assert.deepEqual(judgeKeys('solve', 'r x', bindings), { is: 'taken', by: ['reply'] });
});

test('what the browser or every text field needs is left to them', () => {
  for (const keys of ['Mod+t', 'Mod+c', 'Tab', 'g Tab', ' ', 'F5'])
    assert.equal(judgeKeys('solve', keys, bindings).is, 'browsers', keys);
});

test('sending by a key that writes a letter would send half a word', () => {
  assert.equal(judgeKeys('send', 'w', bindings).is, 'writes');
  assert.equal(judgeKeys('send', 'Mod+s', bindings).is, 'free');
});

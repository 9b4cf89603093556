import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Excess, excessOf, type Limits } from './excess.ts';

const mail: Limits = {
  type: 'email',
  inboxId: 'i',
  text: { max: 100, unit: 'chars', rich: 'html' },
  files: { max: 1_000, perMessage: 2 },
  copies: true,
};
const sms: Limits = { ...mail, text: { max: 10, unit: 'bytes', rich: 'none' }, files: null };
const file = (size: number) => ({ id: String(size), name: 'a', type: 'text/plain', size });
const is = (limits: Limits | undefined, html: string, sizes: number[] = []): Excess | null =>
  excessOf(limits, { html, files: sizes.map(file) });

test('what a channel can carry is let through, and everything where none is known', () => {
  assert.equal(is(mail, '<p>Hello</p>', [400, 600]), null);
  assert.equal(is(undefined, 'x'.repeat(1_000_000), [1e9]), null);
});

test('too many files, too large ones, and files where there can be none are each said', () => {
  assert.deepEqual(is(mail, '', [1, 2, 3]), { is: 'manyFiles', max: 2 });
  assert.deepEqual(is(mail, '', [600, 401]), { is: 'largeFiles', size: 1_001, max: 1_000 });
  assert.deepEqual(is(sms, '', [1]), { is: 'noFiles' });
});

test('length counts as the channel counts: markup where it travels, bytes of the words where it does not', () => {
  assert.deepEqual(is(mail, 'x'.repeat(103)), { is: 'long', over: 3 });
  assert.equal(is(sms, '<p>1234567890</p>'), null);
  assert.deepEqual(is(sms, '<p>1234567ü90</p>'), { is: 'long', over: 1 });
});

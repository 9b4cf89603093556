import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findReplies, type Listed } from './find.ts';

const reply = (name: string, shortcut: string, begins: string, more: Partial<Listed> = {}): Listed => ({
  id: name,
  scope: 'everyone',
  team: null,
  folder: '',
  name,
  shortcut,
  texts: [{ language: 'en', begins }],
  files: 0,
  uses: 0,
  mine: 0,
  mayChange: true,
  version: 1,
  ...more,
});
const all = [
  reply('Refund issued', 'refund', 'We have returned the amount to your card.'),
  reply('Where is my order', 'wismo', 'Your parcel left our house yesterday.', { mine: 9, uses: 20 }),
  reply('Rückfrage', 'rf', 'Could you tell us your customer number?', { folder: 'Billing' }),
];
const names = (words: string) => findReplies(all, words).map(({ name }) => name);

test('a shortcut comes first, with or without its stroke', () => {
  assert.equal(names('/wismo')[0], 'Where is my order');
  assert.equal(names('refu')[0], 'Refund issued');
});

test('name, folder and words are looked through, accents and order of words do not matter', () => {
  assert.deepEqual(names('ruckfrage'), ['Rückfrage']);
  assert.deepEqual(names('order where'), ['Where is my order']);
  assert.deepEqual(names('billing'), ['Rückfrage']);
  assert.deepEqual(names('parcel'), ['Where is my order']);
});

test('letters left out are forgiven, nonsense is not', () => {
  assert.deepEqual(names('rfnd'), ['Refund issued']);
  assert.deepEqual(names('zzz'), []);
});

test('without words everything stands as it came: what is used most first', () => {
  assert.deepEqual(names(''), ['Refund issued', 'Where is my order', 'Rückfrage']);
});

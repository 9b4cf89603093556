import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bindings } from './bindings.ts';
import { Keyboard, type KeyPress } from './keyboard.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  keyCode: 0,
  timeStamp: 5_000,
  ...more,
});

test('a key does its command by the character it produced, wherever it lies on the keyboard', () => {
  const keyboard = new Keyboard();
  assert.equal(keyboard.press(press('j'), bindings, false), 'next');
  assert.equal(keyboard.press(press('?', { shiftKey: true }), bindings, false), 'sheet');
  assert.equal(keyboard.press(press('/', { shiftKey: true }), bindings, false), 'search');
});

test('Ctrl on one machine and Command on another are the same', () => {
  const keyboard = new Keyboard();
  assert.equal(keyboard.press(press('k', { ctrlKey: true }), bindings, false), 'palette');
  assert.equal(keyboard.press(press('k', { metaKey: true }), bindings, false), 'palette');
  assert.equal(
    keyboard.press(press('Enter', { ctrlKey: true, shiftKey: true }), bindings, true),
    'sendSolve',
  );
});

test('Ctrl+R stays the browser’s and is no reply', () => {
  assert.equal(new Keyboard().press(press('r', { ctrlKey: true }), bindings, false), undefined);
});

test('while typing only keys with Mod count', () => {
  const keyboard = new Keyboard();
  assert.equal(keyboard.press(press('j'), bindings, true), undefined);
  assert.equal(keyboard.press(press('Enter', { ctrlKey: true }), bindings, true), 'send');
});

test('nothing happens while an input method composes', () => {
  const keyboard = new Keyboard();
  assert.equal(keyboard.press(press('j', { isComposing: true }), bindings, false), undefined);
  assert.equal(keyboard.press(press('j', { keyCode: 229 }), bindings, false), undefined);
  assert.equal(keyboard.press(press('Dead'), bindings, false), undefined);
});

test('g then u goes to unassigned, but not when a second has passed', () => {
  const keyboard = new Keyboard();
  assert.equal(keyboard.press(press('g', { timeStamp: 100 }), bindings, false), undefined);
  assert.equal(keyboard.press(press('u', { timeStamp: 600 }), bindings, false), 'goUnassigned');
  assert.equal(keyboard.press(press('g', { timeStamp: 3_000 }), bindings, false), undefined);
  assert.equal(keyboard.press(press('u', { timeStamp: 4_500 }), bindings, false), undefined);
});

test('i after g goes to the inbox instead of assigning', () => {
  const keyboard = new Keyboard();
  keyboard.press(press('g'), bindings, false);
  assert.equal(keyboard.press(press('i'), bindings, false), 'goInbox');
  assert.equal(keyboard.press(press('i'), bindings, false), 'assignMe');
});

test('no two commands have the same keys', () => {
  const keys = bindings.map((binding) => binding.keys as string).filter(Boolean);
  assert.deepEqual(
    keys.filter((one, place) => keys.indexOf(one) !== place),
    [],
  );
});

test('a letter of another script counts as the Latin one on its key', () => {
  const keyboard = new Keyboard();
  assert.equal(keyboard.press(press('о', { code: 'KeyJ' }), bindings, false), 'next', 'Cyrillic');
  assert.equal(
    keyboard.press(press('ر', { code: 'KeyV' }), bindings, false),
    undefined,
    'Arabic, no command',
  );
  assert.equal(
    keyboard.press(press('κ', { code: 'KeyK', ctrlKey: true }), bindings, false),
    'palette',
    'Greek',
  );
  assert.equal(keyboard.press(press('К', { code: 'KeyR', shiftKey: true }), bindings, false), 'replyAll');
});

test('a Latin letter counts as what it is, wherever it lies', () => {
  assert.equal(new Keyboard().press(press('a', { code: 'KeyQ' }), bindings, false), 'assign', 'AZERTY');
  assert.equal(new Keyboard().press(press('é', { code: 'KeyE' }), bindings, false), undefined);
});

test('keys that write a character never send while typing, even if somebody set them so', () => {
  const odd = [{ id: 'send', keys: 'w', label: 'ui.keys.send', group: 'write', whileTyping: true }] as const;
  assert.equal(new Keyboard().press(press('w'), odd, true), undefined);
  assert.equal(new Keyboard().press(press('w'), odd, false), 'send');
});

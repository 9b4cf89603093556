import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Batch } from './announce.ts';
import { backoff } from './backoff.ts';
import { clockState } from './clock-state.ts';
import { hueOf, initials } from './hue.ts';
import { keyLabel } from './key-label.ts';
import { keyOf } from './write-key.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1) + minutes * 60_000);

test('a clock of an hour warns in its last twelve minutes', () => {
  assert.deepEqual(clockState(at(60), at(0), at(47)), { state: 'safe', minutes: 13 });
  assert.deepEqual(clockState(at(60), at(0), at(48)), { state: 'soon', minutes: 12 });
});

test('a clock of a day warns for thirty minutes, not for five hours', () => {
  assert.equal(clockState(at(1440), at(0), at(1409)).state, 'safe');
  assert.equal(clockState(at(1440), at(0), at(1410)).state, 'soon');
});

test('a clock that is over says by how much', () => {
  assert.deepEqual(clockState(at(60), at(0), at(76)), { state: 'over', minutes: 16 });
  assert.deepEqual(clockState(at(60), at(0), new Date(at(60).getTime() + 1)), { state: 'over', minutes: 1 });
});

test('the ear hears the first sentence at once and the rest together five seconds later', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const heard: string[] = [];
  const batch = new Batch();
  batch.listen((text) => heard.push(text));
  for (const text of ['One came.', 'Two came.', 'Two came.', 'Three came.']) batch.add(text);
  assert.deepEqual(heard, ['One came.']);
  mock.timers.tick(4_999);
  assert.equal(heard.length, 1);
  mock.timers.tick(1);
  assert.deepEqual(heard, ['One came.', 'Two came. Three came.']);
  mock.timers.tick(5_000);
  batch.add('Later.');
  assert.equal(heard.at(-1), 'Later.');
  mock.timers.reset();
});

test('the same input is the same write, another object with the same words is not', () => {
  const input = { id: '1', text: 'Hello' };
  assert.equal(keyOf(input), keyOf(input));
  assert.notEqual(keyOf(input), keyOf({ ...input }));
  assert.match(keyOf(undefined), /^[0-9a-f-]{36}$/);
});

test('a person keeps a hue, and people differ', () => {
  assert.equal(hueOf('0199-a'), hueOf('0199-a'));
  const hues = new Set(Array.from({ length: 200 }, (_, person) => hueOf(`person ${person}`)));
  assert.ok(hues.size >= 12, `${hues.size} hues among 200 people`);
});

test('initials are whole letters of any script', () => {
  const cases = {
    'Leila Tanaka': 'LT',
    'ana maria de souza': 'AS',
    'support@example.com': 'SC',
    '山田 太郎': '山太',
    '': '?',
  };
  for (const [name, letters] of Object.entries(cases)) assert.equal(initials(name), letters, name);
  assert.equal(initials('👩‍👩‍👧 Family'), '👩‍👩‍👧F');
});

test('attempts to come back wait half to whole of a doubling pause, thirty seconds at most', () => {
  assert.equal(
    backoff(0, () => 0),
    250,
  );
  assert.equal(
    backoff(0, () => 1),
    500,
  );
  assert.equal(
    backoff(3, () => 1),
    4_000,
  );
  assert.equal(
    backoff(50, () => 1),
    30_000,
  );
});

test('keys are named as they are printed', () => {
  const apple = { Mod: '⌘', Shift: '⇧', Enter: '↵' };
  assert.equal(keyLabel('Mod+k', apple), '⌘K');
  assert.equal(keyLabel('Mod+Shift+Enter', apple), '⌘⇧↵');
  assert.equal(keyLabel('Mod+k', { Mod: 'Ctrl' }), 'Ctrl K');
  assert.equal(keyLabel('?', apple), '?');
});

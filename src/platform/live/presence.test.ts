import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPresence } from './presence.ts';

const [one, two] = [{}, {}];
const viewing = { state: 'viewing', typing: false } as const;
const noting = { state: 'noting', typing: true } as const;
const replying = { state: 'replying', typing: false } as const;

test('heartbeats keep someone there, silence of more than 35 s does not', () => {
  const presence = createPresence();
  assert.deepEqual(presence.at(one, 'maya', 'c1', viewing, 0), ['c1']);
  assert.deepEqual(presence.at(one, 'maya', 'c1', viewing, 15_000), [], 'nothing looks different');
  assert.deepEqual(presence.expire(50_000), []);
  assert.deepEqual(presence.expire(50_001), ['c1']);
  assert.deepEqual(presence.of('c1'), []);
  assert.deepEqual([...presence.all()], []);
});

test('two windows are one agent, who replies if either does', () => {
  const presence = createPresence();
  presence.at(one, 'maya', 'c1', viewing, 0);
  assert.deepEqual(presence.at(two, 'maya', 'c1', replying, 0), ['c1']);
  assert.deepEqual(presence.of('c1'), [{ id: 'maya', ...replying }]);
  assert.deepEqual(presence.gone(one), [], 'still replying in the other');
  assert.deepEqual(presence.gone(two), ['c1']);
  assert.deepEqual(presence.gone(two), []);
});

test('going from one conversation to another changes both', () => {
  const presence = createPresence();
  presence.at(one, 'maya', 'c1', viewing, 0);
  assert.deepEqual(presence.at(one, 'maya', 'c2', viewing, 1), ['c1', 'c2']);
  assert.deepEqual([presence.of('c1'), presence.of('c2')], [[], [{ id: 'maya', ...viewing }]]);
});

test('what matters most of one agent’s windows is shown, and typing is news by itself', () => {
  const presence = createPresence();
  presence.at(one, 'maya', 'c1', viewing, 0);
  assert.deepEqual(presence.at(two, 'maya', 'c1', noting, 0), ['c1']);
  assert.deepEqual(presence.of('c1'), [{ id: 'maya', ...noting }]);
  assert.deepEqual(presence.at(two, 'maya', 'c1', { ...noting, typing: false }, 1), ['c1'], 'the keys rest');
  assert.deepEqual(presence.at(one, 'maya', 'c1', replying, 2), ['c1']);
  assert.deepEqual(presence.of('c1'), [{ id: 'maya', ...replying }], 'an answer before a note');
});

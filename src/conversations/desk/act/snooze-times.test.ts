import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snoozeTimes } from './snooze-times.ts';

const said = (now: Date) =>
  snoozeTimes(now).map(
    ({ id, at }) => `${id.split('.').at(-1)} ${at.getDate()} ${at.getHours()}:${at.getMinutes()}`,
  );

test('a Wednesday morning offers today, this evening, tomorrow, Monday and four weeks on', () => {
  assert.deepEqual(said(new Date(2026, 10, 18, 10, 10)), [
    'later 18 12:30',
    'evening 18 18:0',
    'tomorrow 19 9:0',
    'monday 23 9:0',
    'month 16 9:0',
  ]);
});

test('in the evening there is no evening left, and on Sunday tomorrow is Monday already', () => {
  assert.deepEqual(said(new Date(2026, 10, 22, 19, 0)), ['later 22 21:0', 'tomorrow 23 9:0', 'month 20 9:0']);
});

test('on a Monday, Monday is the next one', () => {
  assert.ok(said(new Date(2026, 10, 23, 8, 0)).includes('monday 30 9:0'));
});

test('late at night nothing is called today that is tomorrow', () => {
  assert.deepEqual(said(new Date(2026, 10, 18, 22, 40)), [
    'tomorrow 19 9:0',
    'monday 23 9:0',
    'month 16 9:0',
  ]);
});

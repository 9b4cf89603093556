import assert from 'node:assert/strict';
import { test } from 'node:test';
import { say } from './words.ts';

test('fills the places of a message', () => {
  const text = say('staff.mail.invite.subject', { workspace: 'Copperfield' });
  assert.match(text, /Copperfield/);
  assert.doesNotMatch(text, /[{}]/);
});

test('says it in English when a language lacks it, and never reads a path made from a language', () => {
  const values = { workspace: 'Copperfield' };
  const english = say('staff.mail.invite.subject', values);
  assert.equal(say('staff.mail.invite.subject', values, 'xx-YY'), english);
  assert.equal(say('staff.mail.invite.subject', values, '../../../etc/passwd'), english);
});

test('a message nobody wrote is an error, not an empty mail', () => {
  assert.throws(() => say('staff.no.such.message'), /Nobody has written/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bareSubject, looksLikeAnswer } from './subject.ts';

test('what programs of many languages put before an answer is seen and stripped', () => {
  const answers = [
    'Re: Invoice',
    'RE: Invoice',
    'AW: Invoice',
    'Antw: Invoice',
    'SV: Invoice',
    'Odp: Invoice',
    'RES: Invoice',
    'Ynt: Invoice',
    'Re[2]: Invoice',
    'Re(3): Invoice',
    'RE : Invoice',
    '回复：Invoice',
    'Отв: Invoice',
    'Re: AW: Re: Invoice',
    '[EXT] Re: Invoice',
    'Re: [#123] Invoice',
    'Re: Fwd: Invoice',
    'Re:Invoice',
  ];
  for (const subject of answers) {
    assert.equal(looksLikeAnswer(subject), true, subject);
    assert.equal(bareSubject(subject), 'invoice', subject);
  }
});

test('what is no answer is not taken for one', () => {
  for (const subject of [
    'Invoice',
    'Report: Invoice',
    'Reinvoice: now',
    'Fwd: Invoice',
    'WG: Invoice',
    '',
    'Re',
    'Area: 51',
  ]) {
    assert.equal(looksLikeAnswer(subject), false, subject);
  }
  assert.equal(bareSubject('Fwd: Invoice'), 'invoice');
  assert.equal(bareSubject('Re: '), '');
});

test('a hostile subject costs no time', () => {
  const began = performance.now();
  for (const part of ['Re: ', '[', '[]', 'Re', ' ', 'Re[']) {
    bareSubject(part.repeat(100_000));
    looksLikeAnswer(part.repeat(100_000));
  }
  assert.ok(performance.now() - began < 200);
});

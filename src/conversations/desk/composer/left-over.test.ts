import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leftOver } from './left-over.ts';

const leila = {
  customer: 'Leila Tanaka',
  recipients: [{ name: 'Leila Tanaka', address: 'leila.tanaka@alder.example' }],
};
const words = (text: string, who = leila) => leftOver(text, who).map((one) => one.words);

test('words in braces and placeholders in brackets are found, each once', () => {
  assert.deepEqual(
    words('Hi {{customer.first_name}}, your [order number] is [Order Number] {{customer.first_name}}'),
    ['{{customer.first_name}}', '[order number]', '[Order Number]'],
  );
});

test('footnotes, links and what is meant in brackets are let go', () => {
  for (const text of [
    'See [1] and [2].',
    '[our terms](https://a.example)',
    'He wrote “teh [sic]”',
    'a[i] = 3',
    '[image]',
  ])
    assert.deepEqual(words(text), [], text);
});

test('a greeting to somebody else is found', () => {
  for (const text of [
    'Hi Ravi,\nthanks',
    'Dear Mr Varma,',
    'Hallo Anna, danke',
    'Sehr geehrte Frau Müller,',
    'Hello Ben!',
  ])
    assert.equal(words(text).length, 1, text);
  assert.deepEqual(leftOver('Hi Ravi, hello', leila), [
    { is: 'name', words: 'Ravi', customer: 'Leila Tanaka' },
  ]);
});

test('a greeting to this customer, to nobody by name, or none is fine', () => {
  for (const text of [
    'Hi Leila,',
    'Dear Ms Tanaka,',
    'Hallo Frau Tanaka,',
    'Hi there,',
    'Hello all,',
    'Hallo zusammen,',
    'Sehr geehrte Damen und Herren,',
    'Good morning Leïla!',
    'Dear customer,',
    'Hi, Ravi will call you',
    'Thanks, Ravi',
    'Hello again Leila',
  ])
    assert.deepEqual(words(text), [], text);
});

test('others who get it may be greeted, and whom nobody knows by name cannot be greeted wrongly', () => {
  const two = {
    ...leila,
    recipients: [...leila.recipients, { name: '', address: 'tariq.mensah@alder.example' }],
  };
  assert.deepEqual(words('Hi Tariq and Leila,', two), []);
  const unknown = { customer: '', recipients: [{ name: '', address: 'info@alder.example' }] };
  assert.deepEqual(words('Hi Ravi,', unknown), []);
  const arabic = { customer: 'ليلى', recipients: [{ name: 'ليلى', address: 'l@a.example' }] };
  assert.deepEqual(words('Hi ليلى,', arabic), []);
});

test('a very long text costs nothing to speak of', () => {
  const start = process.hrtime.bigint();
  words(`Hi ${'[a '.repeat(200_000)}`);
  assert.ok(Number(process.hrtime.bigint() - start) < 500e6);
});

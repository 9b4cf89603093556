import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { explain } from '../../src/channels/email/imap-errors.ts';
import { readStatus } from '../../src/channels/email/status-codes.ts';
import { errors } from '../../src/platform/http/errors.ts';
import { type Sentences, translator } from '../../src/ui/said/sentences.ts';

const src = new URL('../../src/', import.meta.url).pathname;
const german = JSON.parse(readFileSync(`${src}ui/said/de.json`, 'utf8')) as Sentences;
const say = translator(german);

/** All server source as one text, values as {}. */
const source = globSync('**/*.ts', { cwd: src })
  .filter((path) => !/\.test\.ts$|\/desk\/|^(?:ui|desk)\//.test(path))
  .map((path) => readFileSync(src + path, 'utf8'))
  .join('\n')
  .replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '{}')
  .replaceAll("\\'", "'");

test('every sentence translated is one the server says, with the same number of values', () => {
  for (const [english, said] of Object.entries(german)) {
    assert.ok(source.includes(english), english);
    assert.equal(said.split('{}').length, english.split('{}').length, english);
  }
});

test('every code of the list of errors has its sentence', () => {
  for (const [code, [, sentence]] of Object.entries(errors)) assert.notEqual(say(sentence), sentence, code);
});

test('what a mail host answers is said in German, with its own words kept', () => {
  assert.equal(
    say(readStatus('550 5.1.1 <a@b.example>: no such user').text),
    'Diese Adresse gibt es nicht. Wortlaut: „<a@b.example>: no such user“',
  );
  for (const code of ['ENOTFOUND', 'ECONNREFUSED', 'ETIMEDOUT', 'ECONNRESET', 'CERT_HAS_EXPIRED', 'EPROTO']) {
    const { text, advice } = explain(Object.assign(new Error(code), { code }), {
      host: 'mx.b.example',
      port: 993,
    });
    assert.ok(say(text).includes('mx.b.example'), 'the name stays');
    for (const english of [text, advice].filter(Boolean)) assert.notEqual(say(english), english, english);
  }
});

test('sentences on end are said one by one, and one that is unknown stays as it came', () => {
  assert.equal(
    say('Please sign in first. The moon is full. This exists already.'),
    'Bitte zuerst anmelden. The moon is full. Das gibt es schon.',
  );
  assert.equal(say(''), '');
  assert.equal(say('no full stop'), 'no full stop');
});

test('a long hostile text takes no time', () => {
  const begun = performance.now();
  say('The name '.repeat(50_000));
  say(`${'“'.repeat(5_000)} is not known.`);
  assert.ok(performance.now() - begun < 500);
});

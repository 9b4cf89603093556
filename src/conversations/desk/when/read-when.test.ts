import assert from 'node:assert/strict';
import { test } from 'node:test';

process.env.TZ = 'Europe/Vienna';
const { readWhen } = await import('./read-when.ts');

// A Wednesday, ten past ten.
const now = new Date(2026, 10, 18, 10, 10);
const said = (words: string, language = 'en', from = now) => {
  const at = readWhen(words, from, language);
  if (!at) return null;
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(at.getDate())}.${two(at.getMonth() + 1)}. ${two(at.getHours())}:${two(at.getMinutes())}`;
};

const english: Record<string, string> = {
  'tomorrow 9': '19.11. 09:00',
  tomorrow: '19.11. 09:00',
  'tomorrow 9am': '19.11. 09:00',
  'in 2 hours': '18.11. 12:10',
  'in 2h': '18.11. 12:10',
  'in 30 minutes': '18.11. 10:40',
  'next monday': '23.11. 09:00',
  'Monday 8:00': '23.11. 08:00',
  'monday 9': '23.11. 09:00',
  'friday afternoon': '20.11. 15:00',
  '1 dec 10:30': '01.12. 10:30',
  'dec 1': '01.12. 09:00',
  'in 3 days': '21.11. 09:00',
  '5pm': '18.11. 17:00',
  '9': '19.11. 09:00',
  '17:30': '18.11. 17:30',
  'next week': '25.11. 09:00',
};
const german: Record<string, string> = {
  'morgen 9': '19.11. 09:00',
  'morgen um 9': '19.11. 09:00',
  morgen: '19.11. 09:00',
  'morgen früh': '19.11. 08:00',
  übermorgen: '20.11. 09:00',
  'nächsten Montag': '23.11. 09:00',
  'Montag 8:00': '23.11. 08:00',
  'Freitag nachmittag': '20.11. 15:00',
  Freitagnachmittag: '20.11. 15:00',
  'in 2 Stunden': '18.11. 12:10',
  'in 3 Tagen': '21.11. 09:00',
  '1. Dez 10:30': '01.12. 10:30',
  '24.12.': '24.12. 09:00',
  '24.12. um 8': '24.12. 08:00',
  '3.2.': '03.02. 09:00',
  '17 Uhr': '18.11. 17:00',
  'heute Abend': '18.11. 18:00',
};

for (const [words, at] of Object.entries(english)) {
  test(`“${words}” is ${at}`, () => assert.equal(said(words), at));
}
for (const [words, at] of Object.entries(german)) {
  test(`„${words}“ ist ${at}`, () => assert.equal(said(words, 'de'), at));
}

test('each language is understood under the other too', () => {
  assert.equal(said('nächsten Montag', 'en'), '23.11. 09:00');
  assert.equal(said('friday afternoon', 'de'), '20.11. 15:00');
});

test('what is no time, or past, is nothing', () => {
  for (const words of ['', 'refund', 'yesterday', 'gestern', '!!!', '25:99'])
    assert.equal(said(words), null, words);
});

test('a time of the clock stays that time over the change to winter and to summer', () => {
  // Clocks go back on 25 October 2026 and forward on 28 March 2027.
  const before = new Date(2026, 9, 24, 15, 0);
  assert.equal(said('tomorrow 9', 'en', before), '25.10. 09:00');
  assert.equal((readWhen('tomorrow 9', before, 'en')?.getTime() ?? 0) - before.getTime(), 19 * 3_600_000);
  const spring = new Date(2027, 2, 27, 15, 0);
  assert.equal((readWhen('morgen 9', spring, 'de')?.getTime() ?? 0) - spring.getTime(), 17 * 3_600_000);
  // Half past two does not exist that night; the next instant that does is meant.
  assert.equal(said('tomorrow 2:30', 'en', spring), '28.03. 03:30');
});

// Over 250 lines because what search finds is one list, tried on one planted office.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type TestInbox, testInbox } from '../../../test/inbox.ts';
import { transact } from '../../platform/db/transact.ts';
import type { Caller } from '../../staff/caller.ts';
import { bin } from '../bin.ts';
import { changeConversation } from '../change.ts';
import type { Incoming } from '../incoming.ts';
import { note } from '../note.ts';
import { spam } from '../spam.ts';
import { type FoundByWords, search } from './search.ts';
import { countWords } from './vocabulary.ts';

let at: TestInbox;
let maya: Caller;
before(async () => {
  at = await testInbox();
  maya = at.caller(at.maya, 'agent', { [at.inboxId]: 'reply' });
});
after(() => at.ground.close());

let minute = 0;
/** A mail a minute after the one before, from somebody of its own unless told. */
async function mailed(fields: Partial<Incoming>): Promise<string> {
  at.ground.clock.advance(60_000);
  const from = { name: '', address: `writer${++minute}@shop.example` };
  const { conversationId } = await at.arrives({
    from,
    subject: 'Hello',
    text: '',
    at: at.ground.clock.now(),
    ...fields,
  });
  return conversationId;
}

const find = (
  q: string,
  options: { as?: Caller; limit?: number; cursor?: string | undefined } = {},
): Promise<FoundByWords> =>
  search(at.ground.db, options.as ?? maya, { q, limit: options.limit ?? 20, cursor: options.cursor });
const idsOf = async (q: string, as?: Caller): Promise<string[]> =>
  (await find(q, as ? { as } : {})).items.map(({ id }) => id);
const hitsOf = (found: FoundByWords, n = 0): string[] =>
  (found.items[n]?.highlights ?? []).filter(({ hit }) => hit).map(({ text }) => text);

test('a word is found in any case, with or without its accents, and shown where it stands', async () => {
  const id = await mailed({
    text: 'Bonjour,\n\nle colis Élysée-27 est arrivé <b>cassé</b> & vide.',
    language: 'fr',
  });
  for (const q of ['élysée', 'ELYSEE', 'casse', 'CASSÉ', 'elysee-27', 'ely']) {
    assert.deepEqual(await idsOf(q), [id], q);
  }
  const found = await find('casse');
  assert.deepEqual(hitsOf(found), ['cassé']);
  const shown = found.items[0]?.highlights.map(({ text }) => text).join('');
  assert.equal(shown, 'Bonjour, le colis Élysée-27 est arrivé <b>cassé</b> & vide.');
});

test('stems: German, English and Russian words are found in their other forms', async () => {
  const german = await mailed({ text: 'Die Rechnungen der letzten Häuser fehlen uns.', language: 'de' });
  const english = await mailed({ text: 'Two refunded parcels and many companies', language: 'en' });
  const russian = await mailed({ text: 'Прошу прислать новые счета за посылки', language: 'ru' });
  const cases: [string, string, string][] = [
    ['rechnung', german, 'Rechnungen'],
    ['Haus', german, 'Häuser'],
    ['refunds', english, 'refunded'],
    ['company', english, 'companies'],
    ['посылка', russian, 'посылки'],
  ];
  for (const [q, id, hit] of cases) {
    const found = await find(q);
    assert.deepEqual(
      found.items.map((item) => item.id),
      [id],
      q,
    );
    assert.deepEqual(hitsOf(found), [hit], q);
  }
});

test('an answer without a language of its own takes that of its conversation', async () => {
  const id = await mailed({ text: 'Wo bleibt sie?', language: 'de' });
  await transact(at.ground.db, (tx) =>
    note(tx, at.maya, { id, text: 'Lieferverzögerungen prüfen' }, at.ground.clock.now()),
  );
  assert.deepEqual(await idsOf('"Lieferverzögerungen"'), [id]);
  assert.deepEqual(await idsOf('lieferverzogerung pruf'), [id]);
});

test('scripts without spaces are found by any part of a word', async () => {
  const japanese = await mailed({ text: '東京都の請求書が届きません。iPhone用ケース', language: 'ja' });
  const thai = await mailed({ text: 'สวัสดีครับใบแจ้งหนี้ไม่ถูกต้อง', language: 'th' });
  const korean = await mailed({ text: '송장이 잘못되었습니다', language: 'ko' });
  for (const q of ['請求書', '京都', '都', '書', 'iphone', 'ケース'])
    assert.deepEqual(await idsOf(q), [japanese], q);
  assert.deepEqual(await idsOf('ใบแจ้งหนี้'), [thai]);
  assert.deepEqual(await idsOf('송장'), [korean]);
  assert.deepEqual(hitsOf(await find('請求書')), ['請求書']);
  assert.deepEqual(await idsOf('書求請'), []);
});

test('quoted words must stand in a row; others anywhere', async () => {
  const row = await mailed({ text: 'The blue kettle whistles at dawn.' });
  const apart = await mailed({ text: 'A kettle that is blue.' });
  assert.deepEqual(await idsOf('blue kettle'), [apart, row]);
  assert.deepEqual(await idsOf('"blue kettle"'), [row]);
  assert.deepEqual(await idsOf('“blue kettle” dawn'), [row]);
  assert.deepEqual(await idsOf('"kettles"'), []);
  assert.deepEqual(await idsOf('kettles'), [apart, row]);
});

test('every word must be there; the last may still be typed', async () => {
  const id = await mailed({ text: 'Zwiebelmuster porcelain' });
  assert.deepEqual(await idsOf('zwie'), [id]);
  assert.deepEqual(await idsOf('porcelain zwie'), [id]);
  assert.deepEqual(await idsOf('zwie porcelain'), []);
});

test('a number is a conversation, with or without its sign', async () => {
  const id = await mailed({ text: 'nothing much' });
  const row = await at.ground.db
    .selectFrom('conversations')
    .select('number')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  for (const q of [row.number, `#${row.number}`]) {
    const found = await find(q);
    assert.equal(found.items[0]?.id, id, q);
    assert.equal(found.items[0]?.messageId, null);
  }
  assert.deepEqual(await idsOf('#999999999999'), []);
});

test('a person is found by name, address or part of it, and their conversations with them', async () => {
  const from = { name: 'Priya Dlamini', address: 'priya@northwind.example' };
  const first = await mailed({ from, text: 'One.' });
  const second = await mailed({ from, text: 'Two.' });
  for (const q of ['Priya Dlamini', 'dlamini', 'priya@northwind.example', 'northwind', 'priya@north']) {
    const found = await find(q);
    assert.deepEqual(
      found.items.map(({ id }) => id),
      [second, first],
      q,
    );
    assert.deepEqual(
      found.customers.map(({ name, email }) => [name, email]),
      [['Priya Dlamini', 'priya@northwind.example']],
      q,
    );
    assert.equal(found.corrected, null);
  }
});

test('the subject comes before the text, then the newest first', async () => {
  const subject = await mailed({ subject: 'Turbine stuck', text: 'please look' });
  const old = await mailed({ text: 'our turbine again' });
  const young = await mailed({ text: 'the turbines, once more' });
  assert.deepEqual(await idsOf('turbine'), [subject, young, old]);
});

test('a subject an agent gave is found, and so is the one it had', async () => {
  const id = await mailed({ subject: 'Question', text: 'Quagmire' });
  const now = at.ground.clock.now();
  await transact(at.ground.db, (tx) =>
    changeConversation(tx, at.maya, { id, subject: 'Sandstone façade' }, now),
  );
  assert.deepEqual(await idsOf('facades'), [id]);
  assert.deepEqual(await idsOf('quagmire'), [id]);
});

test('pages follow one another without a gap or a repetition', async () => {
  const all: string[] = [];
  for (let n = 0; n < 7; n++) {
    all.unshift(await mailed({ subject: n % 3 ? 'Hello' : 'Gearbox', text: 'gearbox oil' }));
  }
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await find('gearbox', { limit: 3, cursor });
    assert.ok(page.items.length <= 3);
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor);
  assert.deepEqual([...seen].sort(), [...all].sort());
  await assert.rejects(find('gearbox', { cursor: 'x' }), { code: 'BAD_INPUT' });
});

test('spam and the bin are searched only when nothing else is found', async () => {
  const junk = await mailed({ text: 'marzipan offer' });
  const now = at.ground.clock.now();
  await transact(at.ground.db, (tx) => spam(tx, at.maya, { id: junk, block: false }, now));
  const found = await find('marzipan');
  assert.deepEqual(
    found.items.map(({ id, place }) => [id, place]),
    [[junk, 'spam']],
  );
  const thrown = await mailed({ text: 'marzipan cake' });
  await transact(at.ground.db, (tx) => bin(tx, at.maya, { id: thrown }, now));
  assert.deepEqual((await idsOf('marzipan')).sort(), [junk, thrown].sort());
  const kept = await mailed({ text: 'marzipan order' });
  assert.deepEqual(await idsOf('marzipan'), [kept]);
});

test('what was deleted is not found', async () => {
  const id = await mailed({ text: 'ephemeral xylophone' });
  assert.deepEqual(await idsOf('xylophone'), [id]);
  await at.ground.db.deleteFrom('conversations').where('id', '=', id).execute();
  assert.deepEqual(await idsOf('xylophone'), []);
});

test('typing errors are forgiven in words, in subjects and in names, and it is said', async () => {
  const ids = [];
  for (let n = 0; n < 3; n++) ids.unshift(await mailed({ text: `The subscription ${'abc'[n]} renewal` }));
  const subject = await mailed({ subject: 'Verandah lantern', text: 'see above' });
  const person = await mailed({ from: { name: 'Yuki Novak', address: 'yn@example.com' }, text: 'Good day.' });
  await countWords(at.ground);
  for (const q of ['subscirption', 'subscripton', 'renewal subscriptiom']) {
    const found = await find(q);
    assert.deepEqual(
      found.items.map(({ id }) => id),
      ids,
      q,
    );
    assert.equal(found.corrected, q.includes(' ') ? 'renewal subscription' : 'subscription', q);
  }
  const lantern = await find('lantren');
  assert.deepEqual([lantern.items.map(({ id }) => id), lantern.corrected], [[subject], 'lantern']);
  assert.deepEqual(hitsOf(lantern), ['lantern']);
  const novak = await find('Yuki Nowak');
  assert.deepEqual([novak.items.map(({ id }) => id), novak.corrected], [[person], 'yuki novak']);
  assert.deepEqual(
    novak.customers.map(({ name }) => name),
    ['Yuki Novak'],
  );
  const right = await find('subscription');
  assert.equal(right.corrected, null);
});

test('a correction has further pages too', async () => {
  const first = await find('subscirption', { limit: 2 });
  assert.equal(first.items.length, 2);
  const second = await find('subscirption', { limit: 2, cursor: first.next ?? undefined });
  assert.equal(second.items.length, 1);
  assert.equal(second.next, null);
});

test('common words are found by walking, in the same order and with the same pages', async () => {
  for (let n = 0; n < 6; n++) await mailed({ subject: n === 2 ? 'Plinth' : 'Hello', text: 'plinth' });
  const byIndex = await idsOf('plinth');
  await at.ground.db
    .insertInto('search_words')
    .values({ word: 'plinth', share: 1, written: true, counted_at: at.ground.clock.now() })
    .execute();
  await at.ground.db.executeQuery(
    (await import('kysely'))
      .sql`update pg_class set reltuples = 1e6 where oid = 'messages'::regclass`.compile(at.ground.db),
  );
  const walked = await idsOf('plinth');
  assert.deepEqual([...walked].sort(), [...byIndex].sort());
  const first = await find('plinth', { limit: 4 });
  const second = await find('plinth', { limit: 4, cursor: first.next ?? undefined });
  assert.deepEqual(
    [...first.items, ...second.items].map(({ id }) => id),
    walked,
  );
  assert.equal(second.next, null);
});

test('hostile lines are words like others: no operator, no error', async () => {
  const id = await mailed({ text: "it's a tsquery & not | an ! operator <-> at :* all" });
  const lines = [
    "'; drop table messages; --",
    "it's & | ! <-> :* ((( ",
    '"',
    '""" "',
    '\\',
    "\\' or 1=1",
    '%_%',
    '<script>alert(1)</script>',
    'a:*A & b',
    '!operator',
    '( operator',
    '\u0000operator\u0000',
    '\ud800 operator',
    '😀',
    '#',
    '#1e9',
    '-1',
    `${'x'.repeat(5_000)}`,
    'word '.repeat(1_000),
    '"'.repeat(5_000),
    '\u0301'.repeat(5_000),
    '東'.repeat(2_000),
  ];
  for (const q of lines) {
    const found = await find(q);
    assert.ok(Array.isArray(found.items), q.slice(0, 40));
  }
  assert.deepEqual(await idsOf('!operator'), [id]);
  assert.deepEqual(await idsOf('operator:*'), [id]);
  assert.deepEqual(await idsOf("it's"), [id]);
  assert.deepEqual(await find('&|!'), { items: [], customers: [], corrected: null, next: null });
});

test('texts of any kind and size can be indexed, and the same text gives the same index', async () => {
  const text = `${"o'clock \\ ' \u0001 ½ ① ﷺ \ud83d\ude00 a\u0301 e\u0301 ".repeat(200)}${'qwerty '.repeat(30_000)}${'z'.repeat(200_000)}`;
  const ids = [await mailed({ text }), await mailed({ text })];
  const { rows } = await sql<{ same: number }>`
    select count(distinct search)::int as same from messages where conversation_id = any(${ids}::uuid[])`.execute(
    at.ground.db,
  );
  assert.equal(rows[0]?.same, 1);
  assert.deepEqual((await idsOf('qwerty')).sort(), [...ids].sort());
});

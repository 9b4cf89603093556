import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMail } from './parse.ts';
import { samples } from './samples/all.ts';
import { judge } from './samples/judge.ts';
import { mail, rawMail } from './samples/sample.ts';

const bytes = (raw: Uint8Array) => new Uint8Array(raw);

test('there are at least 150 samples and no name is used twice', () => {
  assert.ok(samples.length >= 150, `${samples.length} samples`);
  assert.equal(new Set(samples.map((one) => one.name)).size, samples.length);
});

for (const sample of samples) {
  test(`reads ${sample.name}`, async () => {
    assert.deepEqual(judge(sample, await parseMail(bytes(sample.raw))), []);
  });
}

test('the judge notices a lost word, a wrong sender and a missing file', async () => {
  const sample = samples.find((one) => one.name === 'held-outlook-desktop-de');
  assert.ok(sample);
  const good = await parseMail(bytes(sample.raw));
  const bad = { ...good, replyText: good.replyText.replace('Rechnung', ''), from: null, attachments: [] };
  assert.equal(judge(sample, bad).length, 3);
});

test('references, in-reply-to and message ids keep their angle brackets and order', async () => {
  const parsed = await parseMail(
    rawMail(
      'From: a@b.example\nMessage-ID: m1@b.example\nIn-Reply-To: <p@x.example> (Jane)\nReferences: <r@x.example>\n\t<p@x.example>\n\nx',
    ),
  );
  assert.equal(parsed.messageId, '<m1@b.example>');
  assert.deepEqual(parsed.inReplyTo, ['<p@x.example>']);
  assert.deepEqual(parsed.references, ['<r@x.example>', '<p@x.example>']);
});

test('dates of every age are read to the second', async () => {
  const dates: [string, string][] = [
    ['Tue, 3 Mar 2026 10:11:12 +0100', '2026-03-03T09:11:12.000Z'],
    ['3 Mar 26 10:11 EST', '2026-03-03T15:11:00.000Z'],
    ['Tue, 03 Mar 2026 10:11:12 GMT (UTC)', '2026-03-03T10:11:12.000Z'],
    ['Tue Mar  3 10:11:12 2026', '2026-03-03T10:11:12.000Z'],
    ['2026-03-03 10:11:12 +0100', '2026-03-03T09:11:12.000Z'],
    ['Tue, 3 Mar 2026 10:11:12 +9999', '2026-03-03T10:11:12.000Z'],
  ];
  for (const [written, meant] of dates) {
    const parsed = await parseMail(rawMail(`From: a@b.example\nDate: ${written}\n\nx`));
    assert.equal(parsed.date?.toISOString(), meant, written);
  }
  assert.equal((await parseMail(rawMail('From: a@b.example\nDate: someday\n\nx'))).date, null);
});

test('a report that says only 5.0.0 takes the precise code from the words of the other server', async () => {
  const sample = samples.find((one) => one.name === 'wild-bounce-code-in-diagnostic');
  assert.equal((await parseMail(bytes(sample?.raw ?? new Uint8Array()))).bounce?.status, '5.7.1');
});

test('an invitation gives method, summary and start', async () => {
  const sample = samples.find((one) => one.name === 'invitation');
  const parsed = await parseMail(bytes(sample?.raw ?? new Uint8Array()));
  assert.equal(parsed.calendar?.method, 'REQUEST');
  assert.equal(parsed.calendar?.summary, 'Demo');
  assert.equal(parsed.calendar?.start, '20260305T090000Z');
});

test('a picture shown in the text is inline and keeps its Content-ID', async () => {
  const parsed = await parseMail(
    rawMail(
      'From: a@b.example\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<img src="cid:p1">\n--b\nContent-Type: image/png; name=p.png\nContent-ID: <p1>\nContent-Transfer-Encoding: base64\n\niVBORw==\n--b--\n',
    ),
  );
  const { inline, cid, size, name } = parsed.attachments[0] ?? {};
  assert.deepEqual({ inline, cid, size, name }, { inline: true, cid: 'p1', size: 4, name: 'p.png' });
});

test('loop and automatic headers are kept for those who ask later', async () => {
  const parsed = await parseMail(
    mail({ text: 'x', headers: 'X-Rapport-Loop: abc\nDelivered-To: help@shop.example\nAuto-Submitted: no' }),
  );
  assert.equal(parsed.headers.xRapportLoop, 'abc');
  assert.deepEqual(parsed.headers.deliveredTo, ['help@shop.example']);
  assert.equal(parsed.headers.autoSubmitted, 'no');
});

test('the quotation taken off is kept beside the reply, and the language is told', async () => {
  const parsed = await parseMail(
    mail({
      text: 'Vielen Dank, das Gerät funktioniert jetzt wieder einwandfrei.\n\n> Bitte starten Sie es neu.\n',
    }),
  );
  assert.equal(parsed.quoted, '> Bitte starten Sie es neu.');
  assert.equal(parsed.language, 'de');
});

test('winmail.dat is named and warned about', async () => {
  const sample = samples.find((one) => one.name === 'held-winmail');
  const parsed = await parseMail(bytes(sample?.raw ?? new Uint8Array()));
  assert.match(parsed.warnings.join(), /winmail\.dat/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { limits } from './limits.ts';
import { parseMail } from './parse.ts';
import { samples } from './samples/all.ts';

/** Milliseconds any of these may take; quadratic work on a megabyte takes minutes. */
const deadline = 4000;
const M = 1024 * 1024;
const H = 'From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n';
const html = (body: string) => Buffer.from(`${H}Content-Type: text/html; charset=utf-8\r\n\r\n${body}`);
const text = (body: string) => Buffer.from(`${H}Content-Type: text/plain; charset=utf-8\r\n\r\n${body}`);
const lines = (line: string, count: number) => text(`${line}\n`.repeat(count));

const attacks: Record<string, () => Buffer> = {
  'a megabyte of nested tags': () => html('<div>'.repeat(M / 5)),
  'closing tags that match nothing': () => html(`${'<a>'.repeat(100_000)}${'</b>'.repeat(100_000)}word`),
  'a megabyte of opening brackets': () => html('<'.repeat(M)),
  '200,000 attributes': () => html(`<a ${'x=y '.repeat(200_000)}>hi</a>`),
  '30,000 links on one line': () => html('<a href="https://x.example/1">z</a>'.repeat(30_000)),
  '10,000 nested blockquotes': () => html(`${'<blockquote type=cite>'.repeat(10_000)}x`),
  'a style of a megabyte': () => html(`<div style="${'border-top: '.repeat(90_000)}">hi</div>`),
  '200,000 headers before the real ones': () => Buffer.from(`${'X-A: b\r\n'.repeat(200_000)}${H}\r\nbody`),
  'a header folded 200,000 times': () => Buffer.from(`X-A: b\r\n${' fold\r\n'.repeat(200_000)}${H}\r\nbody`),
  'a megabyte of carriage returns in a header': () => Buffer.from(`X-A: ${'\r'.repeat(M)}x\r\n${H}\r\nbody`),
  'a subject of 80,000 encoded words': () =>
    Buffer.from(`Subject: ${'=?utf-8?Q?a?= '.repeat(80_000)}\r\n${H}\r\nbody`),
  '60,000 receivers': () => Buffer.from(`To: ${'"a" <a@b.example>, '.repeat(60_000)}\r\n${H}\r\nbody`),
  'a megabyte of parentheses': () => Buffer.from(`To: ${'('.repeat(M)}\r\n${H}\r\nbody`),
  '200,000 references': () => Buffer.from(`References: ${'<a@b> '.repeat(200_000)}\r\n${H}\r\nbody`),
  'one line of a megabyte': () => text('a'.repeat(M)),
  'a megabyte of spaces': () => text(`${' '.repeat(M)}x`),
  'a megabyte of quote marks': () => text('> '.repeat(M / 2)),
  'lines like wrapped attributions': () => lines('On Mon a@b.example 10:00', 40_000),
  'lines like headers': () => lines('From: a@b.example', 50_000),
  'lines like signatures': () => lines('--', 200_000),
  'lines like separators': () => lines('-----Original Message-----', 40_000),
  'lines like Notes headers': () => lines('Jane Roe\n12/12/2000 10:10 AM\nTo: x', 20_000),
  'lines like list footers': () => lines('_____\nTo unsubscribe x', 30_000),
  'files that never end': () => lines('begin 644 a', 80_000),
  '50,000 parts': () =>
    Buffer.from(
      `${H}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nx\r\n'.repeat(50_000)}`,
    ),
  '3,000 multiparts in each other': () =>
    Buffer.from(
      H +
        Array.from(
          { length: 3000 },
          (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
        ).join(''),
    ),
  '3,000 mails in each other': () =>
    Buffer.from(`${H}${'Content-Type: message/rfc822\r\n\r\n'.repeat(3000)}deep`),
  'soft line breaks without text': () =>
    Buffer.from(`${H}Content-Transfer-Encoding: quoted-printable\r\n\r\n${'=\r\n'.repeat(350_000)}`),
  'a bounce of addresses': () =>
    Buffer.from(
      `From: MAILER-DAEMON@x.example\r\nSubject: failure notice\r\nReturn-Path: <>\r\n\r\nunable to deliver\n${'a'.repeat(M / 2)}\n${'a@'.repeat(M / 4)}`,
    ),
  'a megabyte in no charset': () => Buffer.concat([Buffer.from(`${H}\r\n`), Buffer.alloc(M, 0xc4)]),
  'a megabyte of escapes': () => Buffer.concat([Buffer.from(`${H}\r\n`), Buffer.alloc(M, 0x1b)]),
  'a megabyte of zeros': () => Buffer.alloc(M),
};

for (const [name, make] of Object.entries(attacks)) {
  test(`${name}: read within ${deadline} ms`, async () => {
    const raw = new Uint8Array(make());
    // Processor time: a busy machine must not make a slow parser of a fast one.
    const start = process.cpuUsage();
    const parsed = await parseMail(raw);
    const { user, system } = process.cpuUsage(start);
    const took = (user + system) / 1000;
    assert.ok(took < deadline, `${Math.round(took)} ms`);
    assert.ok(parsed.text.length <= limits.text + 1000);
  });
}

test('headers behind 200,000 others are still found', async () => {
  const parsed = await parseMail(new Uint8Array(attacks['200,000 headers before the real ones']?.() ?? []));
  assert.equal(parsed.from?.address, 'a@b.example');
  assert.match(parsed.warnings.join(), /header lines/);
});

test('nothing is read, and nothing thrown, for an empty mail', async () => {
  const parsed = await parseMail(new Uint8Array());
  assert.equal(parsed.from, null);
  assert.equal(parsed.text, '');
});

test('samples with bytes changed, cut or repeated never throw and keep the shape of the answer', async () => {
  const mutation = fc.record({
    sample: fc.nat(samples.length - 1),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    kind: fc.constantFrom('cut', 'change', 'repeat', 'insert'),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
  });
  await fc.assert(
    fc.asyncProperty(mutation, async ({ sample, at, kind, bytes }) => {
      const raw = Buffer.from(samples[sample]?.raw ?? []);
      const place = Math.floor(at * raw.length);
      const [head, tail] = [raw.subarray(0, place), raw.subarray(place)];
      const changed = {
        cut: head,
        change: Buffer.concat([head, bytes, tail.subarray(bytes.length)]),
        repeat: Buffer.concat([head, tail, tail]),
        insert: Buffer.concat([head, bytes, tail]),
      }[kind];
      const parsed = await parseMail(new Uint8Array(changed));
      assert.equal(typeof parsed.text, 'string');
      assert.equal(typeof parsed.replyText, 'string');
      assert.ok(
        !parsed.warnings.some((warning) => warning.startsWith('could not be read')),
        parsed.warnings.join(),
      );
    }),
    { numRuns: 1500 },
  );
});

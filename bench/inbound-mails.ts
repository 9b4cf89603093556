import { createHash } from 'node:crypto';

/** A mail of the bench: which thread it belongs to tells whether it was put where it belongs. */
export type BenchMail = { from: string; raw: string; id: string; thread: number };

const words =
  'order charger invoice delivery broken screen refund account password question battery cable update parcel address payment customer warranty return device'.split(
    ' ',
  );
const greetings = [
  'Hello,',
  'Dear team,',
  'Hi there,',
  'Guten Tag,',
  'Bonjour,',
  'Buenos días,',
  'Good morning,',
];

/** Numbers between 0 and 1 that are the same at every run, from a name. */
const chance = (name: string): number => createHash('md5').update(name).digest().readUInt32BE() / 2 ** 32;
const pick = <T>(list: readonly T[], name: string): T => list[Math.floor(chance(name) * list.length)] as T;
const sentence = (name: string, length: number): string =>
  Array.from({ length }, (_, n) => pick(words, `${name} ${n}`)).join(' ');
const paragraph = (name: string): string =>
  Array.from({ length: 4 }, (_, n) => `The ${sentence(`${name} ${n}`, 9)}.`).join('\n');

/**
 * `count` mails as a support address really gets them: two in three open a conversation, one in three
 * answers another one, which comes right before it, so that over several connections both arrive at the
 * same moment and in any order. Text alone, HTML beside it, files, quotations, machines, other charsets.
 */
export function benchMails(count: number, batch: string, to: string): BenchMail[] {
  const mails: BenchMail[] = [];
  for (let n = 0; mails.length < count; n++) {
    const name = `${batch}-${n}`;
    const person = `customer${Math.floor(chance(`${name} who`) * 1000)}`;
    const from = `${person}@shop${n % 50}.example`;
    const subject = sentence(`${name} subject`, 5);
    const first = `<${name}@shop.example>`;
    mails.push({
      from,
      thread: n,
      id: first,
      raw: mailOf(name, { from, to, subject, id: first, text: textOf(name) }),
    });
    if (chance(`${name} answered`) < 0.5 && mails.length < count) {
      const id = `<${name}-more@shop.example>`;
      const text = `${paragraph(`${name} more`)}\n\nOn Mon, 2 Mar 2026 at 10:00, ${person} wrote:\n> ${textOf(name).replaceAll('\n', '\n> ')}`;
      const raw = mailOf(`${name} more`, { from, to, subject: `Re: ${subject}`, id, text, answers: first });
      mails.push({ from, thread: n, id, raw });
    }
  }
  return mails;
}

const textOf = (name: string): string =>
  `${pick(greetings, name)}\n\n${paragraph(name)}\n\n${paragraph(`${name} b`)}\n\nKind regards\n${sentence(name, 2)}\n-- \nSent from my phone`;

type Draft = { from: string; to: string; subject: string; id: string; text: string; answers?: string };

function mailOf(name: string, { from, to, subject, id, text, answers }: Draft): string {
  const kind = chance(`${name} kind`);
  const head = [
    `Received: from mail.shop.example ([192.0.2.7]) by mx.shop.example with ESMTPS id ${name.length}x; Mon, 2 Mar 2026 09:00:00 +0000`,
    `From: "${sentence(from, 2)}" <${from}>`,
    `To: Copperfield <${to}>`,
    `Subject: ${subject}`,
    `Message-ID: ${id}`,
    'Date: Mon, 2 Mar 2026 10:00:00 +0100',
    'MIME-Version: 1.0',
    ...(answers ? [`In-Reply-To: ${answers}`, `References: ${answers}`] : []),
    ...(!answers && kind > 0.96 ? ['Auto-Submitted: auto-generated', 'Precedence: bulk'] : []),
  ];
  const body =
    kind < 0.4
      ? plain(text)
      : kind < 0.8
        ? withHtml(name, text)
        : kind < 0.9
          ? latin(text)
          : withFile(name, text);
  return [...head, ...body].join('\r\n').replace(/\r?\n/g, '\r\n');
}

const plain = (text: string): string[] => [
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: 8bit',
  '',
  text,
];

const latin = (text: string): string[] => [
  'Content-Type: text/plain; charset=iso-8859-1',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  `Gr=FC=DFe aus M=FCnchen\n${text.replace(/=/g, '=3D')}`,
];

function withHtml(name: string, text: string): string[] {
  const rows = text
    .split('\n')
    .map((line) => `<p style="margin:0;font-family:Arial">${line.replace(/[<>&]/g, '')}</p>`);
  const table = `<table width="600"><tr><td><img src="https://img.shop.example/${name}.png" alt=""></td></tr></table>`;
  const line = `alt-${name.replace(/\W/g, '')}`;
  return [
    `Content-Type: multipart/alternative; boundary="${line}"`,
    '',
    `--${line}`,
    ...plain(text),
    `--${line}`,
    'Content-Type: text/html; charset=utf-8',
    '',
    `<html><body>${rows.join('\n')}${table}</body></html>`,
    `--${line}--`,
    '',
  ];
}

function withFile(name: string, text: string): string[] {
  const line = `mix-${name.replace(/\W/g, '')}`;
  const bytes = Buffer.concat(
    Array.from({ length: 640 }, (_, n) => createHash('sha256').update(`${name}${n}`).digest()),
  );
  const base64 = bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
  return [
    `Content-Type: multipart/mixed; boundary="${line}"`,
    '',
    `--${line}`,
    ...plain(text),
    `--${line}`,
    'Content-Type: application/pdf; name="invoice.pdf"',
    'Content-Disposition: attachment; filename="invoice.pdf"',
    'Content-Transfer-Encoding: base64',
    '',
    base64,
    `--${line}--`,
    '',
  ];
}

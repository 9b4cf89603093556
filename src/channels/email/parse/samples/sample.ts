import iconv from 'iconv-lite';

/** One raw mail and what a careful reader would make of it. Fields left out are not judged. */
export type Sample = {
  name: string;
  raw: Uint8Array;
  /** Address of the writer. */
  from?: string | null;
  /** The whole body; compared word by word. */
  body?: string;
  /** What the person wrote; compared word by word and in order. */
  reply?: string;
  /** Names of attached files, in order. */
  files?: string[];
  /** null: a person. */
  auto?: string | null;
  bounce?: { kind: string; recipient: string; originalMessageId?: string };
  /** Address (or name where none was given) of the first sender of a forwarded mail; null: not a forward. */
  forwarded?: string | null;
  subject?: string;
  list?: string;
};

type Parts = {
  from?: string;
  to?: string;
  subject?: string;
  headers?: string;
  text?: string;
  html?: string;
  /** Body bytes are written in this charset; declared unless `undeclared`. */
  charset?: string;
  undeclared?: boolean;
  encoding?: '8bit' | 'quoted-printable' | 'base64';
  flowed?: boolean;
  files?: { name: string; type: string; content: string }[];
};

const encode = (text: string, charset: string) => (iconv.encodingExists(charset) ? iconv.encode(text, charset) : Buffer.from(text));

/** Quoted-printable (RFC 2045 6.7) with soft breaks at 75. */
export function quotedPrintable(bytes: Uint8Array): string {
  const out: string[] = [];
  let line = '';
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte === 13) continue;
    if (byte === 10) {
      out.push(line.replace(/ $/, '=20'));
      line = '';
      continue;
    }
    const piece = byte === 61 || byte > 126 || byte < 32 ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}` : String.fromCharCode(byte);
    if (line.length + piece.length > 75) {
      out.push(`${line}=`);
      line = '';
    }
    line += piece;
  }
  out.push(line);
  return out.join('\r\n');
}

function part(type: string, content: string, p: Parts): Buffer {
  const charset = p.charset ?? 'utf-8';
  const encoding = p.encoding ?? 'quoted-printable';
  const bytes = encode(content.replace(/\r?\n/g, '\r\n'), charset);
  const label = p.undeclared ? '' : `; charset=${charset}${p.flowed && type === 'text/plain' ? '; format=flowed' : ''}`;
  const head = `Content-Type: ${type}${label}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;
  const body = encoding === 'base64' ? Buffer.from((bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')) : encoding === '8bit' ? bytes : Buffer.from(quotedPrintable(bytes));
  return Buffer.concat([Buffer.from(head), body]);
}

function multipart(subtype: string, parts: Buffer[], boundary: string): Buffer {
  const pieces = parts.flatMap((one) => [Buffer.from(`--${boundary}\r\n`), one, Buffer.from('\r\n')]);
  return Buffer.concat([Buffer.from(`Content-Type: multipart/${subtype}; boundary="${boundary}"\r\n\r\n`), ...pieces, Buffer.from(`--${boundary}--\r\n`)]);
}

/** Puts a mail together the way a mail program does: alternative of text and HTML, files around it. */
export function mail(p: Parts): Uint8Array {
  const bodies: Buffer[] = [];
  if (p.text !== undefined) bodies.push(part('text/plain', p.text, p));
  if (p.html !== undefined) bodies.push(part('text/html', p.html, p));
  let content = bodies.length > 1 ? multipart('alternative', bodies, '=_alt_7f3') : (bodies[0] ?? part('text/plain', '', p));
  if (p.files) {
    const files = p.files.map((file) =>
      Buffer.from(`Content-Type: ${file.type}; name="${file.name}"\r\nContent-Disposition: attachment; filename="${file.name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(file.content).toString('base64')}`),
    );
    content = multipart('mixed', [content, ...files], '=_mix_91c');
  }
  const head = [
    `From: ${p.from ?? 'Jane Roe <jane.roe@example.com>'}`,
    `To: ${p.to ?? 'Support <help@shop.example>'}`,
    `Subject: ${p.subject ?? 'Re: Your order 4711'}`,
    'Date: Tue, 3 Mar 2026 10:11:12 +0100',
    'Message-ID: <sample-1@example.com>',
    'MIME-Version: 1.0',
    ...(p.headers ? p.headers.trim().split('\n') : []),
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n`, 'utf8'), content]);
}

/** A mail written out by hand, line ends made CRLF. */
export function rawMail(text: string): Uint8Array {
  return Buffer.from(text.replace(/^\n/, '').replace(/\r?\n/g, '\r\n'));
}

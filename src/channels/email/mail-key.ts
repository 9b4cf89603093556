import { createHash } from 'node:crypto';

/**
 * The key under which a mail is stored once, wherever and however often it is met: at the door, again at
 * the door after a lost answer, in two folders, under new UIDs. The Message-ID alone will not do (some
 * programs send different mails under one), nor the bytes alone (each relay adds lines on top): so it is
 * the Message-ID and a hash over the headers the writer made and the body.
 */
export function mailKey(raw: Buffer): string {
  const { head, body } = split(raw);
  const hash = createHash('sha256');
  for (const name of written) hash.update(`${name}:${headerIn(head, name)}\n`);
  hash.update(unified(body));
  // Only what the database can hold and a person can read: a broken id is in the hash anyway.
  const id = /<[\x21-\x3b\x3d\x3f-\x7e]{1,250}>/.exec(headerIn(head, 'message-id'))?.[0] ?? '';
  return `${id} ${hash.digest('base64url').slice(0, 32)}`.trim();
}

const written = ['from', 'to', 'cc', 'date', 'subject', 'message-id', 'content-type'];
const mostHead = 256 * 1024;

/** The head as text, and the body. Where no blank line comes, all of it is body. */
function split(raw: Buffer): { head: string; body: Buffer } {
  const crlf = raw.indexOf('\r\n\r\n');
  const lf = raw.indexOf('\n\n');
  const end = crlf >= 0 && (lf < 0 || crlf < lf) ? crlf + 4 : lf >= 0 ? lf + 2 : -1;
  if (end < 0 || end > mostHead) return { head: '', body: raw };
  return { head: `\n${raw.toString('latin1', 0, end)}`, body: raw.subarray(end) };
}

/** The first header of that name, unfolded and trimmed; empty if there is none. */
function headerIn(head: string, name: string): string {
  const at = head.search(new RegExp(`\\n${name}:`, 'i'));
  if (at < 0) return '';
  let end = at + name.length + 1;
  do end = head.indexOf('\n', end + 1);
  while (end >= 0 && (head[end + 1] === ' ' || head[end + 1] === '\t'));
  return head
    .slice(at + name.length + 2, end < 0 ? undefined : end)
    .replace(/\s+/g, ' ')
    .trim();
}

/** Line ends and the blank at the end differ between a door and a mailbox; the mail does not. */
function unified(body: Buffer): Buffer {
  let text = body;
  if (body.includes('\r\n')) text = Buffer.from(body.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  let end = text.length;
  while (end > 0 && (text[end - 1] === 0x0a || text[end - 1] === 0x20)) end--;
  return text.subarray(0, end);
}

import { megabytes } from './incoming.ts';

/** Headers that describe a body which is not here. */
const ofBody = /^(content-[\w-]+|mime-version|dkim-signature):/i;

/**
 * A small mail in place of one that is too large to fetch: its own sender, subject, dates and references,
 * so that it threads and can be answered, and words that say where the rest is.
 */
export function tooLargeMail(head: Buffer, size: number, max: number): Buffer {
  const lines = head.toString('latin1').split(/\r?\n(?![ \t])/);
  const kept = lines.filter((line) => line.trim() !== '' && !ofBody.test(line));
  const text = [
    `This mail is ${megabytes(size)} MB large, more than the ${megabytes(max)} MB that are brought in.`,
    'It is still in the mailbox, whole and unchanged. Open it there, or ask the sender for a smaller one.',
  ];
  const described = ['MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8'];
  return Buffer.from([...kept, ...described, '', ...text, ''].join('\r\n'), 'latin1');
}

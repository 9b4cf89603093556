import { readAddresses } from '../parse/addresses.ts';
import { header, headerText, readHeaders } from '../parse/headers.ts';

/**
 * What an archived mail's own headers say of it: whether it was written by us, and whether its owner would not
 * want it back (a draft, something deleted, spam). `own` are our addresses in lower case.
 *
 * Status and X-Status are mutt's and others' marks (D deleted, T draft); X-Gmail-Labels are those of a Gmail
 * export, in the account's language.
 */
export function aboutArchived(bytes: Buffer, own: ReadonlySet<string>): { sent: boolean; leaveOut: boolean } {
  const headers = readHeaders(headBlock(bytes));
  const marks = `${header(headers, 'status') ?? ''}${header(headers, 'x-status') ?? ''}`;
  const labels = headerText(header(headers, 'x-gmail-labels')).split(',');
  const leaveOut =
    /[DT]/.test(marks) ||
    labels.some((label) => unwanted.has(label.trim().replace(/^"|"$/g, '').toLowerCase()));
  const [from] = readAddresses(header(headers, 'from'));
  return { sent: from !== undefined && own.has(from.address.toLowerCase()), leaveOut };
}

const unwanted = new Set([
  'drafts',
  'trash',
  'spam',
  'entwürfe',
  'papierkorb',
  'borradores',
  'papelera',
  'brouillons',
  'corbeille',
]);

const mostHead = 256 * 1024;

function headBlock(bytes: Buffer): Buffer {
  const crlf = bytes.indexOf('\r\n\r\n');
  const lf = bytes.indexOf('\n\n');
  const ends = [crlf, lf].filter((end) => end >= 0);
  return bytes.subarray(0, Math.min(mostHead, ...ends));
}

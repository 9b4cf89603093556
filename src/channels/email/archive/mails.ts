import { type FileHandle, open } from 'node:fs/promises';

/**
 * The mails of an archive, one after another, from any place where one ends. Two forms:
 *
 *   mbox    each mail after a line "From SENDER DATE" (RFC 4155), of which every program writes its own kind.
 *           Such a line counts only at the beginning or after an empty line, and with a time and a year in
 *           it: "From now on …" in a letter is no new mail. One ">" before "From " is taken away again.
 *   framed  each mail after its length in bytes, four of them, the highest first: how a Maildir, whose mails
 *           are files, is sent as one.
 */
export type ArchiveFormat = 'mbox' | 'framed';

export type ArchivedMail = {
  /** The mail, or only its first bytes if it is larger than allowed (`isWhole` false). */
  bytes: Buffer;
  isWhole: boolean;
  /** Bytes of the whole mail. */
  size: number;
  /** When it reached the mailbox it was kept in, if the archive says so. */
  at: Date | null;
  /** Where the next one begins. */
  end: number;
};

/** Of a mail that is too large so much is kept: its headers. */
const keptHead = 256 * 1024;
const chunkSize = 1024 * 1024;

/** Throws what the disk says; an archive that ends in the midst of a mail gives what there is of it. */
export async function* mailsIn(
  file: string,
  format: ArchiveFormat,
  from: number,
  maxBytes: number,
): AsyncGenerator<ArchivedMail> {
  const handle = await open(file, 'r');
  try {
    yield* format === 'mbox' ? mboxMails(handle, from, maxBytes) : framedMails(handle, from, maxBytes);
  } finally {
    await handle.close();
  }
}

async function* framedMails(
  handle: FileHandle,
  from: number,
  maxBytes: number,
): AsyncGenerator<ArchivedMail> {
  const head = Buffer.alloc(4);
  for (let at = from; ; ) {
    const { bytesRead } = await handle.read(head, 0, 4, at);
    if (bytesRead < 4) return;
    const size = head.readUInt32BE(0);
    const bytes = Buffer.alloc(size > maxBytes ? Math.min(size, keptHead) : size);
    const read = await handle.read(bytes, 0, bytes.length, at + 4);
    at += 4 + size;
    if (read.bytesRead > 0) {
      const isWhole = size <= maxBytes;
      yield { bytes: bytes.subarray(0, read.bytesRead), isWhole, size, at: null, end: at };
    }
    if (read.bytesRead < bytes.length) return;
  }
}

/** What has been read of a mail that has not ended yet. */
type Begun = { parts: Buffer[]; kept: number; size: number; at: Date | null };

async function* mboxMails(handle: FileHandle, from: number, maxBytes: number): AsyncGenerator<ArchivedMail> {
  let begun: Begun | undefined;
  const finish = ({ parts, size, at }: Begun, end: number): ArchivedMail => {
    const whole = Buffer.concat(parts);
    const isWhole = size <= maxBytes;
    return { bytes: isWhole ? unquoted(whole) : whole.subarray(0, keptHead), isWhole, size, at, end };
  };
  let blank = true;
  for await (const { line, start } of linesOf(handle, from)) {
    const separator: Date | null | undefined = blank ? separatorTime(line) : undefined;
    if (separator !== undefined) {
      if (begun && begun.size > 0) yield finish(begun, start);
      begun = { parts: [], kept: 0, size: 0, at: separator };
      blank = false;
      continue;
    }
    // What stands before the first separator is no mail, but for a file that never has one.
    begun ??= { parts: [], kept: 0, size: 0, at: null };
    begun.size += line.length;
    if (begun.size <= maxBytes || begun.kept < keptHead) {
      begun.parts.push(line);
      begun.kept += line.length;
    }
    blank = line.length <= 2 && (line[0] === 0x0a || line[0] === 0x0d);
  }
  const { size: end } = await handle.stat();
  if (begun && begun.size > 0) yield finish(begun, end);
}

/** Pieces of the file that end where a line does; of a very long line, several. */
async function* linesOf(handle: FileHandle, from: number): AsyncGenerator<{ line: Buffer; start: number }> {
  let rest: Buffer = Buffer.alloc(0);
  for (let at = from; ; ) {
    const chunk = Buffer.alloc(chunkSize);
    const { bytesRead } = await handle.read(chunk, 0, chunkSize, at);
    const bytes = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    let start = at - rest.length;
    at += bytesRead;
    let begin = 0;
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, begin)) {
      yield { line: bytes.subarray(begin, end + 1), start };
      start += end + 1 - begin;
      begin = end + 1;
    }
    rest = bytes.subarray(begin);
    if (rest.length > chunkSize || bytesRead === 0) {
      if (rest.length > 0) yield { line: rest, start };
      rest = Buffer.alloc(0);
    }
    if (bytesRead === 0) return;
  }
}

/** The time of a separator, null if it has one nobody can read; undefined if the line is none. */
function separatorTime(line: Buffer): Date | null | undefined {
  if (line.length > 400 || line.toString('latin1', 0, 5) !== 'From ') return undefined;
  const text = line.toString('latin1', 5).trim();
  if (!/\d{1,2}:\d{2}/.test(text) || !/\b(19[7-9]|20)\d{2}\b|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}/.test(text)) {
    return undefined;
  }
  const words = text.slice(text.indexOf(' ') + 1);
  const zoned = /[+-]\d\d:?\d\d\b|\b(?:UTC|GMT)\b/.test(words) ? words : `${words} UTC`;
  const at = new Date(zoned);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** Takes away the ">" that was put before "From " at the beginning of a line. */
function unquoted(mail: Buffer): Buffer {
  if (!mail.includes('>From ')) return mail;
  return Buffer.from(mail.toString('latin1').replace(/^>(>*From )/gm, '$1'), 'latin1');
}

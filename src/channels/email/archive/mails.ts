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
  let begun = undefined as Begun | undefined;
  const finish = ({ parts, size, at }: Begun, end: number): ArchivedMail => {
    const whole = Buffer.concat(parts);
    const isWhole = size <= maxBytes;
    return { bytes: isWhole ? unquoted(whole) : whole.subarray(0, keptHead), isWhole, size, at, end };
  };
  // What stands before the first separator is no mail, but for a file that never has one.
  const take = (part: Buffer): void => {
    if (part.length === 0) return;
    begun ??= { parts: [], kept: 0, size: 0, at: null };
    begun.size += part.length;
    if (begun.size > maxBytes && begun.kept >= keptHead) return;
    begun.parts.push(part);
    begun.kept += part.length;
  };
  let blank = true;
  for await (const { bytes, start } of piecesOf(handle, from)) {
    // Kept by stretches and not by lines: a mail of nothing but line breaks has millions of those.
    let taken = 0;
    for (let begin = 0, end = 0; begin < bytes.length; begin = end) {
      end = bytes.indexOf(0x0a, begin) + 1 || bytes.length;
      const first = bytes[begin];
      const separator: Date | null | undefined =
        blank && first === 0x46 /* F */ ? separatorTime(bytes.subarray(begin, end)) : undefined;
      blank = separator === undefined && end - begin <= 2 && (first === 0x0a || first === 0x0d);
      if (separator === undefined) continue;
      take(bytes.subarray(taken, begin));
      if (begun && begun.size > 0) yield finish(begun, start + begin);
      begun = { parts: [], kept: 0, size: 0, at: separator };
      taken = end;
    }
    take(bytes.subarray(taken));
  }
  const { size: end } = await handle.stat();
  if (begun && begun.size > 0) yield finish(begun, end);
}

/** Pieces of the file that end where a line does, or in the midst of a very long one. */
async function* piecesOf(handle: FileHandle, from: number): AsyncGenerator<{ bytes: Buffer; start: number }> {
  let rest: Buffer = Buffer.alloc(0);
  for (let at = from; ; ) {
    const chunk = Buffer.alloc(chunkSize);
    const { bytesRead } = await handle.read(chunk, 0, chunkSize, at);
    const bytes = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    const start = at - rest.length;
    at += bytesRead;
    const isLast = bytesRead === 0;
    const whole = bytes.lastIndexOf(0x0a) + 1;
    const end = isLast || bytes.length - whole > chunkSize ? bytes.length : whole;
    if (end > 0) yield { bytes: bytes.subarray(0, end), start };
    rest = bytes.subarray(end);
    if (isLast) return;
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

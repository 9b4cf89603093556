import { decodeBytes, isUtf8 } from './charset.ts';
import { limits } from './limits.ts';

/**
 * Makes raw bytes safe and regular enough for a strict MIME reader: line ends, mbox leftovers, a header block
 * without end, a missing blank line, and ceilings on headers and parts. Linear in the input.
 */
export type Guarded = { header: Uint8Array; body: Uint8Array; warnings: string[] };

/** Header lines that are kept however late they come. */
const essential =
  /^(from|sender|reply-to|to|cc|subject|date|message-id|in-reply-to|references|content-[a-z-]{1,40}|mime-version|auto-submitted|precedence|return-path|list-id)[ \t]*:/i;
const headerLine = /^[^\s:]{1,200}[ \t]*:/;
const LF = 0x0a;

/** Bare CR as line end (old Macs, broken gateways) becomes LF. */
function unifyLineEnds(bytes: Uint8Array): Uint8Array {
  if (bytes.includes(LF) || !bytes.includes(0x0d)) return bytes;
  return bytes.map((byte) => (byte === 0x0d ? LF : byte));
}

function startOfMail(bytes: Uint8Array): number {
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (start < bytes.length && (bytes[start] === LF || bytes[start] === 0x0d)) start++;
  return start;
}

/** Splits off and tidies the header block of a mail. Never throws. */
export function guardMail(raw: Uint8Array): Guarded {
  const warnings: string[] = [];
  let bytes = raw;
  if (bytes.length > limits.bytes) {
    warnings.push(`only the first ${limits.bytes} bytes were read`);
    bytes = bytes.subarray(0, limits.bytes);
  }
  bytes = unifyLineEnds(bytes);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: string[] = [];
  let keptBytes = 0;
  let dropped = 0;
  let lines = 0;
  let keeping = false;
  let position = startOfMail(bytes);
  let bodyStart = buffer.length;
  while (position < buffer.length) {
    const end = buffer.indexOf(LF, position);
    const next = end < 0 ? buffer.length : end + 1;
    const line = withoutReturns(
      buffer.toString('latin1', position, Math.min(end < 0 ? next : end, position + limits.headerLine)),
    );
    if (line === '' || (line.trim() === '' && !headerLine.test(buffer.toString('latin1', next, next + 80)))) {
      bodyStart = next;
      break;
    }
    const folded = /^[ \t]/.test(line) && kept.length > 0;
    if (!folded && !headerLine.test(line)) {
      const mbox = /^>?From /.test(line);
      const more = /^[\w-]{2,40}:/.test(buffer.toString('latin1', next, next + 60));
      // A stray line between headers is dropped; otherwise the blank line is missing and the text begins here.
      if (!mbox && !(kept.length > 0 && more)) {
        if (kept.length > 0) warnings.push('no blank line between header and text');
        else warnings.push('no header');
        bodyStart = position;
        break;
      }
    } else {
      lines++;
      keeping = folded
        ? keeping && keptBytes < limits.headerBytes && kept.length < limits.headerLines
        : (lines <= limits.headerLines && keptBytes < limits.headerBytes) ||
          (essential.test(line) &&
            kept.length < limits.headerLines * 2 &&
            keptBytes < limits.headerBytes * 2);
      if (keeping) {
        // Bare CR inside a header line would smuggle a second header past a later reader.
        kept.push(line.includes('\r') ? line.replace(/\r+/g, '\n') : line);
        keptBytes += line.length;
      } else dropped++;
    }
    position = next;
  }
  if (dropped > 0) warnings.push(`${dropped} header lines beyond the limit were left out`);
  const header = Buffer.from(kept.join('\n'), 'latin1');
  return { header, body: readableNames(capParts(buffer.subarray(bodyStart), header, warnings)), warnings };
}

/** A trailing run of CR goes; by index, since a pattern would rescan a run in mid-line from each of its places. */
function withoutReturns(line: string): string {
  let end = line.length;
  while (end > 0 && line.charCodeAt(end - 1) === 0x0d) end--;
  return line.slice(0, end);
}

/** File names written in raw bytes of an old charset become UTF-8, which is all the MIME reader knows. */
function readableNames(body: Buffer): Buffer {
  if (!body.includes('name') || isUtf8(body)) return body;
  const text = body.toString('latin1');
  const named = /^(?:content-(?:type|disposition):[^\r\n]{0,300}|[ \t]{1,8})(?:file)?name=[^\r\n]{1,400}$/gim;
  const changed = text.replace(named, (line) =>
    line.replace(/(name="?)([^";]*[\x80-\xff][^";]*)/i, (_, before: string, name: string) => {
      return before + Buffer.from(decodeBytes(Buffer.from(name, 'latin1'))).toString('latin1');
    }),
  );
  return changed === text ? body : Buffer.from(changed, 'latin1');
}

/** Cuts the body where it declares more parts than allowed. */
function capParts(body: Buffer, header: Buffer, warnings: string[]): Buffer {
  let marks = 0;
  for (let at = body.indexOf('\n--'); at >= 0 && marks <= limits.parts; at = body.indexOf('\n--', at + 3))
    marks++;
  if (marks <= limits.parts) return body;
  const boundaries = new Set<string>();
  for (const text of [header.toString('latin1'), body.toString('latin1')]) {
    for (const match of text.matchAll(/boundary[ \t]{0,8}=[ \t]{0,8}"?([^"\r\n;]{1,200})/gi)) {
      boundaries.add((match[1] as string).trimEnd());
      if (boundaries.size > limits.parts) break;
    }
  }
  let parts = 0;
  for (let at = body.indexOf('\n--'); at >= 0; at = body.indexOf('\n--', at + 3)) {
    const line =
      body
        .toString('latin1', at + 3, at + 280)
        .split('\n', 1)[0]
        ?.trimEnd() ?? '';
    if (boundaries.has(line) || (line.endsWith('--') && boundaries.has(line.slice(0, -2)))) parts++;
    if (parts > limits.parts) {
      warnings.push(`more than ${limits.parts} parts; the rest was left out`);
      return body.subarray(0, at + 1);
    }
  }
  return body;
}

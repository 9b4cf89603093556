import { decodeBytes } from './charset.ts';
import { unflow } from './flowed.ts';
import type { Part } from './tree.ts';

/** Text of a text part: charset, line ends, flowed lines; a megabyte without a newline stays one line. */
export function textOfPart(part: Part, hint: string | null): string {
  const meta = part.type === 'text/html' ? metaCharset(part.content) : null;
  let text = decodeBytes(part.content, part.params.charset ?? null, meta ?? hint);
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  if (text.includes('\0')) text = text.replaceAll('\0', '');
  if (text.startsWith('\ufeff')) text = text.slice(1);
  if (part.type !== 'text/html' && /^flowed$/i.test(part.params.format ?? '')) {
    text = unflow(text, /^yes$/i.test(part.params.delsp ?? ''));
  }
  return text;
}

function metaCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4096)).toString(
    'latin1',
  );
  return /<meta[^<>]{0,200}charset\s{0,3}=\s{0,3}["']?([\w-]{2,30})/i.exec(head)?.[1] ?? null;
}

/** Files pasted into text in the manner of 1990: `begin 644 name` … `end`. */
export type Uuencoded = { text: string; files: { name: string; content: Uint8Array }[] };

export function takeUuencoded(text: string): Uuencoded {
  if (!/^begin [0-7]{3,4} \S/m.test(text)) return { text, files: [] };
  const out: string[] = [];
  const files: Uuencoded['files'] = [];
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const name = /^begin [0-7]{3,4} (\S.{0,200})$/.exec(lines[i] as string)?.[1];
    const end = name ? encodedUntil(lines, i + 1) : -1;
    if (name && end > 0) {
      files.push({ name: name.trim(), content: Buffer.concat(lines.slice(i + 1, end).map(decodeLine)) });
      i = end;
    } else out.push(lines[i] as string);
  }
  return { text: out.join('\n'), files };
}

/** Index of the `end` line, or -1 where the lines between are not uuencoded. */
function encodedUntil(lines: string[], start: number): number {
  for (let i = start; i < lines.length; i++) {
    const line = (lines[i] as string).trimEnd();
    if (line === 'end') return i > start ? i : -1;
    if (!/^[\x20-\x60]{0,62}$/.test(line)) return -1;
  }
  return -1;
}

function decodeLine(line: string): Buffer {
  const length = line === '' ? 0 : (line.charCodeAt(0) - 32) & 63;
  const out = Buffer.alloc(Math.ceil(length / 3) * 3);
  for (let i = 1, o = 0; o < length; i += 4, o += 3) {
    const [a, b, c, d] = [0, 1, 2, 3].map((k) => ((line.charCodeAt(i + k) || 32) - 32) & 63) as [
      number,
      number,
      number,
      number,
    ];
    out[o] = (a << 2) | (b >> 4);
    out[o + 1] = ((b << 4) | (c >> 2)) & 255;
    out[o + 2] = ((c << 6) | d) & 255;
  }
  return out.subarray(0, length);
}

import { decodeBytes } from './charset.ts';

/**
 * RFC 2047 encoded words as they are really sent: characters and ISO-2022 shift states split between words,
 * spaces inside, padding missing, a charset nobody knows. Neighbouring words of one charset and encoding are
 * joined as bytes before decoding.
 */

// Linear: a label stops at '?' or space, the text at the next '?'.
const word = /=\?([^?\s]{1,60})\?([QqBb])\?([^?]*)\?=/g;

function wordBytes(encoding: string, text: string): Buffer {
  if (encoding === 'B') return Buffer.from(text.replace(/[^A-Za-z0-9+/=_-]+/g, ''), 'base64');
  const plain = text.replace(/_/g, ' ');
  if (!plain.includes('=')) return Buffer.from(plain, 'latin1');
  const out = Buffer.alloc(plain.length);
  let used = 0;
  for (let i = 0; i < plain.length; i++) {
    const hex = plain[i] === '=' ? plain.slice(i + 1, i + 3) : '';
    if (hex.length === 2 && /^[0-9A-Fa-f]{2}$/.test(hex)) {
      out[used++] = Number.parseInt(hex, 16);
      i += 2;
    } else out[used++] = plain.charCodeAt(i) & 0xff;
  }
  return out.subarray(0, used);
}

/** The value with every encoded word decoded; each decoded run passes through `wrap` first. */
export function decodeWords(value: string, wrap: (decoded: string) => string = (decoded) => decoded): string {
  if (!value.includes('=?')) return value;
  const out: string[] = [];
  let position = 0;
  let run: { charset: string; bytes: Buffer[] } | null = null;
  const close = () => {
    if (run) out.push(wrap(decodeBytes(Buffer.concat(run.bytes), run.charset)));
    run = null;
  };
  for (const match of value.matchAll(word)) {
    const between = value.slice(position, match.index);
    const charset = (match[1] as string).split('*')[0]?.toLowerCase() ?? '';
    const bytes = wordBytes((match[2] as string).toUpperCase(), match[3] as string);
    const adjoining = run !== null && /^\s*$/.test(between);
    if (adjoining && (run as { charset: string }).charset === charset)
      (run as { bytes: Buffer[] }).bytes.push(bytes);
    else {
      close();
      // White space between two encoded words is not part of the text (RFC 2047 6.2).
      if (!adjoining) out.push(between);
      run = { charset, bytes: [bytes] };
    }
    position = match.index + match[0].length;
  }
  close();
  out.push(value.slice(position));
  return out.join('');
}

import { decodeBytes } from './charset.ts';
import { decodeWords } from './encoded-words.ts';
import { limits } from './limits.ts';

/** One header block, in order, names in lowercase. Values are unfolded; raw 8-bit bytes are already text. */
export type Headers = {
  list: { name: string; value: string }[];
  first: Map<string, string>;
};

const plainAscii = /^[\t\x20-\x7e]*$/;

/**
 * Reads a header block (bytes up to, not including, the blank line; line ends LF or CRLF).
 * RFC 5322 2.2, obs-folding and raw 8-bit values included.
 */
export function readHeaders(block: Uint8Array): Headers {
  const raw = Buffer.from(
    block.buffer,
    block.byteOffset,
    Math.min(block.byteLength, limits.headerBytes * 4),
  ).toString('latin1');
  const folded: string[][] = [];
  for (const line of raw.split('\n', limits.headerLines * 2)) {
    const text = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (/^[ \t]/.test(text) && folded.length > 0) folded.at(-1)?.push(text);
    else folded.push([text]);
  }
  const hint = /charset\s{0,4}=\s{0,4}"?([\w-]{2,30})/i.exec(raw)?.[1] ?? null;
  const headers: Headers = { list: [], first: new Map() };
  for (const parts of folded) {
    const line = parts.join('');
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const bytes = line.slice(colon + 1);
    const value = (
      plainAscii.test(bytes) ? bytes : decodeBytes(Buffer.from(bytes, 'latin1'), null, hint)
    ).trim();
    headers.list.push({ name, value });
    if (!headers.first.has(name)) headers.first.set(name, value);
  }
  return headers;
}

export function header(headers: Headers, name: string): string | null {
  return headers.first.get(name) ?? null;
}

export function allOf(headers: Headers, name: string): string[] {
  return headers.list.filter((entry) => entry.name === name).map((entry) => entry.value);
}

/** Unstructured header text (RFC 5322 2.2.1): encoded words decoded, white space and control characters calmed. */
export function headerText(value: string | null): string {
  if (!value) return '';
  return (
    decodeWords(value)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
      .replace(/[\x00-\x1f\x7f]+/g, ' ')
      .replace(/ {2,}/g, ' ')
      .trim()
  );
}

/** Message-IDs in a header, angle brackets kept; ids written without brackets get them. */
export function messageIds(value: string | null, limit: number = limits.references): string[] {
  if (!value) return [];
  const bounded = value.length > 64 * 1024 ? value.slice(-64 * 1024) : value;
  const found = (bounded.match(/<[^<>]{1,990}>/g) ?? []).map(
    (id) => `<${id.slice(1, -1).replace(/\s+/g, '')}>`,
  );
  const ids =
    found.length > 0 ? found : (bounded.match(/[^\s<>,;"()]+@[^\s<>,;"()]+/g) ?? []).map((id) => `<${id}>`);
  const unique = [...new Set(ids.filter((id) => id.length > 2))];
  // The first one (the root) and the newest ones say most.
  return unique.length > limit ? [unique[0] as string, ...unique.slice(1 - limit)] : unique;
}

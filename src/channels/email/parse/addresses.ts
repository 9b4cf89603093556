import { addressParser } from 'postal-mime';
import { decodeWords } from './encoded-words.ts';
import { limits } from './limits.ts';
import type { Address } from './mail.ts';

/**
 * Mailboxes of an address header as the world writes them: RFC 5322 with its obsolete forms, groups, comments,
 * missing brackets, several addresses without commas, Notes and Exchange names, IDN.
 */

const bareAddress = /[^\s<>()[\]",;:]+@[^\s<>()[\]",;:]+/;

function cleanName(name: string): string {
  let text = name
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
    .replace(/[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  // Outlook puts names into single quotes, some gateways into two pairs of double quotes.
  while (text.length > 1 && /^(".*"|'.*')$/.test(text)) text = text.slice(1, -1).trim();
  return text.replace(/\\(["\\])/g, '$1');
}

function cleanAddress(address: string): string {
  const text = address
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
    .replace(/[\x00-\x20\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g, '')
    .replace(/^(mailto|smtp):/i, '')
    .replace(/^[<"'[(]{1,9}|[>"',;.\])]{1,9}$/g, '');
  const at = text.lastIndexOf('@');
  if (at < 1 || at === text.length - 1) return '';
  // The domain is case-insensitive; the local part is the receiver's business but nobody tells cases apart there.
  return `${text.slice(0, at)}@${text.slice(at + 1).toLowerCase()}`;
}

function rescue(value: string): Address | null {
  const found = bareAddress.exec(value)?.[0];
  if (!found) return null;
  const address = cleanAddress(found);
  if (!address) return null;
  const rest = value.slice(0, value.indexOf(found)).replace(/[<([]?(mailto:)?$/i, '');
  return { name: cleanName(decodeWords(rest)), address };
}

/** All mailboxes in one header value, groups flattened, without those that hold no address. */
export function readAddresses(value: string | null): Address[] {
  if (!value) return [];
  const bounded = value.length > 64 * 1024 ? value.slice(0, 64 * 1024) : value;
  // Words are re-encoded as UTF-8 so that a comma inside a name stays inside, whatever its charset was.
  const unified = decodeWords(bounded, (text) => ` =?utf-8?B?${Buffer.from(text).toString('base64')}?= `)
    .replace(/\[(?:mailto|smtp):([^\]\s]{3,320})\]/gi, '<$1>')
    // Outlook separates by semicolon; a real group has a colon.
    .replace(/;/g, bounded.includes(':') ? ';' : ',');
  const lone = /^([^@<>"':;()]{1,200},[^@<>"':;()]{1,200})<([^@<>\s]{1,200}@[^@<>\s]{1,200})>$/.exec(
    bounded.trim(),
  );
  // Exchange writes "Roe, Jane <jane@…>" without quotes: one person, not two.
  if (lone && !bounded.includes('=?'))
    return [{ name: cleanName(lone[1] as string), address: cleanAddress(lone[2] as string) }];
  const out: Address[] = [];
  const seen = new Set<string>();
  const add = (name: string, address: string) => {
    const clean = cleanAddress(address);
    const found = clean ? { name: cleanName(name), address: clean } : rescue(`${name} ${address}`);
    if (!found || seen.has(found.address.toLowerCase()) || out.length >= limits.addresses) return;
    seen.add(found.address.toLowerCase());
    if (found.name.toLowerCase() === found.address.toLowerCase()) found.name = '';
    out.push(found);
  };
  try {
    for (const entry of addressParser(unified, { flatten: true })) add(entry.name ?? '', entry.address ?? '');
  } catch {
    // What the library refuses may still hold an address.
  }
  if (out.length === 0) {
    const found = rescue(bounded);
    if (found) out.push(found);
  }
  return out;
}

/** Who wrote it: the first readable mailbox of From, Sender, Reply-To, Return-Path in that order. */
export function readAuthor(values: (string | null)[]): Address | null {
  for (const value of values) {
    const found = readAddresses(value)[0];
    if (found) return found;
  }
  return null;
}

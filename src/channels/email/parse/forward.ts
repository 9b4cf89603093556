import { readAddresses } from './addresses.ts';
import { attributionAt } from './attribution.ts';
import type { Body } from './body.ts';
import { readDate } from './dates.ts';
import { flattenedAt, headerBlockAt, notesBlockAt } from './header-block.ts';
import { headerText, readHeaders } from './headers.ts';
import type { Label } from './labels.ts';
import type { Line } from './lines.ts';
import type { Address, ForwardedFrom } from './mail.ts';

/** Who first wrote a forwarded mail: from the header block in the text, else from a mail attached. */
export function readForwarded(
  lines: Line[],
  forwardAt: number | null,
  attached: Body | null,
): ForwardedFrom | null {
  return (
    (forwardAt === null ? null : fromText(lines, forwardAt)) ?? (attached ? fromAttached(attached) : null)
  );
}

function fromText(lines: Line[], at: number): ForwardedFrom | null {
  for (let i = at; i < Math.min(lines.length, at + 12); i++) {
    const { text } = lines[i] as Line;
    if (text.trim() === '') continue;
    const flattened = flattenedAt(text);
    if (flattened) return described(flattened.labels);
    const block = headerBlockAt(lines, i, true) ?? notesBlockAt(lines, i);
    const found = block ? described(block.labels, block.author) : null;
    if (found) return found;
    const attribution = i === at ? attributionAt(lines, i) : null;
    if (attribution) return attributed(lines.slice(i, attribution.end + 1));
  }
  return null;
}

function described(labels: Label[], named: string | null = null): ForwardedFrom | null {
  const value = (kind: string) => labels.find((label) => label.kind === kind)?.value ?? null;
  const author = readName(named ?? value('from') ?? '');
  return author ? { ...author, date: readDate(value('date')), subject: value('subject') } : null;
}

/** Outlook for Mac forwards with "On 03/03/2026 10:11, "Jane Roe" <jane@example.com> wrote:". */
function attributed(lines: Line[]): ForwardedFrom | null {
  const text = lines.map((line) => line.text.trim()).join(' ');
  const found = /[<(]?([^\s<>()[\]"',;:]{1,64}@[^\s<>()[\]"',;:]{3,190})/.exec(text);
  const address = readAddresses(found?.[1] ?? null)[0]?.address;
  if (!found || !address) return null;
  const before = text.slice(0, found.index).replace(/[\s<(]+$/, '');
  const quotedName = /["“„«»']\s?([^"“”„«»']{1,80}?)\s?["”“»«']$/.exec(before)?.[1];
  const bare = before
    .replace(/^.*\d(?:\s?[ap]\.?m\.?)?/i, '')
    .replace(/^[\s,]{0,4}(?:[A-Z]{3,4}|\p{Ll}{4,16})?[\s,:]{1,4}(?=\p{Lu})/u, '')
    .trim();
  return { name: quotedName ?? bare, address, date: null, subject: null };
}

/** A sender as forwarded headers show it: with an address, with a Notes or Exchange name, or a name alone. */
function readName(value: string): Address | null {
  const plain = value
    .replace(/[*_]{1,2}$|^[*_]{1,2}/g, '')
    .replace(/mailto:/gi, '')
    .replace(/[\u200e\u200f]/g, '')
    .trim();
  const address = /[^\s<>()[\]"',;:]{1,64}@[^\s<>()[\]"',;:]{1,190}\.[^\s<>()[\]"',;:]{2,60}/.exec(plain);
  if (address) {
    const before = plain.slice(0, address.index).replace(/[\s<([{"']+$/, '');
    const comment = /\(([^()]{1,100})\)/.exec(plain.slice(address.index))?.[1] ?? '';
    const found = readAddresses(address[0])[0];
    if (found) return { name: (before || comment).replace(/^["'\s]+|["'\s]+$/g, ''), address: found.address };
  }
  const name = plain
    .replace(/@\w{2,30}$|\/[\w/@]{2,80}$/g, '')
    .replace(/^"|"$/g, '')
    .trim();
  return name && name.length < 200 ? { name, address: '' } : null;
}

function fromAttached(body: Body): ForwardedFrom | null {
  const part = body.special.find(
    (one) => one.type === 'message/rfc822' || one.type === 'message/global',
  )?.part;
  if (!part) return null;
  const bytes = part.content.subarray(0, 256 * 1024);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').trimStart();
  const headers = readHeaders(Buffer.from(text.slice(0, /\r?\n\r?\n/.exec(text)?.index), 'latin1'));
  const author = readAddresses(headers.first.get('from') ?? null)[0];
  return author
    ? {
        ...author,
        date: readDate(headers.first.get('date') ?? null),
        subject: headerText(headers.first.get('subject') ?? null) || null,
      }
    : null;
}

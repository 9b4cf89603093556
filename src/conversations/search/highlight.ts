import { tokensOf } from './words.ts';

/** A piece of a snippet; what is drawn as a hit is said, not marked up, so that no markup need be trusted. */
export type Piece = { text: string; hit: boolean };

/** Characters of a snippet, and how many of them stand before its first hit. */
const length = 240;
const before = 60;
/** Signs looked at for hits; a hit further down is found but not shown. */
const reach = 30_000;

/**
 * The part of `text` where most of what was asked for stands together, cut into plain and hit pieces; null if
 * nothing of it stands in the first 30,000 characters.
 */
export function highlight(text: string, isHit: (word: string) => boolean): Piece[] | null {
  const head = text.slice(0, reach);
  const found: { start: number; end: number; word: string }[] = [];
  for (const token of tokensOf(head)) {
    if (isHit(token.word)) found.push(token);
    if (found.length === 200) break;
  }
  const first = found[0];
  if (!first) return null;
  let best = first;
  let most = 0;
  for (const [i, one] of found.entries()) {
    const near = new Set<string>();
    for (let n = i; n < found.length; n++) {
      const other = found[n];
      if (!other || other.end > one.start + length - before) break;
      near.add(other.word);
    }
    if (near.size > most) [best, most] = [one, near.size];
  }
  const [from, to] = window(head, best.start);
  return cut(head, from, to, found);
}

/** The beginning of a text, without a hit. */
export const plainSnippet = (text: string): Piece[] => {
  const line = tidy(text.slice(0, length)).trim();
  return line ? [{ text: line, hit: false }] : [];
};

/** Whole words only, and no half of a surrogate pair. */
function window(text: string, hit: number): [number, number] {
  let from = Math.max(0, hit - before);
  if (from > 0) {
    const space = text.slice(from, hit).search(/\s/);
    from = space >= 0 ? from + space + 1 : hit;
  }
  let to = Math.min(text.length, from + length);
  if (to < text.length) {
    const space = text.slice(hit, to).search(/\s\S*$/);
    if (space > 0) to = hit + space;
    else if (/[\ud800-\udbff]/.test(text[to - 1] ?? '')) to -= 1;
  }
  return [from, to];
}

function cut(
  text: string,
  from: number,
  to: number,
  found: readonly { start: number; end: number }[],
): Piece[] {
  const pieces: Piece[] = [];
  const add = (start: number, end: number, hit: boolean) => {
    const piece = tidy(text.slice(start, end));
    if (piece) pieces.push({ text: piece, hit });
  };
  let at = from;
  for (const { start, end } of found) {
    // Pairs of scripts without spaces overlap.
    if (end <= at || start < from) continue;
    if (end > to) break;
    add(at, Math.max(at, start), false);
    add(Math.max(at, start), end, true);
    at = end;
  }
  add(at, to, false);
  if (from > 0) pieces.unshift({ text: '… ', hit: false });
  if (to < text.length) pieces.push({ text: ' …', hit: false });
  return joined(pieces);
}

const tidy = (text: string): string => text.replace(/\s+/g, ' ');

/** Neighbours of one kind as one piece. */
function joined(pieces: readonly Piece[]): Piece[] {
  const whole: Piece[] = [];
  for (const piece of pieces) {
    const last = whole.at(-1);
    if (last?.hit === piece.hit) last.text += piece.text;
    else whole.push({ ...piece });
  }
  return whole;
}

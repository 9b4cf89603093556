import type { Db } from '../../platform/db/connect.ts';
import type { Caller } from '../../staff/caller.ts';
import type { SearchView } from '../contract.ts';
import { toRow } from '../row-view.ts';
import {
  byIndex,
  byWalking,
  type Cursor,
  type FoundRow,
  mostByIndex,
  type Narrow,
  type Place,
  readCursor,
  type Wanted,
  writeCursor,
} from './candidates.ts';
import { guessWords } from './correct.ts';
import { highlight, type Piece, plainSnippet } from './highlight.ts';
import { type FoundPerson, findPeople, guessPeople } from './people.ts';
import { type Asked, hits, readQuery, rewrite, writeTsQuery } from './query.ts';
import { type Known, lookUp } from './vocabulary.ts';

/*
 * Search over conversations, messages and customers; everything about it stands behind this file:
 *
 *   a line → words (query) → stems and how common they are (vocabulary)
 *          → conversations the caller may see (candidates) → snippets (highlight)
 *
 * When nothing is found it looks into spam and the bin, and then forgives typing errors (correct,
 * people). What is said to be the right word stands in something the caller was shown, so that a guess
 * tells nobody what others wrote.
 */

export type SearchQuery = {
  q: string;
  limit: number;
  cursor?: string | undefined;
  /** What the operators of the line ask besides (line.ts). */
  narrow?: Narrow | undefined;
};
/** What is found by words. */
export type FoundByWords = Omit<SearchView, 'wrong' | 'filter'>;

/** Conversations looked into for one page of common words: as many as should fill it twice, then up to so many. */
const walks = { least: 200, first: 4_000, further: [4_000, 8_000] };

/**
 * A page of what `q` asks for, best first: exact finds, people and subjects, then texts; the newest of each
 * first. Two or three queries, a few more when nothing is found. Throws BAD_INPUT for a cursor not of ours.
 */
export async function search(db: Db, caller: Caller, query: SearchQuery): Promise<FoundByWords> {
  const cursor = query.cursor === undefined ? null : readCursor(query.cursor);
  // No text in the database holds U+0000, nor can it be asked for.
  const q = query.q.replaceAll('\0', '');
  const asked = readQuery(q);
  if (asked.terms.length === 0) return { items: [], customers: [], corrected: null, next: null };
  if (cursor?.corrected) {
    const known = await lookUp(db, asked);
    return (await forgive(db, caller, asked, known, { ...query, q }, cursor)) ?? nothing;
  }
  const [people, known] = await Promise.all([findPeople(db, caller, q), lookUp(db, asked)]);
  const found = await look(db, caller, asked, known, people, {
    limit: query.limit,
    cursor,
    corrected: false,
    narrow: query.narrow,
  });
  if (found.items.length > 0 || found.next || people.length > 0 || cursor) {
    return { ...found, customers: cursor ? [] : people, corrected: null };
  }
  return (await forgive(db, caller, asked, known, { ...query, q }, null)) ?? nothing;
}

const nothing: FoundByWords = { items: [], customers: [], corrected: null, next: null };

type Found = Pick<SearchView, 'items' | 'next'>;
type Page = { limit: number; cursor: Cursor | null; corrected: boolean; narrow: Narrow | undefined };

/** In the inboxes; if there is nothing, in spam and the bin as well. */
async function look(
  db: Db,
  caller: Caller,
  asked: Asked,
  known: Known,
  people: readonly FoundPerson[],
  { limit, cursor, corrected, narrow }: Page,
): Promise<Found> {
  const words = writeTsQuery(asked.terms, known.stems, 'anywhere');
  const wanted: Wanted = {
    caller,
    words,
    inSubject: writeTsQuery(asked.terms, known.stems, 'subject'),
    number: asked.number,
    address: asked.address,
    customerIds: people.map(({ id }) => id),
    everywhere: cursor?.everywhere ?? false,
    limit: limit + 1,
    after: cursor?.after ?? null,
    narrow,
  };
  const isHit = hits(asked.terms, known.stems);
  const pageOf = async (everywhere: boolean): Promise<Found> => {
    const { rows, walkedTo } = await rowsOf(db, { ...wanted, everywhere }, known);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const after = rows.length > limit && last ? placeOf(last) : walkedTo;
    const next = after && writeCursor({ after, everywhere, corrected });
    return { items: page.map((row) => itemOf(row, isHit)), next };
  };
  const found = await pageOf(wanted.everywhere);
  return found.items.length > 0 || found.next || cursor ? found : pageOf(true);
}

/** By the index if the words are rare enough, by walking if not; what was expected may prove wrong. */
async function rowsOf(
  db: Db,
  wanted: Wanted,
  { expected, share }: Known,
): Promise<{ rows: FoundRow[]; walkedTo: Place | null }> {
  let indexed = false;
  // Spam and the bin are no place to walk in: there, some of what common words find is enough.
  if (expected <= mostByIndex || wanted.everywhere) {
    const found = await byIndex(db, wanted);
    if (!found.tooMany || wanted.everywhere) return { rows: found.rows, walkedTo: null };
    indexed = true;
  }
  let { after } = wanted;
  const rows: FoundRow[] = [];
  const first = Math.min(walks.first, Math.max(walks.least, Math.ceil((2 * wanted.limit) / share)));
  for (const reach of [first, ...walks.further]) {
    const found = await byWalking(db, { ...wanted, after, limit: wanted.limit - rows.length }, reach);
    rows.push(...found.rows);
    if (!found.walkedTo) return { rows, walkedTo: null };
    // Words that are common alone may be rare together, or rare in what this caller sees.
    if (!indexed) {
      const all = await byIndex(db, wanted);
      if (!all.tooMany) return { rows: all.rows, walkedTo: null };
      indexed = true;
    }
    after = found.walkedTo;
  }
  return { rows, walkedTo: after };
}

const placeOf = ({ tier, lastMessageAt, id }: FoundRow): Place => ({ tier, at: lastMessageAt, id });

function itemOf(row: FoundRow, isHit: (word: string) => boolean): SearchView['items'][number] {
  const { tier: _tier, messageId, text, messageSubject, ...rest } = row;
  // The joins that tell whether anything was left out add columns of their own.
  const {
    many: _many,
    edgeAt: _at,
    edgeId: _id,
    seen: _seen,
    ...list
  } = rest as typeof rest & Record<string, unknown>;
  return { ...toRow(list as typeof rest), messageId, highlights: snippet(row, text, messageSubject, isHit) };
}

function snippet(
  row: FoundRow,
  text: string | null,
  subject: string | null,
  isHit: (word: string) => boolean,
): Piece[] {
  return (
    highlight(text ?? row.preview, isHit) ??
    highlight(subject ?? row.subject, isHit) ??
    plainSnippet(row.preview)
  );
}

/**
 * The same with typing errors forgiven, or null if that finds nothing either. A guess counts only if the
 * caller is shown something that holds it.
 */
async function forgive(
  db: Db,
  caller: Caller,
  asked: Asked,
  { unknown }: Known,
  { q, limit, narrow }: SearchQuery,
  cursor: Cursor | null,
): Promise<FoundByWords | null> {
  const page = { limit, cursor, corrected: true, narrow };
  for (const better of combinations(await guessWords(db, unknown))) {
    const line = rewrite(asked, better);
    const right = readQuery(line);
    const found = await look(db, caller, right, await lookUp(db, right), [], page);
    if (found.items.length > 0) return { ...found, customers: [], corrected: line };
  }
  const meant = await guessPeople(db, caller, q);
  if (!meant) return null;
  const right = readQuery(meant.line);
  const found = await look(db, caller, right, await lookUp(db, right), meant.people, page);
  return { ...found, customers: cursor ? [] : meant.people, corrected: meant.line };
}

/** The best guess of every word together; then, of a single word in doubt, its other guesses. */
function combinations(guesses: ReadonlyMap<string, readonly string[]>): Map<string, string>[] {
  const best = new Map([...guesses].map(([word, [first = word]]) => [word, first]));
  if (best.size === 0) return [];
  const [only] = guesses;
  const others =
    guesses.size === 1 && only ? only[1].slice(1).map((guess) => new Map([[only[0], guess]])) : [];
  return [best, ...others];
}

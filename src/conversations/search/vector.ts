import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/db/connect.ts';
import { tokensOf } from './words.ts';

/** Enough of any message to find it by, and far below the megabyte a tsvector may hold. */
const longest = 100_000;
/** PostgreSQL keeps no higher position, and not more than 256 of a word. */
const lastPosition = 16_383;
const positionsEach = 255;

/** PostgreSQL's word stems by language (ISO 639-1); a language missing here is found by its exact words. */
export const stemmers: Readonly<Record<string, string>> = {
  ar: 'arabic',
  ca: 'catalan',
  da: 'danish',
  de: 'german',
  el: 'greek',
  en: 'english',
  es: 'spanish',
  eu: 'basque',
  fi: 'finnish',
  fr: 'french',
  ga: 'irish',
  hi: 'hindi',
  hu: 'hungarian',
  hy: 'armenian',
  id: 'indonesian',
  it: 'italian',
  lt: 'lithuanian',
  ne: 'nepali',
  nl: 'dutch',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sr: 'serbian',
  sv: 'swedish',
  ta: 'tamil',
  tr: 'turkish',
  yi: 'yiddish',
};

export type Indexed = {
  conversationId: string;
  subject: string;
  text: string;
  /** ISO 639-1; null takes that of the conversation's newest message that has one. */
  language: string | null;
};

/**
 * What a message is found by, as the value of its `search` column: the first 100,000 characters of its words
 * where they stand (weight A in the subject, D in the text), and their stems in its language (B and C). The same input gives the same vector.
 */
export function searchVector({ conversationId, subject, text, language }: Indexed): RawBuilder<string> {
  const places = new Map<string, string[]>();
  let position = 0;
  const place = (from: string, weight: string): string => {
    const stemmed = new Set<string>();
    for (const { word, of } of tokensOf(from)) {
      position = Math.min(position + 1, lastPosition);
      const known = places.get(word);
      if (!known) places.set(word, [position + weight]);
      else if (known.length < positionsEach) known.push(position + weight);
      if (of === 'word') stemmed.add(word);
    }
    return [...stemmed].join(' ');
  };
  const inSubject = place(subject.slice(0, 2_000), 'A');
  // A gap, so that no phrase reaches from the subject into the text.
  position += 1;
  const inText = place(text.slice(0, longest), '');
  // Words hold letters and digits only (words.ts): nothing in them ends a quotation.
  const words = [...places].map(([word, at]) => `'${word}':${at.join(',')}`).join(' ');
  const stemmer = stemmerOf(language, conversationId);
  return sql<string>`(${words}::tsvector
    || setweight(to_tsvector(${stemmer}, ${inSubject}::text), 'B')
    || setweight(to_tsvector(${stemmer}, ${inText}::text), 'C'))`;
}

/** The text search configuration; English where nothing tells the language. */
function stemmerOf(language: string | null, conversationId: string): RawBuilder<unknown> {
  if (language) return sql`${sql.lit(stemmers[language] ?? 'simple')}::regconfig`;
  const cases = Object.entries(stemmers).map(
    ([code, name]) => sql`when ${sql.lit(code)} then ${sql.lit(name)}::regconfig`,
  );
  return sql`(select case (
      select language from messages where conversation_id = ${conversationId} and language is not null
      order by at desc limit 1
    ) ${sql.join(cases, sql` `)} else 'english'::regconfig end)`;
}

/**
 * Makes a conversation findable by a subject an agent gave it: the words go to its newest message. Those of the
 * old subject stay, for they were written.
 */
export async function indexSubject(tx: Tx, conversationId: string, subject: string): Promise<void> {
  const vector = searchVector({ conversationId, subject, text: '', language: null });
  await sql`
    update messages set search = ${vector} || search where id = (
      select id from messages where conversation_id = ${conversationId} order by at desc, id desc limit 1
    )`.execute(tx);
}

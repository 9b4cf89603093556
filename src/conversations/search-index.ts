import { type RawBuilder, sql } from 'kysely';

/** Enough of any message to find it by, and far below the megabyte a tsvector may hold. */
const longest = 100_000;

/** What a message is found by, as the value of its `search` column: subject and words, at most 100,000 characters. */
export const searchVector = (subject: string, text: string): RawBuilder<string> =>
  sql<string>`to_tsvector('simple', ${`${subject} ${text}`.slice(0, longest)}::text)`;

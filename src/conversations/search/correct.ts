import { sql } from 'kysely';
import type { Db } from '../../platform/db/connect.ts';

/** What a misspelt word may have meant. Whether it is said is decided by what the caller then finds (search.ts). */

/** Guesses for one word, the likeliest first. */
const most = 3;
const looked = 60;

/** For each word the likeliest words of the vocabulary, typing errors apart. One query a word, in one transaction. */
export async function guessWords(db: Db, words: readonly string[]): Promise<Map<string, string[]>> {
  const guesses = new Map<string, string[]>();
  const long = words.filter((word) => word.length > 3 && !/\d/.test(word)).slice(0, 4);
  if (long.length === 0) return guesses;
  await db.transaction().execute(async (tx) => {
    // Two letters changed places leave a word of six few groups of three in common.
    await sql`set local pg_trgm.similarity_threshold = 0.2`.execute(tx);
    for (const word of long) {
      const { rows } = await sql<{ word: string; share: number }>`
        select word, share from search_words where written and word % ${word} and word <> ${word}
        order by similarity(word, ${word}) desc, share desc limit ${sql.lit(looked)}`.execute(tx);
      const near = rows
        .map((row) => ({ ...row, errors: distance(word, row.word) }))
        .filter(({ errors }) => errors <= forgiven(word))
        .sort((a, b) => a.errors - b.errors || b.share - a.share);
      if (near.length > 0)
        guesses.set(
          word,
          near.slice(0, most).map((row) => row.word),
        );
    }
  });
  return guesses;
}

/** Typing errors forgiven in a word of this length. */
export const forgiven = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

/**
 * Letters added, left out, mistaken or swapped with their neighbour to make `b` of `a` (optimal string
 * alignment). Costs the product of the lengths, and words are short.
 */
export function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}

import { sql } from 'kysely';
import { may } from '../../customers/access.ts';
import { searchText } from '../../customers/search-text.ts';
import type { Db } from '../../platform/db/connect.ts';
import type { Caller } from '../../staff/caller.ts';
import { distance, forgiven } from './correct.ts';

export type FoundPerson = { id: string; name: string; email: string | null };
type Row = FoundPerson & { search: string };

/** Shown beside the conversations; more are found under Customers. */
const most = 5;
/** Looked at to choose those. */
const looked = 40;
const mostWords = 5;

const columns = sql`c.id, c.name, c.search, (
  select i.value from identities i where i.customer_id = c.id and i.kind = 'email'
  order by i.created_at, i.id limit 1) as email`;

const wordsIn = (line: string): string[] =>
  searchText(line)
    .replace(/["“”„«»]/g, '')
    .split(' ')
    .filter(Boolean)
    .slice(0, mostWords);

/** Customers whose name, addresses or company hold every word of the line, or a part of it. One query. */
export async function findPeople(db: Db, caller: Caller, line: string): Promise<FoundPerson[]> {
  const words = wordsIn(line);
  // The index knows groups of three letters; without one it would have to read every customer.
  if (!may(caller, 'customer.see') || !words.some((word) => /[\p{L}\p{N}]{3}/u.test(word))) return [];
  const fits = words.map((word) => sql`c.search like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`);
  const { rows } = await sql<Row>`
    select ${columns} from customers c where ${sql.join(fits, sql` and `)} limit ${sql.lit(looked)}`.execute(
    db,
  );
  // Where words begin with what was asked for, rather than hold it.
  const beginnings = ({ search }: Row) =>
    words.filter((word) => search.startsWith(word) || search.includes(` ${word}`)).length;
  return choose(rows, (row) => -beginnings(row));
}

/**
 * Customers whose names are like the line, a typing error in each word forgiven, and the line as it would
 * have been right. Null if there is nobody, or the line was no misspelt name. One query.
 */
export async function guessPeople(
  db: Db,
  caller: Caller,
  line: string,
): Promise<{ people: FoundPerson[]; line: string } | null> {
  const words = wordsIn(line);
  if (!may(caller, 'customer.see') || !words.some((word) => word.length > 3)) return null;
  const fits = words.filter((word) => word.length > 3).map((word) => sql`${word} <% c.search`);
  const rows = await db.transaction().execute(async (tx) => {
    await sql`set local pg_trgm.word_similarity_threshold = 0.3`.execute(tx);
    const found = await sql<Row>`
      select ${columns} from customers c where ${sql.join(fits, sql` and `)}
      order by word_similarity(${words.join(' ')}, c.search) desc limit ${sql.lit(looked)}`.execute(tx);
    return found.rows;
  });
  const meant = rows.flatMap((row) => {
    const theirs = row.search.split(/[^\p{L}\p{N}\p{M}]+/u);
    const near = words.map((word) => nearest(word, theirs));
    return near.every((one) => one !== null) ? [{ row, near }] : [];
  });
  const best = meant.sort((a, b) => total(a.near) - total(b.near))[0];
  if (!best) return null;
  const right = best.near.map((one) => one.word).join(' ');
  const same = meant.filter(({ near }) => near.map((one) => one.word).join(' ') === right);
  return {
    people: choose(
      same.map(({ row }) => row),
      () => 0,
    ),
    line: right,
  };
}

type Near = { word: string; errors: number };
const total = (near: readonly Near[]): number => near.reduce((sum, { errors }) => sum + errors, 0);

function nearest(word: string, others: readonly string[]): Near | null {
  let best: Near | null = null;
  for (const other of others) {
    const errors = distance(word, other);
    if (errors <= forgiven(word) && (best === null || errors < best.errors)) best = { word: other, errors };
  }
  return best;
}

const choose = (rows: readonly Row[], rank: (row: Row) => number): FoundPerson[] =>
  [...rows]
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
    .slice(0, most)
    .map(({ id, name, email }) => ({ id, name, email }));

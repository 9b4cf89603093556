import { createHash } from 'node:crypto';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Head } from './format.ts';

export type Table = Head['tables'][number];
export type Sum = { rows: number; bytes: number; sha256: string };

/** Not the business's: which migrations ran (the head says it) and which processes lived. */
const leftOut = ['kysely_migration', 'kysely_migration_lock', 'processes'];

/** Settings under which the same rows are always the same bytes, on every server and in every session. */
const plainly = [
  `set timezone = 'UTC'`,
  `set datestyle = 'ISO, YMD'`,
  `set intervalstyle = 'postgres'`,
  `set bytea_output = 'hex'`,
  `set extra_float_digits = 1`,
  `set client_encoding = 'UTF8'`,
  // Rows in the order they lie in, from the first; several readers or workers would mix them.
  `set synchronize_seqscans = off`,
  `set max_parallel_workers_per_gather = 0`,
  // Reading a large table takes longer than any request may.
  `set statement_timeout = 0`,
  `set idle_in_transaction_session_timeout = 0`,
];

/** Makes a session write rows plainly. */
export async function speakPlainly(client: pg.ClientBase): Promise<void> {
  for (const setting of plainly) await client.query(setting);
}

/** The tables of the schema in use, with the columns that are stored. */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select c.relname as name,
            array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname <> all($1)
     group by c.relname order by c.relname`,
    [leftOut],
  );
  return rows;
}

/**
 * The transaction number all events get. Numbers of another database mean nothing, and one above this
 * database's own would keep its events back for ever (law 4); this is the oldest there is.
 */
const oldest = `'3'::xid8`;

/**
 * What COPY is asked for. Events are numbered anew in the order in which they are read, (xid, id), and each
 * cursor says how many of them lie behind it, so that no reaction sees one twice or not at all. Asked of a
 * restored database it gives the same bytes again, which is how a restore is verified.
 */
function source({ name, columns }: Table): string {
  const changed = renumbered[name];
  if (!changed) return `${ident(name)} (${columns.map(ident).join(', ')})`;
  const select = columns.map((column) => `${changed.as[column] ?? `t.${ident(column)}`} as ${ident(column)}`);
  return `(select ${select.join(', ')} from ${ident(name)} t order by ${changed.order})`;
}

const renumbered: Record<string, { as: Record<string, string>; order: string }> = {
  events: { as: { id: 'row_number() over (order by t.xid, t.id)', xid: oldest }, order: 't.xid, t.id' },
  event_cursors: {
    as: { id: '(select count(*) from events e where (e.xid, e.id) <= (t.xid, t.id))', xid: oldest },
    order: 't.name',
  },
};

/** A table's rows as COPY text, in pieces of any size. */
export const copyOut = (client: pg.ClientBase, table: Table): AsyncIterable<Buffer> =>
  client.query(copyTo(`copy ${source(table)} to stdout`));

/** A name as SQL writes it. */
export const ident = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Counts and sums COPY text as it passes. Every row ends in a line feed, and no other line feed occurs. */
export function summing(): { add(piece: Uint8Array): void; sum(): Sum } {
  const hash = createHash('sha256');
  let [rows, bytes] = [0, 0];
  return {
    add(piece) {
      hash.update(piece);
      bytes += piece.length;
      for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) rows++;
    },
    sum: () => ({ rows, bytes, sha256: hash.digest('hex') }),
  };
}

/** What a table holds now, summed. */
export async function sumOf(client: pg.ClientBase, table: Table): Promise<Sum> {
  const sum = summing();
  for await (const piece of copyOut(client, table)) sum.add(piece);
  return sum.sum();
}

/** Where each sequence stands; one that was never used is left out. */
export async function sequencesOf(client: pg.ClientBase): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; value: string }>(
    `select sequencename::text as name, last_value::text as value from pg_sequences
     where schemaname = current_schema() and last_value is not null`,
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

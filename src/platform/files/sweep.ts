import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import type { Db, Tx } from '../db/connect.ts';
import { transact } from '../db/transact.ts';
import { pathOf } from './disk.ts';

const batch = 500;

/**
 * Removes files in `dir` that no row refers to and that were stored before `olderThan`; returns how many.
 * May run beside everything else and in several processes at once.
 *
 * What refers to a file is whatever has a foreign key to it, so a new room is respected by declaring one.
 * Against a transaction that stores the same bytes just now: the rows are locked first (`put` holds a
 * shared lock until its reference is committed, and those are skipped), references are looked for after
 * that in a statement of its own, which sees all of them, and the bytes go before the lock does, so that
 * a later `put` finds the row gone and writes them again.
 */
export async function sweep(db: Db, dir: string, olderThan: Date): Promise<number> {
  let removed = 0;
  for (let after = ''; ; ) {
    const found = await transact(db, async (tx) => {
      const rows = await tx
        .selectFrom('files')
        .select('hash')
        .where('hash', '>', after)
        .where('created_at', '<', olderThan)
        .orderBy('hash')
        .limit(batch)
        .forUpdate()
        .skipLocked()
        .execute();
      const unused = await withoutReference(
        tx,
        rows.map((row) => row.hash),
      );
      if (unused.length > 0) await tx.deleteFrom('files').where('hash', 'in', unused).execute();
      for (const hash of unused) await rm(pathOf(dir, hash), { force: true });
      removed += unused.length;
      return rows;
    });
    const last = found.at(-1);
    if (found.length < batch || !last) break;
    after = last.hash;
  }
  return removed + (await removeNameless(db, dir, olderThan));
}

async function withoutReference(tx: Tx, hashes: string[]): Promise<string[]> {
  if (hashes.length === 0) return [];
  const { rows: references } = await sql<{ from: string; column: string }>`
    select c.conrelid::regclass::text as "from", a.attname as "column"
    from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'files'::regclass`.execute(tx);
  const used = new Set<string>();
  for (const { from, column } of references) {
    const { rows } = await sql<{ hash: string }>`
      select distinct ${sql.ref(column)} as hash from ${sql.raw(from)}
      where ${sql.ref(column)} = any(${hashes}::text[])`.execute(tx);
    for (const { hash } of rows) used.add(hash);
  }
  return hashes.filter((hash) => !used.has(hash));
}

/**
 * Bytes whose row never came to be: the process died, or the transaction was rolled back, after they were
 * written. Also drafts. One folder at a time, since all of them together may be millions.
 */
async function removeNameless(db: Db, dir: string, olderThan: Date): Promise<number> {
  let removed = 0;
  const drafts = path.join(dir, 'drafts');
  for (const name of await entries(drafts)) {
    if (!(await isOlder(path.join(drafts, name), olderThan))) continue;
    await rm(path.join(drafts, name), { force: true });
    removed++;
  }
  for (const outer of await entries(dir)) {
    if (!/^[0-9a-f]{2}$/.test(outer)) continue;
    for (const inner of await entries(path.join(dir, outer))) {
      const folder = path.join(dir, outer, inner);
      for (const hash of await unknown(db, await entries(folder))) {
        const place = path.join(folder, hash);
        if ((await isOlder(place, olderThan)) && (await removeIfNameless(db, place, hash))) removed++;
      }
    }
  }
  return removed;
}

const entries = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

const isOlder = async (place: string, than: Date): Promise<boolean> => {
  const found = await stat(place).catch(() => undefined);
  return found !== undefined && found.mtime < than;
};

async function unknown(db: Db, names: string[]): Promise<string[]> {
  const hashes = names.filter((name) => /^[0-9a-f]{64}$/.test(name));
  if (hashes.length === 0) return [];
  const rows = await db.selectFrom('files').select('hash').where('hash', 'in', hashes).execute();
  const known = new Set(rows.map((row) => row.hash));
  return hashes.filter((hash) => !known.has(hash));
}

/** Taking the row for a moment keeps a `put` of the same bytes waiting. */
async function removeIfNameless(db: Db, place: string, hash: string): Promise<boolean> {
  return transact(db, async (tx) => {
    const taken = await tx
      .insertInto('files')
      .values({ hash, size: '0', created_at: new Date(0) })
      .onConflict((conflict) => conflict.doNothing())
      .returning('hash')
      .executeTakeFirst();
    if (!taken) return false;
    await rm(place, { force: true });
    await tx.deleteFrom('files').where('hash', '=', hash).execute();
    return true;
  });
}

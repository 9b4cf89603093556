import type { Db, Tx } from '../../../platform/db/connect.ts';
import { refuse } from '../../../platform/http/errors.ts';
import type { Archive } from './contract.ts';

/** Shown in the list; older ones are history. */
const most = 50;

/** The newest archives. */
export async function listArchives(db: Db): Promise<Archive[]> {
  return (
    await archives(db).orderBy('a.created_at', 'desc').orderBy('a.id', 'desc').limit(most).execute()
  ).map(toView);
}

/** One archive. Throws NOT_FOUND. */
export async function viewArchive(db: Db | Tx, id: string): Promise<Archive> {
  const row = await archives(db).where('a.id', '=', id).executeTakeFirst();
  if (!row) throw refuse('NOT_FOUND');
  return toView(row);
}

const archives = (db: Db | Tx) =>
  db
    .selectFrom('mail_archives as a')
    .innerJoin('channels as c', 'c.id', 'a.channel_id')
    .selectAll('a')
    .select('c.address');

type Row = Awaited<ReturnType<ReturnType<typeof archives>['execute']>>[number];

const toView = (row: Row): Archive => ({
  id: row.id,
  channel: { id: row.channel_id, address: row.address },
  name: row.name,
  format: row.format,
  state: row.state,
  problem: row.problem,
  fingerprint: row.fingerprint,
  size: Number(row.size),
  received: Number(row.received),
  done: Number(row.done),
  brought: row.brought,
  known: row.known,
  leftOut: row.left_out,
  tooLarge: row.too_large,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

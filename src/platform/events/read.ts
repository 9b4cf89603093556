import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { EventData } from '../db/tables.ts';
import type { By } from './record.ts';

/** A place in the order of events: the writing transaction's id, then the row's. */
export type Cursor = { xid: string; id: string };

export type Event = {
  cursor: Cursor;
  kind: string;
  by: By;
  at: Date;
  conversationId: string | null;
  inboxId: string | null;
  version: number | null;
  data: EventData;
};

/** The beginning of all events. */
export const beginning: Cursor = { xid: '0', id: '0' };

/** A cursor as one word for the wire, and back; undefined if the word is not one. */
export const writeCursor = (cursor: Cursor): string => `${cursor.xid}.${cursor.id}`;
export function readCursor(word: string): Cursor | undefined {
  const match = /^(\d{1,20})\.(\d{1,19})$/.exec(word);
  return match ? { xid: match[1] as string, id: match[2] as string } : undefined;
}

/**
 * The events after `cursor`, oldest first, at most `limit`.
 *
 * Ids from a sequence become visible out of order: a transaction that took number 7 may commit after the
 * one that took 8. So events are ordered by (transaction id, id), and only those of transactions older
 * than the oldest one still running are shown: nothing can appear behind a reader's back any more
 * (law 4; PostgreSQL manual, "Transaction ID and Snapshot Information Functions", pg_snapshot_xmin).
 */
export async function eventsAfter(db: Db, cursor: Cursor, limit: number): Promise<Event[]> {
  return (await lookAfter(db, cursor, limit)).events;
}

/** The same, and whether more is committed that waits for an older transaction that still runs. */
export async function lookAfter(
  db: Db,
  cursor: Cursor,
  limit: number,
): Promise<{ events: Event[]; heldBack: boolean }> {
  const rows = await db
    .selectFrom('events')
    .select(['xid', 'id', 'kind', 'by_kind', 'by_id', 'at', 'conversation_id', 'inbox_id', 'version', 'data'])
    .select(sql<boolean>`xid < pg_snapshot_xmin(pg_current_snapshot())`.as('shown'))
    .where(sql<boolean>`(xid, id) > (${cursor.xid}::xid8, ${cursor.id}::bigint)`)
    .orderBy('xid')
    .orderBy('id')
    .limit(limit)
    .execute();
  const shown = rows.filter((row) => row.shown);
  const events = shown.map((row) => ({
    cursor: { xid: row.xid, id: row.id },
    kind: row.kind,
    by: { kind: row.by_kind as By['kind'], id: row.by_id },
    at: row.at,
    conversationId: row.conversation_id,
    inboxId: row.inbox_id,
    version: row.version,
    data: row.data as EventData,
  }));
  return { events, heldBack: shown.length < rows.length };
}

/**
 * The place after all events that can be seen now; replaying from here misses nothing later. Both columns
 * arrive as text; a cast to text in the query would make it sort by text.
 */
export async function latestCursor(db: Db): Promise<Cursor> {
  const { rows } = await sql<Cursor>`
    select xid, id from events
    where xid < pg_snapshot_xmin(pg_current_snapshot())
    order by xid desc, id desc limit 1`.execute(db);
  return rows[0] ?? beginning;
}

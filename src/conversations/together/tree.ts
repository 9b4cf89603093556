import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db/connect.ts';
import { refuse } from '../../platform/http/errors.ts';
import type { Caller } from '../../staff/caller.ts';
import { find, must } from '../access.ts';
import { type ConversationRow, lockItself } from '../change-conversation.ts';

/*
 * Merged conversations form trees: each points to the one it was merged into, and knows the one at the end of
 * that way, where its messages lie. Whoever changes a tree holds the lock of its root; whoever writes a message
 * into it does too (change-conversation.ts), so a tree never changes under a message.
 */

/** So many conversations may lie in one, itself included. */
export const mostTogether = 200;

/** This conversation and all that were merged into it, however long ago and by whatever way. */
export async function allWithin(db: Db, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive tree as (
      select ${id}::uuid as id
      union select c.id from tree join conversations c on c.merged_into_id = tree.id
    )
    select id from tree limit ${sql.lit(mostTogether + 1)}`.execute(db);
  return rows.map((row) => row.id);
}

/**
 * Locks several conversations, each exactly as it is, in one order, so that two people who want the same ones
 * the other way round wait for each other and not in a circle. Throws NOT_FOUND and NOT_ALLOWED as `enter` does.
 */
export async function enterAll(
  tx: Tx,
  caller: Caller,
  refs: readonly string[],
): Promise<Map<string, ConversationRow>> {
  const ids = new Map<string, string>();
  for (const ref of refs) ids.set(ref, (await find(tx, caller, 'view', ref)).id);
  const rows = new Map<string, ConversationRow>();
  for (const id of [...new Set(ids.values())].sort()) rows.set(id, await lockItself(tx, id));
  // What is locked may lie in another inbox by now.
  for (const row of rows.values()) {
    await find(tx, caller, 'view', row.id);
    must(caller, 'change', row);
  }
  return new Map(refs.map((ref) => [ref, rows.get(ids.get(ref) as string) as ConversationRow]));
}

/** How people call a conversation. */
export const called = ({ number }: Pick<ConversationRow, 'number'>): string => `#${number}`;

/** Throws CONFLICT for what cannot be put together, taken apart or linked where it lies now. */
export function mustStandAlone(row: ConversationRow, what: string): void {
  if (row.place === 'merged')
    throw refuse('CONFLICT', `${called(row)} was merged into another conversation meanwhile. ${what}`);
  if (row.place === 'aside')
    throw refuse('CONFLICT', `${called(row)} is a side conversation and belongs to its own. ${what}`);
  if (row.place !== 'inbox')
    throw refuse(
      'CONFLICT',
      `${called(row)} lies in ${row.place === 'bin' ? 'the bin' : 'spam'}. Take it out first; ${lower(what)}`,
    );
}

const lower = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

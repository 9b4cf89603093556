import { sql } from 'kysely';
import { saveDraft } from '../conversations/draft.ts';
import { settleDraft } from '../conversations/handing/settle.ts';
import { lockMerged, unmerge } from '../conversations/together/unmerge.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { By } from '../platform/events/record.ts';

/*
 * Where real work was tied to the sample world while somebody looked around, so that taking the samples out
 * takes nothing real along.
 */

/** Parts real conversations from sample ones they were merged with: each goes back to where it belongs. */
export async function partFromReal(tx: Tx, by: By, now: Date): Promise<void> {
  for (;;) {
    const pair = await tx
      .selectFrom('conversations as c')
      .innerJoin('conversations as into', 'into.id', 'c.merged_into_id')
      .select('c.id')
      .whereRef('c.sample', '<>', 'into.sample')
      .orderBy('c.id')
      .limit(1)
      .executeTakeFirst();
    if (!pair) return;
    await unmerge(tx, by, await lockMerged(tx, pair.id), now);
  }
}

/** Gives drafts of real conversations that wait for a sample colleague, who will never come, to their authors. */
export async function giveDraftsBack(tx: Tx, now: Date): Promise<void> {
  const waiting = await tx
    .selectFrom('handed_drafts as h')
    .innerJoin('agents as a', 'a.id', 'h.to_id')
    .innerJoin('conversations as c', 'c.id', 'h.conversation_id')
    .select(['h.id', 'h.from_id', 'h.conversation_id'])
    .where('a.sample', '=', true)
    .where('c.sample', '=', false)
    .where('h.state', '=', 'waiting')
    .orderBy('h.at')
    .execute();
  for (const { id, from_id, conversation_id } of waiting) {
    const begun = await tx
      .selectFrom('drafts')
      .select('agent_id')
      .where('agent_id', '=', from_id)
      .where('conversation_id', '=', conversation_id)
      .executeTakeFirst();
    if (begun) {
      // Something else is being written there by now, so this one waits for its own author instead.
      await tx.updateTable('handed_drafts').set({ to_id: from_id }).where('id', '=', id).execute();
      continue;
    }
    const author = { kind: 'agent' as const, id: from_id };
    const { body } = await settleDraft(tx, author, { handedId: id, to: 'withdrawn' }, now);
    await saveDraft(tx, from_id, { id: conversation_id, body }, now);
  }
}

/**
 * Of rows of `table` those that nothing refers to, by whatever foreign keys there are: a room that is added
 * later is respected by declaring its own.
 */
export async function unreferenced(tx: Tx, table: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows: references } = await sql<{ from: string; column: string }>`
    select c.conrelid::regclass::text as "from", a.attname as "column"
    from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = ${table}::regclass`.execute(tx);
  const used = new Set<string>();
  for (const { from, column } of references) {
    const { rows } = await sql<{ id: string }>`
      select distinct ${sql.ref(column)} as id from ${sql.raw(from)}
      where ${sql.ref(column)} = any(${[...ids]}::uuid[])`.execute(tx);
    for (const { id } of rows) used.add(id);
  }
  return ids.filter((id) => !used.has(id));
}

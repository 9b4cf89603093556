import { sql, type Updateable } from 'kysely';
import type { Tx } from '../../platform/db/connect.ts';
import type { EventData, Tables } from '../../platform/db/tables.ts';
import type { By } from '../../platform/events/record.ts';
import { refuse } from '../../platform/http/errors.ts';
import { type Changed, type ConversationRow, change, layBeside, lockItself } from '../change-conversation.ts';
import type { Status } from '../types.ts';
import { takeBackOut } from './belongings.ts';
import { recount } from './recount.ts';
import { allWithin, called } from './tree.ts';

/**
 * Parts a merged conversation from the one it was merged into, at any later time and in any order: every
 * message goes back to where it belongs, those that came for it since too, and what was merged into it before
 * comes along. It stands as it stood, open if the customer wrote meanwhile. `root` is where it lies now; both
 * are locked. Throws CONFLICT if it does not lie there any more.
 */
export async function unmerge(
  tx: Tx,
  by: By,
  { source, root }: { source: ConversationRow; root: ConversationRow },
  now: Date,
): Promise<Changed> {
  if (source.merged_into_id === null) {
    throw refuse('CONFLICT', `${called(source)} is not merged any more. Nothing was changed.`);
  }
  if (source.lies_in_id !== root.id) throw refuse('CONFLICT');
  const leaving = [source.id, ...(await allWithin(tx, source.id)).filter((id) => id !== source.id)];
  const holders = await holdersOf(tx, source.merged_into_id);
  await takeBackOut(
    tx,
    leaving,
    await Promise.all(
      holders.map(async (id) => ({
        id,
        staying: (await allWithin(tx, id)).filter((other) => other !== id && !leaving.includes(other)),
      })),
    ),
  );
  await sql`
    update messages set conversation_id = ${source.id}, home_id = nullif(home_id, ${source.id}::uuid)
    where conversation_id = ${root.id} and home_id = any(${leaving}::uuid[])`.execute(tx);
  await tx
    .updateTable('conversations')
    .set({ lies_in_id: source.id })
    .where('id', 'in', leaving)
    .where('id', '<>', source.id)
    .execute();
  await layBeside(tx, leaving, source);
  const merged = await mergeOf(tx, root.id, source.id);
  const targetId = root.id;
  const { waits, ...counted } = await recount(tx, source);
  const wroteSince = waits !== null && (!source.last_in_at || (counted.last_in_at ?? 0) > source.last_in_at);
  const changed = await change(
    tx,
    by,
    source,
    {
      ...counted,
      place: 'inbox',
      merged_into_id: null,
      lies_in_id: null,
      ...(wroteSince && {
        status: 'open',
        waiting_since: source.waiting_since ?? waits,
        solved_at: null,
        snoozed_until: null,
      }),
    },
    [{ kind: 'conversation.unmerged-from', data: { targetId } }],
    now,
  );
  await leave(tx, by, root, source.id, merged, now);
  return changed;
}

/** The conversations a message of it passed through: the one it was merged into, and those above. */
async function holdersOf(tx: Tx, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive up as (
      select id, merged_into_id from conversations where id = ${id}
      union select c.id, c.merged_into_id from up join conversations c on c.id = up.merged_into_id
    ) select id from up`.execute(tx);
  return rows.map((row) => row.id);
}

type Merged = { data: EventData; version: number | null } | undefined;

/** The event of the merge, which holds how the target was. */
async function mergeOf(tx: Tx, targetId: string, sourceId: string): Promise<Merged> {
  return tx
    .selectFrom('events')
    .select(['data', 'version'])
    .where('conversation_id', '=', targetId)
    .where('kind', '=', 'conversation.merged')
    .where(sql<boolean>`data->'sourceIds' ? ${sourceId}`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** What is left behind: counted anew, and as it was before if nothing was done with it since. */
async function leave(
  tx: Tx,
  by: By,
  root: ConversationRow,
  sourceId: string,
  merged: Merged,
  now: Date,
): Promise<void> {
  const { waits, ...counted } = await recount(tx, root);
  const date = (word: unknown) => (typeof word === 'string' ? new Date(word) : null);
  const untouched = merged !== undefined && merged.version === root.version;
  const standing: Updateable<Tables['conversations']> =
    untouched && typeof merged.data.from === 'string'
      ? {
          status: merged.data.from as Status,
          priority: Number(merged.data.priority ?? root.priority),
          waiting_since: date(merged.data.waitingSince),
          solved_at: date(merged.data.solvedAt),
          snoozed_until: date(merged.data.snoozedUntil),
        }
      : { waiting_since: root.waiting_since && waits };
  const happened = [{ kind: 'conversation.unmerged', data: { sourceId } }] as const;
  await change(tx, by, root, { ...counted, ...standing }, happened, now);
}

/** The rows an unmerge needs, locked in one order. Throws NOT_FOUND. */
export async function lockMerged(
  tx: Tx,
  id: string,
): Promise<{ source: ConversationRow; root: ConversationRow }> {
  const found = await tx
    .selectFrom('conversations')
    .select('lies_in_id')
    .where('id', '=', id)
    .executeTakeFirst();
  if (!found) throw refuse('NOT_FOUND');
  const [first, second] = [id, found.lies_in_id ?? id].sort() as [string, string];
  const one = await lockItself(tx, first);
  const other = first === second ? one : await lockItself(tx, second);
  const source = one.id === id ? one : other;
  return { source, root: source === one ? other : one };
}

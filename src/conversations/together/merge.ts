import { sql, type Updateable } from 'kysely';
import type { Tx } from '../../platform/db/connect.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { By } from '../../platform/events/record.ts';
import { refuse } from '../../platform/http/errors.ts';
import { type Changed, type ConversationRow, change, layBeside } from '../change-conversation.ts';
import { bringAlong } from './belongings.ts';
import { recount } from './recount.ts';
import { allWithin, called, mostTogether, mustStandAlone } from './tree.ts';

export type Merge = {
  target: ConversationRow;
  sources: readonly ConversationRow[];
  /** Whether it is meant that whoever sees the target's inbox then reads what lay in another. */
  acrossInboxes: boolean;
};

/**
 * Puts conversations into one: messages, people, tags, drafts and who takes part end in the target; each source
 * stays as a closed line that leads there. Every row is locked as it is (`enterAll`). What lies in the target
 * already is passed over, so that merging twice is merging once.
 *
 * Throws CONFLICT for what is in the bin or spam, stands beside another, was merged elsewhere, is merged into
 * itself, or lies in another inbox without `acrossInboxes`.
 */
export async function merge(
  tx: Tx,
  by: By,
  { target, sources, acrossInboxes }: Merge,
  now: Date,
): Promise<Changed> {
  mustStandAlone(target, 'Nothing was merged.');
  const coming = sources.filter((source) => source.lies_in_id !== target.id);
  for (const source of coming) {
    mustStandAlone(source, 'Nothing was merged.');
    if (source.id === target.id) throw refuse('CONFLICT', `${called(target)} cannot be merged into itself.`);
    if (source.inbox_id !== target.inbox_id && !acrossInboxes) {
      throw refuse(
        'CONFLICT',
        `${called(source)} lies in another inbox. Whoever sees ${called(target)} would read it; say that this is meant. Nothing was merged.`,
      );
    }
  }
  if (coming.length === 0) return { id: target.id, version: target.version };
  const within = new Map<string, string[]>();
  for (const { id } of coming) within.set(id, await allWithin(tx, id));
  const all = [...within.values()].flat();
  if (all.length + (await allWithin(tx, target.id)).length > mostTogether) {
    throw refuse('CONFLICT', `At most ${mostTogether} conversations can lie in one. Nothing was merged.`);
  }
  await bringAlong(tx, all, target.id, now);
  for (const source of coming) await putInto(tx, by, source, within.get(source.id) as string[], target, now);
  const { waits: _, ...counted } = await recount(tx, target);
  const happened = {
    kind: 'conversation.merged',
    data: {
      sourceIds: coming.map(({ id }) => id),
      from: target.status,
      priority: target.priority,
      waitingSince: target.waiting_since?.toISOString() ?? null,
      solvedAt: target.solved_at?.toISOString() ?? null,
      snoozedUntil: target.snoozed_until?.toISOString() ?? null,
    },
  } as const;
  return change(tx, by, target, { ...counted, ...standingOf(target, coming) }, [happened], now);
}

/** Moves all that lies in a source, and leaves it as a closed line. */
async function putInto(
  tx: Tx,
  by: By,
  source: ConversationRow,
  within: readonly string[],
  target: ConversationRow,
  now: Date,
): Promise<void> {
  await sql`
    update messages set conversation_id = ${target.id}, home_id = coalesce(home_id, conversation_id)
    where conversation_id = ${source.id}`.execute(tx);
  await tx
    .updateTable('conversations')
    .set({ lies_in_id: target.id })
    .where('id', 'in', [...within])
    .where('id', '<>', source.id)
    .execute();
  await layBeside(tx, within, target);
  // Its own status, person and times stay in the row: so it stands there again when the two are parted.
  const set = {
    place: 'merged',
    merged_into_id: target.id,
    lies_in_id: target.id,
    message_count: 0,
  } as const;
  await change(
    tx,
    by,
    source,
    set,
    [{ kind: 'conversation.merged-into', data: { targetId: target.id } }],
    now,
  );
}

/** If any of them waits for us, so does the whole, since the earliest; otherwise the target stays as it is. */
function standingOf(
  target: ConversationRow,
  sources: readonly ConversationRow[],
): Updateable<Tables['conversations']> {
  const all = [target, ...sources];
  const waiting = all.flatMap((row) => row.waiting_since ?? []);
  const waiting_since = waiting.length > 0 ? new Date(Math.min(...waiting.map(Number))) : null;
  const needsUs = (row: ConversationRow) => row.status === 'new' || row.status === 'open';
  const priority = Math.max(...all.map((row) => row.priority));
  if (needsUs(target) || !sources.some(needsUs)) return { waiting_since, priority };
  return { waiting_since, priority, status: 'open', solved_at: null, snoozed_until: null };
}

import { sql } from 'kysely';
import type { Tx } from '../../platform/db/connect.ts';
import type { EventData } from '../../platform/db/tables.ts';
import { audit } from '../../platform/events/audit.ts';
import { type By, record } from '../../platform/events/record.ts';
import { refuse } from '../../platform/http/errors.ts';
import { newId } from '../../platform/ids.ts';
import { hueOf, plainTag } from '../tag.ts';

/*
 * Keeping tags as the words of a workspace. These acts touch as many conversations as bear the tag, so they
 * raise no version and are no line of any trail: desks hear `tag.changed` and ask again.
 */

/** Adds a tag nobody bears yet. Returns its id. Throws ALREADY_EXISTS. */
export async function addTag(
  tx: Tx,
  by: By,
  input: { name: string; hue?: number | undefined },
  now: Date,
): Promise<{ id: string }> {
  const id = newId();
  const name = plainTag(input.name);
  const added = await tx
    .insertInto('tags')
    .values({ id, name, hue: input.hue ?? hueOf(name) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) throw taken();
  await noteTag(tx, by, 'tag.add', id, {}, now);
  return { id };
}

/** Renames, recolours, puts away or brings back. Throws NOT_FOUND, and ALREADY_EXISTS for another's name. */
export async function changeTag(
  tx: Tx,
  by: By,
  input: { id: string; name?: string | undefined; hue?: number | undefined; archived?: boolean | undefined },
  now: Date,
): Promise<void> {
  const { id, hue, archived } = input;
  const before = await lockTag(tx, id);
  const name = input.name === undefined ? undefined : plainTag(input.name);
  if (name !== undefined && name !== before.name) {
    const other = await tx.selectFrom('tags').select('id').where('name', '=', name).executeTakeFirst();
    if (other) throw taken(other.id);
  }
  const archivedAt = archived === undefined ? undefined : archived ? (before.archived_at ?? now) : null;
  const changed = {
    ...(name !== undefined && { name }),
    ...(hue !== undefined && { hue }),
    ...(archivedAt !== undefined && { archived_at: archivedAt }),
  };
  const fields = Object.keys(changed);
  if (fields.length === 0) return;
  await tx.updateTable('tags').set(changed).where('id', '=', id).execute();
  const action = archived === undefined ? 'tag.change' : archived ? 'tag.archive' : 'tag.restore';
  await noteTag(tx, by, action, id, archived === undefined ? { fields } : {}, now);
}

/**
 * Makes one tag of two: whatever bore `id` bears `intoId`, and `id` is gone. Returns how many conversations
 * that touched. Throws NOT_FOUND, BAD_INPUT for a tag and itself.
 */
export async function mergeTag(
  tx: Tx,
  by: By,
  { id, intoId }: { id: string; intoId: string },
  now: Date,
): Promise<{ moved: number }> {
  if (id === intoId) throw refuse('BAD_INPUT', 'A tag cannot be merged with itself.');
  // In one order, so that two merges the opposite ways wait for each other instead of for ever.
  for (const one of [id, intoId].sort()) await lockTag(tx, one);
  await tx
    .insertInto('conversation_tags')
    .columns(['conversation_id', 'tag_id'])
    .expression((eb) =>
      eb
        .selectFrom('conversation_tags')
        .select(['conversation_id', sql<string>`${intoId}::uuid`.as('tag_id')])
        .where('tag_id', '=', id),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const gone = await tx
    .deleteFrom('conversation_tags')
    .where('tag_id', '=', id)
    .returning('conversation_id')
    .execute();
  await tx.deleteFrom('tags').where('id', '=', id).execute();
  await noteTag(tx, by, 'tag.merge', intoId, { mergedId: id, moved: gone.length }, now);
  return { moved: gone.length };
}

/** Removes a tag from everything that bears it. Throws NOT_FOUND. */
export async function removeTag(tx: Tx, by: By, id: string, now: Date): Promise<void> {
  await lockTag(tx, id);
  await tx.deleteFrom('tags').where('id', '=', id).execute();
  await noteTag(tx, by, 'tag.remove', id, {}, now);
}

async function lockTag(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('tags')
    .select(['name', 'archived_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw refuse('NOT_FOUND');
  return row;
}

const taken = (tagId?: string) =>
  refuse('ALREADY_EXISTS', 'There is a tag of this name already. Merge the two to make them one.', { tagId });

async function noteTag(
  tx: Tx,
  by: By,
  action: string,
  tagId: string,
  data: EventData,
  now: Date,
): Promise<void> {
  await record(tx, { kind: 'tag.changed', by, at: now, data: { tagId } });
  await audit(tx, by, action, 'tag', tagId, data, now);
}

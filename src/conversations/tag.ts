import { createHash } from 'node:crypto';
import type { Tx } from '../platform/db/connect.ts';
import type { By } from '../platform/events/record.ts';
import { newId } from '../platform/ids.ts';
import { type Changed, change, lockConversation } from './change-conversation.ts';

/** Adds and removes tags by name, whatever their case; a tag that does not exist is made. */
export async function tag(
  tx: Tx,
  by: By,
  input: { id: string; add?: string[] | undefined; remove?: string[] | undefined },
  now: Date,
): Promise<Changed> {
  const row = await lockConversation(tx, input.id);
  const removed = await removeTags(tx, row.id, (input.remove ?? []).map(plainTag));
  const added = await addTags(tx, row.id, (input.add ?? []).map(plainTag));
  if (added.length + removed.length === 0) return { id: row.id, version: row.version };
  return change(tx, by, row, {}, [{ kind: 'conversation.tagged', data: { added, removed } }], now);
}

/** A tag's name as it is kept. */
export const plainTag = (name: string): string =>
  name.replaceAll('\0', '').trim().replace(/\s+/g, ' ').toLowerCase();

async function addTags(tx: Tx, conversationId: string, names: string[]): Promise<string[]> {
  const wanted = [...new Set(names)].filter((name) => name !== '').sort();
  if (wanted.length === 0) return [];
  await tx
    .insertInto('tags')
    .values(wanted.map((name) => ({ id: newId(), name, hue: hueOf(name) })))
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const tags = await tx.selectFrom('tags').select('id').where('name', 'in', wanted).forKeyShare().execute();
  const added = await tx
    .insertInto('conversation_tags')
    .values(tags.map(({ id }) => ({ conversation_id: conversationId, tag_id: id })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('tag_id')
    .execute();
  return added.map(({ tag_id }) => tag_id);
}

async function removeTags(tx: Tx, conversationId: string, names: string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const removed = await tx
    .deleteFrom('conversation_tags')
    .where('conversation_id', '=', conversationId)
    .where('tag_id', 'in', (eb) => eb.selectFrom('tags').select('id').where('name', 'in', names))
    .returning('tag_id')
    .execute();
  return removed.map(({ tag_id }) => tag_id);
}

/** A colour that a name always gets, so that nobody has to choose one first. */
export const hueOf = (name: string): number =>
  createHash('sha256').update(name).digest().readUInt16BE(0) % 360;

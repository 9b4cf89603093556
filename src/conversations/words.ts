import type { FieldType } from '../customers/fields.ts';
import type { Db, Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import type { By } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';

/*
 * The words a workspace has for its conversations: tags, causes, custom fields, and whom it does not hear.
 * Few rows each, so they are listed whole.
 */

const most = 1_000;

export const listTags = (db: Db) =>
  db
    .selectFrom('tags')
    .select(['id', 'name', 'hue'])
    .where('archived_at', 'is', null)
    .orderBy('name')
    .limit(most)
    .execute();

export const listCauses = (db: Db) =>
  db
    .selectFrom('causes')
    .select(['id', 'parent_id as parentId', 'name'])
    .where('archived_at', 'is', null)
    .orderBy('name')
    .limit(most)
    .execute();

/** Adds a cause under another, or at the top. Throws BAD_INPUT when the one above does not exist. */
export async function addCause(
  tx: Tx,
  input: { parentId?: string | null | undefined; name: string },
): Promise<{ id: string }> {
  if (input.parentId) {
    const parent = await tx
      .selectFrom('causes')
      .select('id')
      .where('id', '=', input.parentId)
      .executeTakeFirst();
    if (!parent) throw refuse('BAD_INPUT', 'The cause above does not exist any more. Nothing was added.');
  }
  const id = newId();
  await tx
    .insertInto('causes')
    .values({ id, parent_id: input.parentId ?? null, name: input.name, archived_at: null })
    .execute();
  return { id };
}

export const listFields = (db: Db) =>
  db
    .selectFrom('custom_fields')
    .select(['id', 'noun', 'key', 'label', 'type', 'choices'])
    .where('archived_at', 'is', null)
    .orderBy('noun')
    .orderBy('position')
    .orderBy('label')
    .limit(most)
    .execute();

export type Field = {
  noun: 'conversation' | 'customer';
  key: string;
  label: string;
  type: FieldType;
  choices: string[];
  archived: boolean;
};

/**
 * Adds or changes a custom field. Its type stays what it was made as, since values of it exist: throws
 * CONFLICT for another one, BAD_INPUT for a choice without choices.
 */
export async function saveField(tx: Tx, by: By, { archived, ...field }: Field, now: Date): Promise<void> {
  if (field.type === 'choice' && field.choices.length === 0) {
    throw refuse('BAD_INPUT', 'A choice needs at least one thing to choose. Nothing was saved.');
  }
  const archivedAt = archived ? now : null;
  const saved = await tx
    .insertInto('custom_fields')
    .values({ id: newId(), ...field, archived_at: archivedAt })
    .onConflict((conflict) =>
      conflict
        .columns(['noun', 'key'])
        .doUpdateSet({ label: field.label, choices: field.choices, archived_at: archivedAt })
        .where('custom_fields.type', '=', field.type),
    )
    .returning('id')
    .executeTakeFirst();
  if (!saved) {
    throw refuse(
      'CONFLICT',
      'This field exists with another type. Make a new one under another key; nothing was saved.',
    );
  }
  const data = { archived, choices: field.choices.length };
  await audit(tx, by, archived ? 'field.archive' : 'field.save', 'field', saved.id, data, now);
}

export const listBlocked = (db: Db) =>
  db.selectFrom('blocked_senders').select(['pattern', 'at']).orderBy('at', 'desc').limit(most).execute();

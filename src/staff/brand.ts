import type { Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import { type By, record } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import type {} from './tables.ts';

export type BrandInput = { name?: string; signature?: string; hue?: number };

/** Adds a brand: the face a customer sees. Event `brand.changed`. */
export async function addBrand(
  tx: Tx,
  by: By,
  input: BrandInput & { name: string },
  now: Date,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('brands')
    .values({ ...input, id, created_at: now })
    .execute();
  await noteBrand(tx, by, 'brand.add', id, now);
  return id;
}

/** Changes what is given. Throws NOT_FOUND. */
export async function changeBrand(tx: Tx, by: By, id: string, input: BrandInput, now: Date): Promise<void> {
  const { name, signature, hue } = input;
  const brand = await tx
    .selectFrom('brands')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!brand) throw refuse('NOT_FOUND');
  if (name === undefined && signature === undefined && hue === undefined) return;
  await tx.updateTable('brands').set({ name, signature, hue }).where('id', '=', id).execute();
  await noteBrand(tx, by, 'brand.change', id, now);
}

/** Removes a brand. Throws NOT_FOUND, and CONFLICT while an inbox or conversation bears it. */
export async function removeBrand(tx: Tx, by: By, id: string, now: Date): Promise<void> {
  const used = await tx.selectFrom('inboxes').select('id').where('brand_id', '=', id).executeTakeFirst();
  if (used) throw inUse();
  try {
    const gone = await tx.deleteFrom('brands').where('id', '=', id).returning('id').executeTakeFirst();
    if (!gone) throw refuse('NOT_FOUND');
  } catch (error) {
    // 23503 foreign_key_violation: rooms above keep the brand in their own rows.
    if (error instanceof Error && 'code' in error && error.code === '23503') throw inUse();
    throw error;
  }
  await noteBrand(tx, by, 'brand.remove', id, now);
}

const inUse = () =>
  refuse('CONFLICT', 'This brand is still in use by an inbox or by conversations, so it was not removed.');

async function noteBrand(tx: Tx, by: By, action: string, brandId: string, now: Date): Promise<void> {
  await record(tx, { kind: 'brand.changed', by, at: now, data: { brandId } });
  await audit(tx, by, action, 'brand', brandId, {}, now);
}

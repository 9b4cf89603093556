import type { z } from 'zod';
import type { Db, Tx } from '../db/connect.ts';

/**
 * What is set under `key`, in the shape `schema` describes. The schema also says what holds while nothing
 * is set: `.default(…)`, `.optional()`, or else an error that names the key.
 */
export async function readSetting<S extends z.ZodType>(db: Db, key: string, schema: S): Promise<z.output<S>> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
  const read = schema.safeParse(row?.value);
  if (!read.success) throw new Error(`The setting ${key} cannot be read: ${read.error.message}`);
  return read.data;
}

/** Sets `key` to a value that JSON can hold. */
export async function writeSetting(tx: Tx, key: string, value: unknown, now: Date): Promise<void> {
  const row = { value: JSON.stringify(value), updated_at: now };
  await tx
    .insertInto('settings')
    .values({ key, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}

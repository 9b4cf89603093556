import { z } from 'zod';
import type { Db, Tx } from '../platform/db/connect.ts';
import { readSetting, writeSetting } from '../platform/settings/settings.ts';

const key = 'sample.planted';
const ids = z.array(z.string()).default([]);

/**
 * What planting added that has no mark of its own, as conversations, customers, inboxes, teams, causes and
 * colleagues have: so that a tag or a view somebody made is never taken for the sample world's.
 */
const Planted = z
  .object({ tags: ids, fields: ids, companies: ids, replies: ids, views: ids, memberships: ids, by: ids })
  .prefault({});
export type Planted = z.output<typeof Planted>;

export const readPlanted = (db: Db): Promise<Planted> => readSetting(db, key, Planted);

export const writePlanted = (tx: Tx, planted: Planted, now: Date): Promise<void> =>
  writeSetting(tx, key, planted, now);

export async function forgetPlanted(tx: Tx): Promise<void> {
  await tx.deleteFrom('settings').where('key', '=', key).execute();
}

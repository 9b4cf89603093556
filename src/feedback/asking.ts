import { sql } from 'kysely';
import { may, visibleInboxes } from '../conversations/access.ts';
import type { Db, Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import type { By } from '../platform/events/record.ts';
import { readSetting, writeSetting } from '../platform/settings/settings.ts';
import type { Caller } from '../staff/caller.ts';
import { Asking } from './contract.ts';

export type { Asking } from './contract.ts';

const Setting = Asking.prefault({});
const keyOf = (inboxId: string): string => `feedback.asking.${inboxId}`;

export const readAsking = (db: Db, inboxId: string): Promise<Asking> =>
  readSetting(db, keyOf(inboxId), Setting);

/** Sets what an inbox asks. */
export async function setAsking(
  tx: Tx,
  by: By,
  { inboxId, ...asking }: Asking & { inboxId: string },
  now: Date,
): Promise<void> {
  await writeSetting(tx, keyOf(inboxId), asking, now);
  await audit(tx, by, 'inbox.feedback', 'inbox', inboxId, { on: asking.on }, now);
}

export type InboxAsking = Asking & { inboxId: string; name: string; brand: string };

/** What each inbox asks, of those whose settings the caller may change. */
export async function listAskings(db: Db, caller: Caller): Promise<InboxAsking[]> {
  const { rows } = await sql<{ id: string; name: string; brand: string; value: unknown }>`
    select i.id, i.name, b.name as brand, s.value from inboxes i
    join brands b on b.id = i.brand_id
    join (${visibleInboxes(caller)}) v on v.id = i.id
    left join settings s on s.key = 'feedback.asking.' || i.id
    where i.archived_at is null order by i.name, i.id`.execute(db);
  return rows
    .filter(({ id }) => may(caller, 'manage', { inbox_id: id }))
    .map(({ id, name, brand, value }) => ({
      inboxId: id,
      name,
      brand,
      ...Setting.parse(value ?? undefined),
    }));
}

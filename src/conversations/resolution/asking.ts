import { sql } from 'kysely';
import { z } from 'zod';
import type { Db, Tx } from '../../platform/db/connect.ts';
import { audit } from '../../platform/events/audit.ts';
import type { By } from '../../platform/events/record.ts';
import { refuse } from '../../platform/http/errors.ts';
import { readSetting, writeSetting } from '../../platform/settings/settings.ts';
import type { Caller } from '../../staff/caller.ts';
import { may, visibleInboxes } from '../access.ts';
import type { ConversationRow } from '../change-conversation.ts';

/** Whether an inbox asks for a resolution on solving: never, as an offer, or as a condition. */
export const askings = ['off', 'ask', 'require'] as const;
export type Asking = (typeof askings)[number];

const Setting = z.enum(askings).default('ask');
const keyOf = (inboxId: string): string => `resolution.asking.${inboxId}`;

export const readAsking = (db: Db, inboxId: string): Promise<Asking> =>
  readSetting(db, keyOf(inboxId), Setting);

export async function setAsking(
  tx: Tx,
  by: By,
  { inboxId, asking }: { inboxId: string; asking: Asking },
  now: Date,
): Promise<void> {
  await writeSetting(tx, keyOf(inboxId), asking, now);
  await audit(tx, by, 'inbox.resolution', 'inbox', inboxId, { asking }, now);
}

/** What each inbox asks, of those whose settings the caller may change. */
export async function listAskings(
  db: Db,
  caller: Caller,
): Promise<{ inboxId: string; name: string; asking: Asking }[]> {
  const { rows } = await sql<{ id: string; name: string; value: unknown }>`
    select i.id, i.name, s.value from inboxes i
    join (${visibleInboxes(caller)}) v on v.id = i.id
    left join settings s on s.key = 'resolution.asking.' || i.id
    where i.archived_at is null order by i.name, i.id`.execute(db);
  return rows
    .filter(({ id }) => may(caller, 'manage', { inbox_id: id }))
    .map(({ id, name, value }) => ({ inboxId: id, name, asking: Setting.parse(value ?? undefined) }));
}

/**
 * Stops an agent from solving without a word where the inbox wants one: what fixed it, or its cause. Rules and
 * Rapport itself are not asked. Throws BAD_INPUT.
 */
export async function needResolution(
  tx: Tx,
  by: By,
  row: Pick<ConversationRow, 'id' | 'inbox_id'>,
): Promise<void> {
  if (by.kind !== 'agent' || (await readAsking(tx, row.inbox_id)) !== 'require') return;
  const told = await tx
    .selectFrom('resolutions')
    .select('conversation_id')
    .where('conversation_id', '=', row.id)
    .where((eb) => eb.or([eb('how', '<>', ''), eb('cause_id', 'is not', null)]))
    .executeTakeFirst();
  if (told) return;
  throw refuse(
    'BAD_INPUT',
    'This inbox wants to know what fixed it, or its cause, before something is solved. Press e and say it; nothing was changed.',
  );
}

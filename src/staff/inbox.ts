import type { Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import { type By, record } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Level } from './caller.ts';
import type {} from './tables.ts';

export type InboxInput = {
  name?: string;
  brandId?: string;
  teamId?: string | null;
  defaultLevel?: Level;
  reopenDays?: number;
  waitingDays?: number | null;
};

/** Adds an inbox. Throws BAD_INPUT if the brand or team is not there. Event `inbox.changed`. */
export async function addInbox(
  tx: Tx,
  by: By,
  input: InboxInput & { name: string; brandId: string },
  now: Date,
): Promise<string> {
  const id = newId();
  await needBrandAndTeam(tx, input);
  await tx
    .insertInto('inboxes')
    .values({
      ...columns(input),
      id,
      name: input.name,
      brand_id: input.brandId,
      team_id: input.teamId ?? null,
      address: null,
      archived_at: null,
      created_at: now,
    })
    .execute();
  await noteInbox(tx, by, 'inbox.add', id, {}, now);
  return id;
}

/** Changes what is given. Throws NOT_FOUND, BAD_INPUT. */
export async function changeInbox(tx: Tx, by: By, id: string, input: InboxInput, now: Date): Promise<void> {
  await lockInbox(tx, id);
  await needBrandAndTeam(tx, input);
  const changed = columns(input);
  if (Object.keys(changed).length === 0) return;
  await tx.updateTable('inboxes').set(changed).where('id', '=', id).execute();
  if (input.defaultLevel) await record(tx, { kind: 'staff.access-changed', by, at: now, inboxId: id });
  await noteInbox(tx, by, 'inbox.change', id, { fields: Object.keys(changed) }, now);
}

/** Puts an inbox away, or back. Throws NOT_FOUND. */
export async function archiveInbox(tx: Tx, by: By, id: string, archived: boolean, now: Date): Promise<void> {
  await lockInbox(tx, id);
  await tx
    .updateTable('inboxes')
    .set({ archived_at: archived ? now : null })
    .where('id', '=', id)
    .execute();
  await record(tx, { kind: 'staff.access-changed', by, at: now, inboxId: id });
  await noteInbox(tx, by, archived ? 'inbox.archive' : 'inbox.restore', id, {}, now);
}

/** Gives an agent a level of their own in an inbox, or with null the inbox's default again. */
export async function setAccess(
  tx: Tx,
  by: By,
  input: { inboxId: string; agentId: string; level: Level | null },
  now: Date,
): Promise<void> {
  const { inboxId, agentId, level } = input;
  await lockInbox(tx, inboxId);
  if (level === null) {
    await tx
      .deleteFrom('inbox_access')
      .where('inbox_id', '=', inboxId)
      .where('agent_id', '=', agentId)
      .execute();
  } else {
    await tx
      .insertInto('inbox_access')
      .values({ inbox_id: inboxId, agent_id: agentId, level })
      .onConflict((conflict) => conflict.columns(['inbox_id', 'agent_id']).doUpdateSet({ level }))
      .execute();
  }
  await record(tx, { kind: 'staff.access-changed', by, at: now, inboxId, data: { agentId } });
  await audit(tx, by, 'inbox.grant', 'inbox', inboxId, { agentId, level: level ?? 'default' }, now);
}

async function lockInbox(tx: Tx, id: string): Promise<void> {
  const inbox = await tx
    .selectFrom('inboxes')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!inbox) throw refuse('NOT_FOUND');
}

async function needBrandAndTeam(tx: Tx, { brandId, teamId }: InboxInput): Promise<void> {
  if (brandId) {
    const brand = await tx.selectFrom('brands').select('id').where('id', '=', brandId).executeTakeFirst();
    if (!brand) throw refuse('BAD_INPUT', 'This brand does not exist any more. Nothing was changed.');
  }
  if (teamId) {
    const team = await tx.selectFrom('teams').select('id').where('id', '=', teamId).executeTakeFirst();
    if (!team) throw refuse('BAD_INPUT', 'This team does not exist any more. Nothing was changed.');
  }
}

const columns = (input: InboxInput) => ({
  ...(input.name !== undefined && { name: input.name }),
  ...(input.brandId !== undefined && { brand_id: input.brandId }),
  ...(input.teamId !== undefined && { team_id: input.teamId }),
  ...(input.defaultLevel !== undefined && { default_level: input.defaultLevel }),
  ...(input.reopenDays !== undefined && { reopen_days: input.reopenDays }),
  ...(input.waitingDays !== undefined && { waiting_days: input.waitingDays }),
});

async function noteInbox(
  tx: Tx,
  by: By,
  action: string,
  inboxId: string,
  data: { fields?: string[] },
  now: Date,
): Promise<void> {
  await record(tx, { kind: 'inbox.changed', by, at: now, inboxId });
  await audit(tx, by, action, 'inbox', inboxId, data, now);
}

import type { Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import { type By, record } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { existing } from './join.ts';
import type {} from './tables.ts';

export type TeamInput = { name?: string; hue?: number; memberIds?: string[] };

/** Adds a team. Throws ALREADY_EXISTS if the name is taken. Event `team.changed`. */
export async function addTeam(
  tx: Tx,
  by: By,
  input: TeamInput & { name: string },
  now: Date,
): Promise<string> {
  const id = newId();
  const { name, hue } = input;
  const added = await tx
    .insertInto('teams')
    .values({ id, name, created_at: now, ...(hue !== undefined && { hue }) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) throw nameTaken();
  if (input.memberIds) await setMembers(tx, id, input.memberIds);
  if (input.memberIds) await noteMembers(tx, by, id, now);
  await noteTeam(tx, by, 'team.add', id, now);
  return id;
}

/** Changes what is given; members are replaced as a whole. Throws NOT_FOUND, ALREADY_EXISTS. */
export async function changeTeam(tx: Tx, by: By, id: string, input: TeamInput, now: Date): Promise<void> {
  const team = await tx.selectFrom('teams').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
  if (!team) throw refuse('NOT_FOUND');
  const { name, hue } = input;
  if (name !== undefined) {
    const other = await tx
      .selectFrom('teams')
      .select('id')
      .where('name', '=', name)
      .where('id', '!=', id)
      .executeTakeFirst();
    if (other) throw nameTaken();
  }
  if (name !== undefined || hue !== undefined)
    await tx.updateTable('teams').set({ name, hue }).where('id', '=', id).execute();
  if (input.memberIds) await setMembers(tx, id, input.memberIds);
  if (input.memberIds) await noteMembers(tx, by, id, now);
  await noteTeam(tx, by, 'team.change', id, now);
}

/** Removes a team. Conversations and inboxes it had are left without one. Throws NOT_FOUND. */
export async function removeTeam(tx: Tx, by: By, id: string, now: Date): Promise<void> {
  const gone = await tx.deleteFrom('teams').where('id', '=', id).returning('id').executeTakeFirst();
  if (!gone) throw refuse('NOT_FOUND');
  await noteMembers(tx, by, id, now);
  await noteTeam(tx, by, 'team.remove', id, now);
}

async function setMembers(tx: Tx, teamId: string, memberIds: readonly string[]): Promise<void> {
  const members = await existing(tx, 'agents', memberIds);
  await tx.deleteFrom('team_members').where('team_id', '=', teamId).execute();
  if (members.length > 0)
    await tx
      .insertInto('team_members')
      .values(members.map((agent_id) => ({ team_id: teamId, agent_id })))
      .execute();
}

/** Who is in a team decides what some agents see (`sight`), so everybody's rights are asked for anew. */
const noteMembers = (tx: Tx, by: By, teamId: string, now: Date): Promise<void> =>
  record(tx, { kind: 'staff.access-changed', by, at: now, data: { teamId } });

async function noteTeam(tx: Tx, by: By, action: string, teamId: string, now: Date): Promise<void> {
  await record(tx, { kind: 'team.changed', by, at: now, data: { teamId } });
  await audit(tx, by, action, 'team', teamId, {}, now);
}

const nameTaken = () => refuse('ALREADY_EXISTS', 'There is a team of this name already.');

import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { EventData } from '../platform/db/tables.ts';
import { audit } from '../platform/events/audit.ts';
import { type By, record } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { type Role, roles, type Sight } from './caller.ts';
import { endSessions } from './end-sessions.ts';
import type {} from './tables.ts';
import type { Preferences } from './types.ts';

export type AgentRow = {
  id: string;
  name: string;
  email: string;
  role: Role;
  sight: Sight;
  deactivated_at: Date | null;
};

/** Locks the agent for the rest of the transaction. Throws NOT_FOUND. */
export async function lockAgent(tx: Tx, id: string): Promise<AgentRow> {
  const row = await tx
    .selectFrom('agents')
    .select(['id', 'name', 'email', 'role', 'sight', 'deactivated_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw refuse('NOT_FOUND');
  return row;
}

/** Changes name, role or sight. Event `staff.changed`, and `staff.access-changed` with a new role or sight. */
export async function changeAgent(
  tx: Tx,
  by: By,
  input: { agentId: string; name?: string; role?: Role; sight?: Sight },
  now: Date,
): Promise<void> {
  const { agentId, name, role, sight } = input;
  const before = await lockAgent(tx, agentId);
  const newRole = role !== undefined && role !== before.role ? role : undefined;
  const newSight = sight !== undefined && sight !== before.sight ? sight : undefined;
  if (newRole && before.role === 'owner') await needAnotherOwner(tx, agentId);
  await tx
    .updateTable('agents')
    .set({
      ...(name && { name }),
      ...(newRole && { role: newRole }),
      ...(newSight && { sight: newSight }),
      updated_at: now,
    })
    .where('id', '=', agentId)
    .execute();
  if (newRole) await withdrawInvitationsAbove(tx, agentId, newRole);
  await record(tx, { kind: 'staff.changed', by, at: now, data: { agentId } });
  if (newRole || newSight) await record(tx, { kind: 'staff.access-changed', by, at: now, data: { agentId } });
  if (newSight) {
    const sights: EventData = { from: before.sight, to: newSight };
    await audit(tx, by, 'agent.change-sight', 'agent', agentId, sights, now);
  }
  if (!newRole && name === undefined) return;
  const what: EventData = newRole ? { from: before.role, to: newRole } : { fields: ['name'] };
  await audit(tx, by, newRole ? 'agent.change-role' : 'agent.rename', 'agent', agentId, what, now);
}

/**
 * Ends somebody's access at once: sessions, keys, links (also to an identity provider) and their open invitations go. What they wrote
 * stays. Their open conversations go back to the team by conversations' reaction to `staff.deactivated`.
 */
export async function deactivateAgent(tx: Tx, by: By, agentId: string, now: Date): Promise<void> {
  const agent = await lockAgent(tx, agentId);
  if (agent.deactivated_at) return;
  if (agent.role === 'owner') await needAnotherOwner(tx, agentId);
  await tx
    .updateTable('agents')
    .set({ deactivated_at: now, updated_at: now })
    .where('id', '=', agentId)
    .execute();
  await endSessions(tx, by, agentId, {}, now);
  await tx.deleteFrom('api_keys').where('agent_id', '=', agentId).execute();
  await tx.deleteFrom('one_time_links').where('agent_id', '=', agentId).execute();
  await tx.deleteFrom('invitations').where('invited_by', '=', agentId).execute();
  // Who they are at an identity provider is asked anew, should they come back (provider/person.ts).
  await tx
    .deleteFrom('accounts')
    .where('agent_id', '=', agentId)
    .where('provider_id', '<>', 'credential')
    .execute();
  await record(tx, { kind: 'staff.deactivated', by, at: now, data: { agentId } });
  await audit(tx, by, 'agent.deactivate', 'agent', agentId, {}, now);
}

/** Lets somebody sign in again. Keys and sessions do not come back. Event `staff.reactivated`. */
export async function reactivateAgent(tx: Tx, by: By, agentId: string, now: Date): Promise<void> {
  const agent = await lockAgent(tx, agentId);
  if (!agent.deactivated_at) return;
  await tx
    .updateTable('agents')
    .set({ deactivated_at: null, updated_at: now })
    .where('id', '=', agentId)
    .execute();
  await record(tx, { kind: 'staff.reactivated', by, at: now, data: { agentId } });
  await audit(tx, by, 'agent.reactivate', 'agent', agentId, {}, now);
}

/** Changes what one person sees of themselves: name and preferences, each only as far as given. */
export async function changeMe(
  tx: Tx,
  agentId: string,
  input: { name?: string; preferences?: Partial<Preferences> },
  now: Date,
): Promise<void> {
  if (input.name) await changeAgent(tx, { kind: 'agent', id: agentId }, { agentId, name: input.name }, now);
  if (!input.preferences) return;
  await tx
    .updateTable('agents')
    .set({
      preferences: sql<string>`preferences || ${JSON.stringify(input.preferences)}::jsonb`,
      updated_at: now,
    })
    .where('id', '=', agentId)
    .execute();
}

/**
 * All active owners are locked, in one order, so that two owners who demote each other at once cannot both
 * succeed: the second waits, and then counts what is left.
 */
async function needAnotherOwner(tx: Tx, agentId: string): Promise<void> {
  const owners = await tx
    .selectFrom('agents')
    .select('id')
    .where('role', '=', 'owner')
    .where('deactivated_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  if (!owners.some(({ id }) => id !== agentId))
    throw refuse('CONFLICT', 'This is the last owner. Make somebody else an owner first.');
}

/** Whoever may no longer give a role cannot have given it in a letter still on its way. */
async function withdrawInvitationsAbove(tx: Tx, agentId: string, role: Role): Promise<void> {
  const mayInvite = role === 'owner' || role === 'admin' ? roles.slice(roles.indexOf(role)) : [];
  let gone = tx.deleteFrom('invitations').where('invited_by', '=', agentId);
  if (mayInvite.length > 0) gone = gone.where('role', 'not in', mayInvite);
  await gone.execute();
}

import type { Tx } from '../platform/db/connect.ts';
import { audit } from '../platform/events/audit.ts';
import { type By, record } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { setPassword } from './better-auth.ts';
import type { Level, Role } from './caller.ts';
import type {} from './tables.ts';

export type NewAgent = {
  name: string;
  email: string;
  role: Role;
  /** From hashOf; null for somebody who comes in by an identity provider. */
  passwordHash: string | null;
  teamIds?: readonly string[];
  /** Inbox id → level. */
  levels?: Readonly<Record<string, Level>>;
};

/**
 * Adds somebody who works here: the only way an account comes to be. Teams and inboxes that have gone in
 * the meantime are left out. Returns the id. Throws ALREADY_EXISTS if the address has an account, active
 * or not.
 */
export async function addAgent(tx: Tx, by: By | null, agent: NewAgent, now: Date): Promise<string> {
  const id = newId();
  const email = agent.email.toLowerCase();
  const added = await tx
    .insertInto('agents')
    .values({
      id,
      name: agent.name,
      email,
      role: agent.role,
      image: null,
      created_at: now,
      updated_at: now,
      deactivated_at: null,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) throw refuse('ALREADY_EXISTS', 'Somebody with this e-mail address works here already.');
  if (agent.passwordHash) await setPassword(tx, id, agent.passwordHash, now);

  const teams = await existing(tx, 'teams', agent.teamIds ?? []);
  if (teams.length > 0)
    await tx
      .insertInto('team_members')
      .values(teams.map((team_id) => ({ team_id, agent_id: id })))
      .execute();
  const levels = agent.levels ?? {};
  const inboxes = await existing(tx, 'inboxes', Object.keys(levels));
  if (inboxes.length > 0)
    await tx
      .insertInto('inbox_access')
      .values(inboxes.map((inbox_id) => ({ inbox_id, agent_id: id, level: levels[inbox_id] as Level })))
      .execute();

  const author = by ?? { kind: 'agent', id };
  await record(tx, { kind: 'staff.joined', by: author, at: now, data: { agentId: id, role: agent.role } });
  await audit(tx, author, 'agent.join', 'agent', id, { role: agent.role }, now);
  return id;
}

/** Of these ids, the ones there are. */
export async function existing(
  tx: Tx,
  table: 'teams' | 'inboxes' | 'agents',
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom(table)
    .select('id')
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return rows.map((row) => row.id);
}

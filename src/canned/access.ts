import { type RawBuilder, sql } from 'kysely';
import { refuse } from '../platform/http/errors.ts';
import type { Caller } from '../staff/caller.ts';
import type { Scope } from './types.ts';

/*
 * Who may see and change canned replies. One's own are one's own: not even an owner reads them. A team's are
 * seen and kept by its members, everyone's are seen by all; supervisors keep both. Light agents answer nobody,
 * so they keep none.
 */

type Kept = { scope: Scope; agent_id: string | null; team_id: string | null };

const oversees = ({ role }: Caller): boolean => role === 'owner' || role === 'admin' || role === 'supervisor';

/** The scope every query starts from; the table is called `c`. */
export function visibleReplies(caller: Caller): RawBuilder<boolean> {
  const teams = oversees(caller)
    ? sql`c.scope = 'team'`
    : sql`c.team_id = any(${[...caller.teamIds]}::uuid[])`;
  return sql<boolean>`(c.scope = 'everyone' or c.agent_id = ${caller.agentId} or ${teams})`;
}

/** Whether the caller may write, change and remove this one. */
export function mayKeep(caller: Caller, { scope, agent_id, team_id }: Kept): boolean {
  if (caller.role === 'light') return false;
  if (scope === 'personal') return agent_id === caller.agentId;
  if (scope === 'team') return oversees(caller) || (team_id !== null && caller.teamIds.includes(team_id));
  return oversees(caller);
}

/** Throws NOT_ALLOWED unless `mayKeep`. */
export function mustKeep(caller: Caller, reply: Kept): void {
  if (!mayKeep(caller, reply))
    throw refuse('NOT_ALLOWED', 'You may not change this canned reply. Save one of your own instead.');
}

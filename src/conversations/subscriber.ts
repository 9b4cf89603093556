import { sql } from 'kysely';
import type { EventData } from '../platform/db/tables.ts';
import type { Ground } from '../platform/ground.ts';
import type { Subscriber } from '../platform/live/live.ts';
import type { Caller } from '../staff/caller.ts';
import { callerOf } from '../staff/signed-in.ts';
import { may, type Standing, sees } from './access.ts';

/** Who listens to what happens, by the same session and the same law as everything else; null for nobody. */
export async function subscriberOf(ground: Ground, headers: Headers): Promise<Subscriber | null> {
  const caller = await callerOf(ground, headers);
  if (!caller || (caller.scopes && !caller.scopes.has('read'))) return null;
  return {
    id: caller.agentId,
    looksCloser: caller.sight !== 'all',
    mayHear: (event, standing) => mayHear(caller, event, standing as Standing | undefined),
  };
}

/** Where these conversations stand now, for those who see only some of an inbox. */
export async function standingsOf(
  ground: Pick<Ground, 'db'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  const { rows } = await sql<Standing & { id: string }>`
    select c.id, c.inbox_id as "inboxId", c.team_id as "teamId", c.assignee_id as "assigneeId",
      array(select agent_id from involvements i
        where i.conversation_id in (c.id, c.aside_of_id)) as involved
    from conversations c where c.id = any(${[...ids]}::uuid[])`.execute(ground.db);
  return new Map(rows.map((row) => [row.id, row]));
}

type Heard = { inboxId: string | null; kind?: string; data?: EventData };

/**
 * Events of a conversation are for those who see it, and for those it was just taken from; what is one agent's own (`own.…`: their notices, what they follow)
 * for that agent's desks alone; the others (staff, customers, settings) name ids only.
 */
export const mayHear = (caller: Caller, { inboxId, kind, data }: Heard, standing?: Standing): boolean => {
  if (kind?.startsWith('own.')) return data?.agentId === caller.agentId;
  if (inboxId === null) return true;
  if (!may(caller, 'view', { inbox_id: inboxId })) return false;
  if (caller.sight === 'all' || (standing && sees(caller, standing))) return true;
  // Handed on, it is no longer theirs to see, but it must leave their lists.
  const { fromAgentId, fromTeamId } = data ?? {};
  const wasTheirTeams =
    caller.sight === 'teams' && typeof fromTeamId === 'string' && caller.teamIds.includes(fromTeamId);
  return fromAgentId === caller.agentId || wasTheirTeams;
};

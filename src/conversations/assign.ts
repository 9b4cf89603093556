import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { By } from '../platform/events/record.ts';
import { refuse } from '../platform/http/errors.ts';
import type { Level, Role } from '../staff/caller.ts';
import { reaches } from '../staff/caller.ts';
import { levelFor } from '../staff/signed-in.ts';
import { type Changed, change, lockConversation, mustNotStandBeside } from './change-conversation.ts';

/**
 * Gives a conversation to an agent, a team, both or (null) nobody; what is left out stays. Throws
 * BAD_INPUT for somebody who could not answer there, since then nobody would.
 */
export async function assign(
  tx: Tx,
  by: By,
  input: { id: string; agentId?: string | null | undefined; teamId?: string | null | undefined },
  now: Date,
): Promise<Changed> {
  const row = await lockConversation(tx, input.id);
  mustNotStandBeside(row);
  const agentId = input.agentId === undefined ? row.assignee_id : input.agentId;
  const teamId = input.teamId === undefined ? row.team_id : input.teamId;
  if (agentId === row.assignee_id && teamId === row.team_id) return { id: row.id, version: row.version };
  if (agentId && agentId !== row.assignee_id && !(await canAnswer(tx, agentId, row.inbox_id))) {
    throw refuse('BAD_INPUT', 'This colleague cannot answer in this inbox. Nothing was changed.');
  }
  if (teamId && teamId !== row.team_id) await mustBeTeam(tx, teamId);
  return change(
    tx,
    by,
    row,
    { assignee_id: agentId, team_id: teamId },
    [
      {
        kind: 'conversation.assigned',
        data: { agentId, teamId, fromAgentId: row.assignee_id, fromTeamId: row.team_id },
      },
    ],
    now,
  );
}

/** Whether an agent works here and may reply in this inbox. */
export async function canAnswer(tx: Tx, agentId: string, inboxId: string): Promise<boolean> {
  const { rows } = await sql<{ role: Role; level: Level }>`
    select a.role, coalesce(x.level, i.default_level) as level
    from agents a join inboxes i on i.id = ${inboxId}
    left join inbox_access x on x.agent_id = a.id and x.inbox_id = i.id
    where a.id = ${agentId} and a.deactivated_at is null`.execute(tx);
  const agent = rows[0];
  return agent !== undefined && reaches(levelFor(agent.role, agent.level), 'reply');
}

async function mustBeTeam(tx: Tx, id: string): Promise<void> {
  const team = await tx.selectFrom('teams').select('id').where('id', '=', id).executeTakeFirst();
  if (!team) throw refuse('BAD_INPUT', 'This team does not exist any more. Nothing was changed.');
}

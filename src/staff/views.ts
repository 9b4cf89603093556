import { type Expression, type SqlBool, sql } from 'kysely';
import type { Db } from '../platform/db/connect.ts';
import { refuse } from '../platform/http/errors.ts';
import { may } from './access.ts';
import type { Caller, Level } from './caller.ts';
import { deviceName } from './device.ts';
import { readPreferences } from './preferences.ts';
import type {} from './tables.ts';
import type { Agent, ApiKey, Invitation, Me, Session } from './types.ts';

/** People, as the screens of staff show them; what comes out is the wire type (law 8). */

/** Lists of staff are as long as the company is large, so they come whole. */
export const whole = <T>(items: T[]): { items: T[]; next: null } => ({ items, next: null });

type Person = { id: string; name: string };

const agentRows = (db: Db) =>
  db
    .selectFrom('agents as a')
    .leftJoin('second_factors as f', 'f.agent_id', 'a.id')
    .select([
      'a.id',
      'a.name',
      'a.email',
      'a.role',
      'a.sight',
      'a.created_at as createdAt',
      sql<boolean>`a.deactivated_at is null`.as('active'),
      sql<boolean>`f.confirmed_at is not null`.as('twoFactor'),
      sql<Date | null>`(select max(s.seen_at) from sessions s where s.agent_id = a.id)`.as('lastSeenAt'),
      sql<Person[]>`(
        select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name) order by t.name), '[]')
        from team_members m join teams t on t.id = m.team_id where m.agent_id = a.id)`.as('teams'),
    ]);

/** Everyone, active ones first, by name. */
export const listAgents = (db: Db): Promise<Agent[]> =>
  agentRows(db).orderBy('active', 'desc').orderBy('a.name').orderBy('a.id').execute();

/** Throws NOT_FOUND. */
export async function viewAgent(db: Db, id: string): Promise<Agent> {
  const agent = await agentRows(db).where('a.id', '=', id).executeTakeFirst();
  if (!agent) throw refuse('NOT_FOUND');
  return agent;
}

/** One's own account. */
export async function viewMe(db: Db, caller: Caller): Promise<Me> {
  const row = await agentRows(db)
    .select([
      'a.preferences',
      sql<number>`coalesce(cardinality(f.recovery_codes), 0)`.as('recoveryCodesLeft'),
    ])
    .where('a.id', '=', caller.agentId)
    .executeTakeFirstOrThrow();
  return {
    ...row,
    preferences: readPreferences(row.preferences),
    may: {
      manageStaff: may(caller, 'invitation.see'),
      manageTeams: may(caller, 'team.change'),
      manageInboxes: may(caller, 'inbox.add'),
      manageWorkspace: may(caller, 'workspace.change'),
      manageKeys: may(caller, 'key.make'),
    },
  };
}

/** Where the agent is signed in, last used first. */
export async function listSessions(
  db: Db,
  agentId: string,
  current: string | null,
  now: Date,
): Promise<Session[]> {
  const rows = await db
    .selectFrom('sessions')
    .select(['id', 'user_agent', 'ip_address', 'created_at', 'seen_at'])
    .where('agent_id', '=', agentId)
    .where('expires_at', '>', now)
    .orderBy('seen_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    current: row.id === current,
    device: deviceName(row.user_agent ?? ''),
    ip: row.ip_address ?? '',
    createdAt: row.created_at,
    seenAt: row.seen_at,
  }));
}

async function invitationRows(db: Db, where: Expression<SqlBool>): Promise<Invitation[]> {
  const rows = await db
    .selectFrom('invitations as v')
    .innerJoin('one_time_links as l', 'l.invitation_id', 'v.id')
    .leftJoin('agents as a', 'a.id', 'v.invited_by')
    .select([
      'v.id',
      'v.email',
      'v.name',
      'v.role',
      'v.levels',
      'v.created_at as createdAt',
      sql<Date>`l.expires_at`.as('expiresAt'),
      'a.id as inviter_id',
      'a.name as inviter_name',
      sql<Person[]>`(
        select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name) order by t.name), '[]')
        from teams t where t.id = any(v.team_ids))`.as('teams'),
    ])
    .where(where)
    .orderBy('v.created_at', 'desc')
    .orderBy('v.id', 'desc')
    .execute();
  return rows.map(({ levels, inviter_id, inviter_name, ...row }) => ({
    ...row,
    levels: Object.entries(levels).map(([inboxId, level]) => ({ inboxId, level: level as Level })),
    invitedBy: inviter_id ? { id: inviter_id, name: inviter_name ?? '' } : null,
  }));
}

/** Open invitations, newest first; one that has run out stays in the list, to be sent again. */
export const listInvitations = (db: Db): Promise<Invitation[]> => invitationRows(db, sql<boolean>`true`);

/** Throws NOT_FOUND. */
export async function viewInvitation(db: Db, id: string): Promise<Invitation> {
  const [invitation] = await invitationRows(db, sql<boolean>`v.id = ${id}`);
  if (!invitation) throw refuse('NOT_FOUND');
  return invitation;
}

/** All keys, of everybody. */
export async function listApiKeys(db: Db, only?: string): Promise<ApiKey[]> {
  let query = db
    .selectFrom('api_keys as k')
    .innerJoin('agents as a', 'a.id', 'k.agent_id')
    .select([
      'k.id',
      'k.name',
      'k.prefix',
      'k.scopes',
      'k.created_at as createdAt',
      'k.expires_at as expiresAt',
      'k.last_used_at as lastUsedAt',
      'a.id as agent_id',
      'a.name as agent_name',
    ])
    .orderBy('k.created_at', 'desc')
    .orderBy('k.id', 'desc');
  if (only) query = query.where('k.id', '=', only);
  const rows = await query.execute();
  return rows.map(({ agent_id, agent_name, ...row }) => ({
    ...row,
    agent: { id: agent_id, name: agent_name },
  }));
}

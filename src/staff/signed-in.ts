import { createHash } from 'node:crypto';
import { os } from '@orpc/server';
import { sql } from 'kysely';
import { after, day, minute } from '../platform/clock/clock.ts';
import type { Db } from '../platform/db/connect.ts';
import type { Ground } from '../platform/ground.ts';
import type { HttpContext } from '../platform/http/context.ts';
import { refuse } from '../platform/http/errors.ts';
import { keyIn } from '../platform/http/origin.ts';
import { sessionDays, sessionToken } from './better-auth.ts';
import { type Caller, type Level, type Role, reaches, type Scope, type Sight } from './caller.ts';

/** Who asks, and by what: exactly one of the two ids is set. */
export type SignedIn = { caller: Caller; sessionId: string | null; keyId: string | null };

type Row = {
  via: string;
  id: string;
  name: string;
  email: string;
  role: Role;
  scopes: Scope[] | null;
  sight: Sight;
  team_ids: string[];
  /** Every inbox in use: what is given to this agent, else what the inbox gives to everyone. */
  levels: Record<string, Level>;
};

/** How an API key begins. Secret scanners and people know it by this. */
export const keyStart = 'rapport_';
export const hashOfKey = (key: string): Buffer => createHash('sha256').update(key).digest();

/** "Last used" is written at most this often, so that reading stays reading. */
const seenEvery = minute;

/**
 * Who sent a request with these headers, by API key or session cookie; null if nobody we know. One query,
 * which also notes the use if the last note is over a minute old.
 */
export async function identify(ground: Ground, headers: Headers): Promise<SignedIn | null> {
  const key = keyIn(headers);
  // A key that is wrong is refused even if a cookie came along: whoever sends one means it.
  if (key) return byKey(ground, key);
  const token = sessionToken(ground, headers);
  return token ? bySession(ground, token) : null;
}

/** The caller alone, for doors that do not care how somebody proved who they are (live socket, files). */
export async function callerOf(ground: Ground, headers: Headers): Promise<Caller | null> {
  return (await identify(ground, headers))?.caller ?? null;
}

/** One word for who asks: an API key, or else the agent by whichever session; null for nobody. */
export async function whoAsks(ground: Ground, headers: Headers): Promise<string | null> {
  const found = await identify(ground, headers);
  return found && (found.keyId ?? found.caller.agentId);
}

const levelsOfAgent = sql`
  (select coalesce(jsonb_object_agg(i.id, coalesce(x.level, i.default_level)), '{}')
   from inboxes i left join inbox_access x on x.inbox_id = i.id and x.agent_id = a.id
   where i.archived_at is null)`;

/** What `toCaller` needs of agent `a`. */
const columnsOfAgent = sql`a.id, a.name, a.email, a.role, a.sight,
  array(select m.team_id from team_members m where m.agent_id = a.id order by 1) as team_ids,
  ${levelsOfAgent} as levels`;

async function bySession(ground: Ground, token: string): Promise<SignedIn | null> {
  const now = ground.clock.now();
  const { rows } = await sql<Row>`
    with seen as (
      update sessions set seen_at = ${now}, expires_at = ${after(now, sessionDays * day)}
      where token = ${token} and expires_at > ${now} and seen_at < ${after(now, -seenEvery)}
    )
    select s.id as via, null as scopes, ${columnsOfAgent}
    from sessions s join agents a on a.id = s.agent_id
    where s.token = ${token} and s.expires_at > ${now} and a.deactivated_at is null`.execute(ground.db);
  const row = rows[0];
  return row ? { caller: toCaller(row), sessionId: row.via, keyId: null } : null;
}

async function byKey(ground: Ground, key: string): Promise<SignedIn | null> {
  if (!key.startsWith(keyStart) || key.length > 100) return null;
  const now = ground.clock.now();
  const hash = hashOfKey(key);
  const { rows } = await sql<Row>`
    with seen as (
      update api_keys set last_used_at = ${now}
      where hash = ${hash} and (last_used_at is null or last_used_at < ${after(now, -seenEvery)})
    )
    select k.id as via, k.scopes, ${columnsOfAgent}
    from api_keys k join agents a on a.id = k.agent_id
    where k.hash = ${hash} and (k.expires_at is null or k.expires_at > ${now})
      and a.deactivated_at is null`.execute(ground.db);
  const row = rows[0];
  return row ? { caller: toCaller(row), sessionId: null, keyId: row.via } : null;
}

/**
 * The level a role makes of what is given in an inbox: the first three roles manage everywhere, a light
 * agent never does more than view.
 */
export function levelFor(role: Role, given: Level): Level {
  if (role === 'owner' || role === 'admin' || role === 'supervisor') return 'manage';
  if (role === 'light') return reaches(given, 'view') ? 'view' : 'none';
  return given;
}

/** What a role makes of the sight that was set: whoever leads sees all. */
export const sightFor = (role: Role, set: Sight): Sight =>
  levelFor(role, 'none') === 'manage' ? 'all' : set;

function toCaller(row: Row): Caller {
  const all = Object.entries(row.levels).map(([id, given]) => [id, levelFor(row.role, given)] as const);
  return {
    agentId: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    inboxes: new Map(all.filter(([, level]) => reaches(level, 'view'))),
    seesAll: levelFor(row.role, 'none') === 'manage',
    sight: sightFor(row.role, row.sight),
    teamIds: row.team_ids,
    scopes: row.scopes && new Set(row.scopes),
  };
}

/** Agents as callers, without their having asked: what each would be shown. Those who left are left out. */
export async function callersOf(db: Db, agentIds: readonly string[]): Promise<Caller[]> {
  if (agentIds.length === 0) return [];
  const { rows } = await sql<Row>`
    select '' as via, null as scopes, ${columnsOfAgent} from agents a
    where a.id = any(${[...agentIds]}::uuid[]) and a.deactivated_at is null`.execute(db);
  return rows.map(toCaller);
}

const base = os.$context<HttpContext>();

/**
 * oRPC middleware: adds `caller`, or refuses. A key needs the scope `read` to read and `write` to change;
 * what only owners and admins may do asks for `admin` besides (access.ts).
 */
export const signedIn = base.middleware(async ({ context, next }) => {
  const found = await identify(context.ground, context.headers);
  if (!found) throw refuse('NOT_SIGNED_IN');
  needScope(found.caller, context.method === 'GET' || context.method === 'HEAD' ? 'read' : 'write');
  return next({ context: found });
});

/** Refuses a key without this scope; a person has them all. */
export function needScope(caller: Caller, scope: Scope): void {
  if (caller.scopes && !caller.scopes.has(scope))
    throw refuse('NOT_ALLOWED', `This API key may not do that: it lacks the scope “${scope}”.`);
}

/** Who asks on a plain HTTP route. Throws NOT_SIGNED_IN, or NOT_ALLOWED where a key lacks the scope. */
export async function callerWith(ground: Ground, headers: Headers, scope: Scope): Promise<Caller> {
  const caller = await callerOf(ground, headers);
  if (!caller) throw refuse('NOT_SIGNED_IN');
  needScope(caller, scope);
  return caller;
}

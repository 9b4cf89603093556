import { type Expression, type SqlBool, sql } from 'kysely';
import type { Db } from '../platform/db/connect.ts';
import { refuse } from '../platform/http/errors.ts';
import { may } from './access.ts';
import type { Caller } from './caller.ts';
import { levelFor } from './signed-in.ts';
import type {} from './tables.ts';
import type { Brand, Inbox, InboxAccess, Team } from './types.ts';

/** Teams, brands and inboxes, as the screens of staff show them. */

type Person = { id: string; name: string };

const teamRows = (db: Db) =>
  db.selectFrom('teams as t').select([
    't.id',
    't.name',
    't.hue',
    sql<Person[]>`(
      select coalesce(json_agg(json_build_object('id', a.id, 'name', a.name) order by a.name), '[]')
      from team_members m join agents a on a.id = m.agent_id
      where m.team_id = t.id and a.deactivated_at is null)`.as('members'),
  ]);

export const listTeams = (db: Db): Promise<Team[]> => teamRows(db).orderBy('t.name').execute();
export const viewTeam = (db: Db, id: string): Promise<Team> =>
  teamRows(db).where('t.id', '=', id).executeTakeFirstOrThrow();

const brandRows = (db: Db) =>
  db
    .selectFrom('brands as b')
    .select([
      'b.id',
      'b.name',
      'b.signature',
      'b.hue',
      sql<number>`(select count(*)::int from inboxes i where i.brand_id = b.id)`.as('inboxCount'),
    ]);

export const listBrands = (db: Db): Promise<Brand[]> =>
  brandRows(db).orderBy('b.name').orderBy('b.id').execute();
export const viewBrand = (db: Db, id: string): Promise<Brand> =>
  brandRows(db).where('b.id', '=', id).executeTakeFirstOrThrow();

async function inboxRows(db: Db, caller: Caller, where: Expression<SqlBool>): Promise<Inbox[]> {
  const rows = await db
    .selectFrom('inboxes as i')
    .innerJoin('brands as b', 'b.id', 'i.brand_id')
    .leftJoin('teams as t', 't.id', 'i.team_id')
    .select([
      'i.id',
      'i.name',
      'i.address',
      'i.default_level as defaultLevel',
      'i.reopen_days as reopenDays',
      'i.waiting_days as waitingDays',
      'i.sample',
      'i.archived_at',
      'b.id as brand_id',
      'b.name as brand_name',
      't.id as team_id',
      't.name as team_name',
    ])
    .where(where)
    .orderBy('i.name')
    .orderBy('i.id')
    .execute();
  return rows.map(({ archived_at, brand_id, brand_name, team_id, team_name, ...row }) => ({
    ...row,
    archived: archived_at !== null,
    brand: { id: brand_id, name: brand_name },
    team: team_id ? { id: team_id, name: team_name ?? '' } : null,
    level: caller.inboxes.get(row.id) ?? (caller.seesAll ? 'manage' : 'none'),
  }));
}

/** The inboxes the caller may see; put-away ones only where asked for, and only for owners and admins. */
export async function listInboxes(db: Db, caller: Caller, withArchived: boolean): Promise<Inbox[]> {
  const all = withArchived && may(caller, 'inbox.archive');
  const inboxes = await inboxRows(db, caller, all ? sql<boolean>`true` : sql<boolean>`i.archived_at is null`);
  return inboxes.filter(({ id }) => may(caller, 'inbox.see', { inboxId: id }));
}

/** Throws NOT_FOUND. */
export async function viewInbox(db: Db, caller: Caller, id: string): Promise<Inbox> {
  const [inbox] = await inboxRows(db, caller, sql<boolean>`i.id = ${id}`);
  if (!inbox) throw refuse('NOT_FOUND');
  return inbox;
}

/** What everyone active may do in one inbox. */
export async function listAccess(db: Db, inboxId: string): Promise<InboxAccess[]> {
  const rows = await db
    .selectFrom('agents as a')
    .innerJoin('inboxes as i', (join) => join.on('i.id', '=', inboxId))
    .leftJoin('inbox_access as x', (join) =>
      join.onRef('x.agent_id', '=', 'a.id').on('x.inbox_id', '=', inboxId),
    )
    .select(['a.id', 'a.name', 'a.role', 'x.level as own', 'i.default_level'])
    .where('a.deactivated_at', 'is', null)
    .orderBy('a.name')
    .orderBy('a.id')
    .execute();
  return rows.map(({ id, name, role, own, default_level }) => ({
    agent: { id, name, role },
    level: levelFor(role, own ?? default_level),
    own,
    fixed: levelFor(role, 'none') === 'manage',
  }));
}

import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/db/connect.ts';
import type { EventData } from '../../platform/db/tables.ts';
import { refuse } from '../../platform/http/errors.ts';
import { isId } from '../../platform/ids.ts';
import type {} from '../tables.ts';
import type { AuditEntry, AuditFilter } from './contract.ts';
import { isOfKind } from './kinds.ts';

type Row = {
  id: string;
  at: Date;
  by_kind: string;
  by_id: string | null;
  action: string;
  noun: string;
  noun_id: string | null;
  ip: string | null;
  key_id: string | null;
  data: EventData;
};

/** A page of the log, newest first, by time and id. Throws BAD_INPUT for a cursor not of ours. */
export async function listAudit(
  db: Db,
  query: AuditFilter & { limit: number; cursor?: string | undefined },
): Promise<{ items: AuditEntry[]; next: string | null }> {
  const { rows } = await sql<Row>`
    select id, at, by_kind, by_id, action, noun, noun_id, ip, key_id, data from audit_log
    where ${matching(query)} ${behind(query.cursor)}
    order by at desc, id desc limit ${query.limit + 1}`.execute(db);
  const page = rows.slice(0, query.limit);
  const names = await namesOf(db, page);
  const last = page.at(-1);
  return {
    items: page.map((row) => entryOf(row, names)),
    next: rows.length > query.limit && last ? `${last.at.toISOString()}_${last.id}` : null,
  };
}

function matching({ agentId, kind, noun, nounId, from, to }: AuditFilter): RawBuilder<unknown> {
  const parts = [
    agentId && sql`by_id = ${agentId}`,
    kind && isOfKind(kind, 'action'),
    noun && sql`noun = ${noun}`,
    nounId && sql`noun_id = ${nounId}`,
    from && sql`at >= ${from}`,
    to && sql`at < ${to}`,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? sql.join(parts, sql` and `) : sql`true`;
}

function behind(cursor: string | undefined): RawBuilder<unknown> {
  if (cursor === undefined) return sql``;
  const [at = '', id = ''] = cursor.split('_');
  const time = new Date(at);
  if (Number.isNaN(time.getTime()) || !isId(id))
    throw refuse('BAD_INPUT', 'This cursor is not one of ours. Begin again without it.');
  return sql`and (at, id) < (${time}, ${id})`;
}

/** Every id an entry speaks of. */
const idsIn = (row: Row): string[] =>
  [row.by_id, row.noun_id, row.key_id, ...Object.values(row.data).flat()].filter(
    (value): value is string => typeof value === 'string' && isId(value),
  );

/**
 * What the ids are called now. The log itself holds no names (law 14): who was renamed bears the new name here
 * too, and who was erased bears none.
 */
async function namesOf(db: Db, rows: readonly Row[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(idsIn))];
  if (ids.length === 0) return new Map();
  const among = sql`id = any(${ids}::uuid[])`;
  const { rows: found } = await sql<{ id: string; name: string }>`
    select id, name from agents where ${among}
    union all select id, name from teams where ${among}
    union all select id, name from brands where ${among}
    union all select id, name from inboxes where ${among}
    union all select id, name from api_keys where ${among}
    union all select id, name from passkeys where ${among}
    union all select id, email as name from invitations where ${among}`.execute(db);
  return new Map(found.map(({ id, name }) => [id, name]));
}

function entryOf(row: Row, names: ReadonlyMap<string, string>): AuditEntry {
  const mine = idsIn(row).flatMap((id) => (names.has(id) ? [[id, names.get(id) ?? '']] : []));
  return {
    id: row.id,
    at: row.at,
    action: row.action,
    by: { kind: row.by_kind, id: row.by_id, name: names.get(row.by_id ?? '') ?? null },
    key: row.key_id ? { id: row.key_id, name: names.get(row.key_id) ?? null } : null,
    ip: row.ip,
    noun: row.noun,
    nounId: row.noun_id,
    data: row.data,
    names: Object.fromEntries(mine),
  };
}

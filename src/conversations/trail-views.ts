import { sql } from 'kysely';
import type { Db } from '../platform/db/connect.ts';
import type { EventData } from '../platform/db/tables.ts';
import type { MessageView } from './contract.ts';

type Row = {
  id: string;
  kind: string;
  at: Date;
  by_kind: string;
  by_id: string | null;
  by_name: string | null;
  data: EventData;
};

/** Lines of the trail by the ids of their events, in that order, with the names their ids stand for. */
export async function viewTrail(db: Db, ids: readonly string[]): Promise<MessageView[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Row>`
    select e.id, e.kind, e.at, e.by_kind, e.by_id, coalesce(a.name, cu.name) as by_name, e.data
    from events e
    left join agents a on e.by_kind = 'agent' and a.id = e.by_id
    left join customers cu on e.by_kind = 'customer' and cu.id = e.by_id
    where e.id = any(${ids}::bigint[])`.execute(db);
  const names = await namesOf(db, rows);
  const views = new Map(rows.map((row) => [row.id, lineOf(row, names)]));
  return ids.flatMap((id) => views.get(id) ?? []);
}

const named = [
  'agentId',
  'fromAgentId',
  'teamId',
  'fromTeamId',
  'fromInboxId',
  'toInboxId',
  'added',
  'removed',
  'itemId',
  'sourceId',
  'sourceIds',
  'targetId',
  'fromId',
  'toId',
  'otherId',
];

const idsIn = (data: EventData): string[] =>
  named.flatMap((key) => data[key] ?? []).filter((id) => typeof id === 'string');

/** Events hold ids only (law 14); their names are those of today. */
async function namesOf(db: Db, rows: readonly Row[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap((row) => idsIn(row.data)))];
  if (ids.length === 0) return new Map();
  const { rows: found } = await sql<{ id: string; name: string }>`
    select id, name from agents where id = any(${ids}::uuid[])
    union all select id, name from teams where id = any(${ids}::uuid[])
    union all select id, '#' || number from conversations where id = any(${ids}::uuid[])
    union all select id, name from inboxes where id = any(${ids}::uuid[])
    union all select id, text from checklist_items where id = any(${ids}::uuid[])
    union all select id, name from tags where id = any(${ids}::uuid[])`.execute(db);
  return new Map(found.map(({ id, name }) => [id, name]));
}

function lineOf(row: Row, names: Map<string, string>): MessageView {
  const kind = row.by_kind === 'rule' ? 'bot' : (row.by_kind as MessageView['author']['kind']);
  return {
    id: idOfLine(row.id),
    direction: 'event',
    author: { kind, id: row.by_id, name: row.by_name ?? '' },
    at: row.at,
    subject: '',
    text: '',
    replyText: '',
    quoted: false,
    hasHtml: false,
    hasOriginal: false,
    sender: null,
    to: [],
    cc: [],
    bcc: [],
    attachments: [],
    trust: null,
    automated: null,
    pending: false,
    delivery: null,
    deliveryNote: null,
    deliveryAt: null,
    remoteImages: 0,
    warnings: [],
    mentions: [],
    home: null,
    forwardOf: null,
    event: {
      kind: row.kind,
      data: {
        ...row.data,
        names: Object.fromEntries(idsIn(row.data).map((id) => [id, names.get(id) ?? ''])),
      },
    },
  };
}

/** An event's number as an id of the same shape as a message's (RFC 9562, section 5.8, version 8). */
const idOfLine = (number: string): string =>
  `00000000-0000-8000-8000-${BigInt(number).toString(16).padStart(12, '0').slice(-12)}`;

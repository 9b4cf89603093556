import type { ColumnType, Generated } from 'kysely';

/**
 * Every table's row type, by name. This is the ground's own part; each room adds the tables it owns in
 * its `tables.ts` by declaration merging, and a test compares all of them with the database.
 */
export interface Tables {
  events: EventsTable;
  event_cursors: { name: string; xid: string; id: string };
  settings: { key: string; value: Json; updated_at: Date };
  processes: { id: string; worker_ids: string[]; started_at: Date; beat_at: Date };
  idempotency_keys: IdempotencyKeysTable;
  files: { hash: string; size: string; created_at: Date };
  audit_log: AuditLogTable;
}

/** A jsonb column: read as a value, written as text so that arrays are not taken for PostgreSQL's own. */
export type Json<T = unknown> = ColumnType<T, string, string>;

interface EventsTable {
  id: Generated<string>;
  xid: Generated<string>;
  at: Date;
  kind: string;
  by_kind: string;
  by_id: string | null;
  conversation_id: string | null;
  inbox_id: string | null;
  version: number | null;
  data: Json<EventData>;
}

/** What an event carries besides its columns: ids, numbers and names of states, never content (law 14). */
export type EventData = Record<string, string | number | boolean | null | string[]>;

interface IdempotencyKeysTable {
  owner: string;
  key: string;
  request: string;
  status: number | null;
  answer: string | null;
  at: Date;
}

interface AuditLogTable {
  id: string;
  at: Date;
  by_kind: string;
  by_id: string | null;
  action: string;
  noun: string;
  noun_id: string | null;
  ip: string | null;
  key_id: string | null;
  data: Json<EventData>;
}

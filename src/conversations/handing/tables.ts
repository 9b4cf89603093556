import type { ColumnType } from 'kysely';

declare module '../../platform/db/tables.ts' {
  interface Tables {
    handed_drafts: HandedDraftsTable;
  }
}

interface HandedDraftsTable {
  id: string;
  conversation_id: string;
  from_id: string;
  to_id: string;
  body: ColumnType<Record<string, unknown>, string, string>;
  state: 'waiting' | 'taken' | 'discarded' | 'withdrawn';
  at: Date;
  settled_at: Date | null;
}

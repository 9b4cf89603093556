import type { ColumnType, Generated } from 'kysely';

declare module '../platform/db/tables.ts' {
  interface Tables {
    feedback: FeedbackTable;
  }
}

interface FeedbackTable {
  conversation_id: string;
  customer_id: string;
  inbox_id: string;
  team_id: string | null;
  agent_id: string | null;
  address: string;
  language: string;
  asked_at: Date;
  settled: ColumnType<boolean | null, never, boolean>;
  rating: ColumnType<number | null, never, number | null>;
  comment: ColumnType<string, never, string>;
  answered_at: ColumnType<Date | null, never, Date>;
  answers: Generated<number>;
  messages: Generated<number>;
}

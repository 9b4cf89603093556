import type { ColumnType, Generated } from 'kysely';
import type { Recipients } from '../types.ts';

declare module '../../platform/db/tables.ts' {
  interface Tables {
    scheduled_replies: ScheduledRepliesTable;
  }
}

/** What becomes of the conversation when it leaves. */
export type StatusAfter = 'waiting' | 'solved' | 'open';
/** Why it will not leave by itself any more. */
export type WhyReturned = 'message' | 'agent' | 'access' | 'refused';

interface ScheduledRepliesTable {
  id: string;
  conversation_id: string;
  agent_id: string;
  state: 'waiting' | 'sent' | 'returned' | 'cancelled';
  why: WhyReturned | null;
  note: string | null;
  send_at: Date;
  time_zone: string;
  status_after: StatusAfter;
  html: string | null;
  text: string;
  recipients: ColumnType<Recipients, string, string>;
  uploads: string[];
  version: Generated<number>;
  created_at: Date;
  updated_at: Date;
}

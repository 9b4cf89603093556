import type { ColumnType, Generated } from 'kysely';
import type { NoticeKind } from './types.ts';

declare module '../platform/db/tables.ts' {
  interface Tables {
    notices: NoticesTable;
    notice_settings: NoticeSettingsTable;
  }
}

interface NoticesTable {
  id: string;
  agent_id: string;
  conversation_id: string;
  kind: NoticeKind;
  event_id: string;
  message_id: string | null;
  by_kind: string;
  by_id: string | null;
  times: Generated<number>;
  at: Date;
  read_at: Date | null;
  by_mail: Generated<boolean>;
  mailed_at: Date | null;
}

interface NoticeSettingsTable {
  agent_id: string;
  settings: ColumnType<Record<string, unknown>, string | undefined, string>;
  here_at: Date | null;
  mailed_at: Date | null;
}

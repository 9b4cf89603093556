import type { Generated, Selectable } from 'kysely';
import type { ArchiveFormat } from './mails.ts';

declare module '../../../platform/db/tables.ts' {
  interface Tables {
    mail_archives: MailArchivesTable;
  }
}

interface MailArchivesTable {
  id: string;
  channel_id: string;
  format: ArchiveFormat;
  name: string;
  fingerprint: string;
  path: string | null;
  size: string | number;
  received: Generated<string | number>;
  done: Generated<string | number>;
  state: 'sending' | 'reading' | 'paused' | 'done' | 'failed' | 'cancelled';
  problem: Generated<string>;
  brought: Generated<number>;
  known: Generated<number>;
  left_out: Generated<number>;
  too_large: Generated<number>;
  by_id: string | null;
  created_at: Date;
  updated_at: Date;
}

export type ArchiveRow = Selectable<MailArchivesTable>;

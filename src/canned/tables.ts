import type { Generated } from 'kysely';
import type { Scope } from './types.ts';

declare module '../platform/db/tables.ts' {
  interface Tables {
    canned_replies: CannedRepliesTable;
    canned_reply_texts: {
      canned_reply_id: string;
      language: string;
      position: number;
      html: string;
      text: string;
    };
    canned_reply_files: CannedReplyFilesTable;
    canned_reply_uses: { canned_reply_id: string; agent_id: string; times: number; used_at: Date };
  }
}

interface CannedRepliesTable {
  id: string;
  scope: Scope;
  agent_id: string | null;
  team_id: string | null;
  folder: Generated<string>;
  name: string;
  shortcut: Generated<string>;
  created_by: string | null;
  version: Generated<number>;
  created_at: Date;
  updated_at: Date;
}

interface CannedReplyFilesTable {
  id: string;
  canned_reply_id: string;
  position: number;
  name: string;
  type: string;
  size: string | number;
  file_hash: string;
}

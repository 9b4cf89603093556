import type { ColumnType, Generated } from 'kysely';
import type { Level, Role } from './caller.ts';

declare module '../platform/db/tables.ts' {
  interface Tables {
    agents: AgentsTable;
    teams: { id: string; name: string; hue: Generated<number>; created_at: Date };
    team_members: { team_id: string; agent_id: string };
    brands: { id: string; name: string; signature: Generated<string>; hue: Generated<number>; created_at: Date };
    inboxes: InboxesTable;
    inbox_access: { inbox_id: string; agent_id: string; level: Level };
  }
}

interface AgentsTable {
  id: string;
  name: string;
  email: string;
  email_verified: Generated<boolean>;
  image: string | null;
  role: Role;
  two_factor_enabled: Generated<boolean>;
  deactivated_at: Date | null;
  preferences: ColumnType<Record<string, unknown>, string | undefined, string>;
  created_at: Date;
  updated_at: Date;
}

interface InboxesTable {
  id: string;
  name: string;
  brand_id: string;
  team_id: string | null;
  default_level: Generated<Level>;
  reopen_days: Generated<number>;
  address: string | null;
  sample: Generated<boolean>;
  archived_at: Date | null;
  created_at: Date;
}

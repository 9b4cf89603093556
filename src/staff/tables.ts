import type { ColumnType, Generated } from 'kysely';
import type { Json } from '../platform/db/tables.ts';
import type { Level, Role, Scope, Sight } from './caller.ts';

declare module '../platform/db/tables.ts' {
  interface Tables {
    agents: AgentsTable;
    teams: { id: string; name: string; hue: Generated<number>; sample: Generated<boolean>; created_at: Date };
    team_members: { team_id: string; agent_id: string };
    brands: {
      id: string;
      name: string;
      signature: Generated<string>;
      hue: Generated<number>;
      created_at: Date;
    };
    inboxes: InboxesTable;
    inbox_access: { inbox_id: string; agent_id: string; level: Level };
    sessions: SessionsTable;
    accounts: AccountsTable;
    verifications: VerificationsTable;
    second_factors: SecondFactorsTable;
    invitations: InvitationsTable;
    one_time_links: OneTimeLinksTable;
    api_keys: ApiKeysTable;
    code_tries: { agent_id: string; left: number; at: Date };
    passkeys: PasskeysTable;
    sign_in_attempts: SignInAttemptsTable;
  }
}

interface AgentsTable {
  id: string;
  name: string;
  email: string;
  email_verified: Generated<boolean>;
  image: string | null;
  role: Role;
  sight: Generated<Sight>;
  deactivated_at: Date | null;
  sample: Generated<boolean>;
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
  waiting_days: ColumnType<number | null, number | null | undefined, number | null>;
  address: string | null;
  arrives_at: Generated<string[]>;
  sample: Generated<boolean>;
  archived_at: Date | null;
  created_at: Date;
}

interface SessionsTable {
  id: string;
  agent_id: string;
  token: string;
  ip_address: string | null;
  user_agent: string | null;
  created_at: Date;
  seen_at: Date;
  expires_at: Date;
}

interface AccountsTable {
  id: string;
  agent_id: string;
  provider_id: string;
  account_id: string;
  password: string | null;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: Date | null;
  refresh_token_expires_at: Date | null;
  scope: string | null;
  created_at: Date;
  updated_at: Date;
}

interface VerificationsTable {
  id: string;
  identifier: string;
  value: string;
  expires_at: Date;
  created_at: Date;
  updated_at: Date;
}

interface SecondFactorsTable {
  agent_id: string;
  secret: Buffer;
  confirmed_at: Date | null;
  last_step: Generated<string | number>;
  recovery_codes: Generated<string[]>;
}

interface InvitationsTable {
  id: string;
  email: string;
  name: string;
  role: Role;
  team_ids: string[];
  levels: Json<Record<string, Level>>;
  invited_by: string | null;
  created_at: Date;
}

interface OneTimeLinksTable {
  token_hash: Buffer;
  purpose: 'setup' | 'invitation' | 'reset';
  agent_id: string | null;
  invitation_id: string | null;
  created_at: Date;
  expires_at: Date | null;
}

interface ApiKeysTable {
  id: string;
  agent_id: string;
  name: string;
  prefix: string;
  hash: Buffer;
  scopes: Scope[];
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
}

interface PasskeysTable {
  id: string;
  agent_id: string;
  name: string;
  credential_id: string;
  public_key: Buffer;
  counter: string | number;
  rp_id: string;
  transports: string[];
  synced: boolean;
  created_at: Date;
  last_used_at: Date | null;
}

interface SignInAttemptsTable {
  token_hash: Buffer;
  purpose: 'passkey-add' | 'passkey' | 'provider';
  agent_id: string | null;
  secret: Buffer;
  expires_at: Date;
}

-- How people and programs prove who they are. sessions, accounts and verifications are better-auth's tables
-- under our names; it checks their shape before its first use.

create table sessions (
  id uuid primary key,
  agent_id uuid not null references agents on delete cascade,
  -- The cookie carries it signed with a key outside the database, so these rows alone let no one in.
  token text not null unique,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  -- Moves on with every use.
  expires_at timestamptz not null
);
create index sessions_by_agent on sessions (agent_id);

-- A way to sign in: 'credential' is the password, others will be identity providers.
create table accounts (
  id uuid primary key,
  agent_id uuid not null references agents on delete cascade,
  provider_id text not null,
  account_id text not null,
  -- scrypt, as better-auth writes it.
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, account_id)
);
create index accounts_by_agent on accounts (agent_id);

-- What sign-in by an identity provider keeps between leaving and coming back.
create table verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verifications_by_identifier on verifications (identifier);

create table second_factors (
  agent_id uuid primary key references agents on delete cascade,
  -- The TOTP secret, sealed with the key outside the database.
  secret bytea not null,
  -- null until the first code has been given: until then it is not asked for.
  confirmed_at timestamptz,
  -- The newest 30-second step whose code was used; an older or equal one never counts again.
  last_step bigint not null default 0,
  -- Keyed hashes of the recovery codes not used yet.
  recovery_codes text[] not null default '{}'
);

-- Open invitations; accepted and withdrawn ones are remembered by the audit log alone.
create table invitations (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  role text not null check (role in ('owner', 'admin', 'supervisor', 'agent', 'light')),
  team_ids uuid[] not null,
  -- inbox id → level
  levels jsonb not null,
  invited_by uuid references agents on delete set null,
  created_at timestamptz not null
);

-- Links that may be used once. Only the hash is kept; using one deletes it.
create table one_time_links (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('setup', 'invitation', 'reset')),
  -- Whom it is for.
  agent_id uuid references agents on delete cascade,
  invitation_id uuid references invitations on delete cascade,
  created_at timestamptz not null,
  -- null: as long as its purpose lasts.
  expires_at timestamptz
);
create index one_time_links_by_agent on one_time_links (agent_id);
create index one_time_links_by_invitation on one_time_links (invitation_id);

create table api_keys (
  id uuid primary key,
  agent_id uuid not null references agents on delete cascade,
  name text not null,
  prefix text not null,
  -- SHA-256 of 256 random bits: nothing to guess, so no slow hash is needed.
  hash bytea not null unique,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz
);
create index api_keys_by_agent on api_keys (agent_id);

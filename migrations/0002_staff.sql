-- Who works here, and what each may reach.

create table agents (
  id uuid primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  role text not null check (role in ('owner', 'admin', 'supervisor', 'agent', 'light')),
  deactivated_at timestamptz,
  preferences jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table teams (
  id uuid primary key,
  name text not null unique,
  hue smallint not null default 277,
  created_at timestamptz not null
);

create table team_members (
  team_id uuid not null references teams on delete cascade,
  agent_id uuid not null references agents on delete cascade,
  primary key (team_id, agent_id)
);
create index team_members_by_agent on team_members (agent_id);

-- The face a customer sees: one company may have several.
create table brands (
  id uuid primary key,
  name text not null,
  signature text not null default '',
  hue smallint not null default 277,
  created_at timestamptz not null
);

-- An inbox is where conversations arrive and what access is given by; channels feed it.
create table inboxes (
  id uuid primary key,
  name text not null,
  brand_id uuid not null references brands,
  team_id uuid references teams on delete set null,
  -- What an agent without a row of their own in inbox_access may do here.
  default_level text not null default 'reply' check (default_level in ('none', 'view', 'reply')),
  -- An answer to a conversation solved longer ago than this opens a new one, linked to the old.
  reopen_days smallint not null default 30 check (reopen_days between 0 and 3650),
  -- The address answers leave from, written by the channel that feeds this inbox; null while there is none.
  address text,
  sample boolean not null default false,
  archived_at timestamptz,
  created_at timestamptz not null
);

create table inbox_access (
  inbox_id uuid not null references inboxes on delete cascade,
  agent_id uuid not null references agents on delete cascade,
  level text not null check (level in ('none', 'view', 'reply', 'manage')),
  primary key (inbox_id, agent_id)
);
create index inbox_access_by_agent on inbox_access (agent_id);

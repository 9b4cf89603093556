-- Who follows what, who was mentioned, drafts handed over, and what each agent is told. Ids only (law 14):
-- the words of a draft stand where drafts do.

create table followers (
  conversation_id uuid not null references conversations on delete cascade,
  agent_id uuid not null references agents on delete cascade,
  -- False keeps that somebody does not want to: what follows by itself leaves it so.
  following boolean not null,
  at timestamptz not null,
  primary key (conversation_id, agent_id)
);
create index followers_of_agent on followers (agent_id, conversation_id) where following;

create table mentions (
  message_id uuid not null references messages on delete cascade,
  -- An agent or a team; which one is found by looking, for ids never meet.
  mentioned_id uuid not null,
  primary key (message_id, mentioned_id)
);

create table handed_drafts (
  id uuid primary key,
  conversation_id uuid not null references conversations on delete cascade,
  from_id uuid not null references agents on delete cascade,
  to_id uuid not null references agents on delete cascade,
  body jsonb not null,
  state text not null check (state in ('waiting', 'taken', 'discarded', 'withdrawn')),
  at timestamptz not null,
  settled_at timestamptz
);
create index handed_drafts_waiting on handed_drafts (conversation_id) where state = 'waiting';
create index handed_drafts_by_age on handed_drafts (settled_at) where settled_at is not null;

create table notices (
  id uuid primary key,
  agent_id uuid not null references agents on delete cascade,
  conversation_id uuid not null references conversations on delete cascade,
  kind text not null check (kind in ('assigned', 'mentioned', 'answered', 'noted', 'arrived', 'undelivered',
    'reopened', 'handed', 'side')),
  -- The newest event it tells of; one event makes at most one notice for one agent.
  event_id bigint not null,
  message_id uuid,
  by_kind text not null,
  by_id uuid,
  -- How often the same happened here before it was read.
  times integer not null default 1,
  at timestamptz not null,
  read_at timestamptz,
  -- Whether it should go by mail if it is not read in time, and when it did.
  by_mail boolean not null default false,
  mailed_at timestamptz,
  unique (agent_id, event_id)
);
create index notices_of_agent on notices (agent_id, at desc, id desc);
create index notices_unread on notices (agent_id, conversation_id, kind) where read_at is null;
create index notices_to_mail on notices (at) where read_at is null and by_mail and mailed_at is null;
create index notices_by_age on notices (at);
create index notices_of_conversation on notices (conversation_id);

-- How each agent wants to be told, over the defaults; and when they were last at a desk.
create table notice_settings (
  agent_id uuid primary key references agents on delete cascade,
  settings jsonb not null default '{}',
  here_at timestamptz,
  mailed_at timestamptz
);

-- What an agent writes with: canned replies, messages that leave later, checklists, and snoozing until an answer.

create table canned_replies (
  id uuid primary key,
  -- Whose it is: one agent's, one team's, or everyone's.
  scope text not null check (scope in ('personal', 'team', 'everyone')),
  agent_id uuid references agents on delete cascade,
  team_id uuid references teams on delete cascade,
  folder text not null default '',
  name text not null,
  -- What finds it at once: `/refund`. Without the stroke, in lower case.
  shortcut text not null default '' check (shortcut = lower(shortcut)),
  created_by uuid references agents on delete set null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((scope = 'personal') = (agent_id is not null)),
  check ((scope = 'team') = (team_id is not null))
);
create index canned_replies_of_agent on canned_replies (agent_id) where agent_id is not null;
create index canned_replies_of_team on canned_replies (team_id) where team_id is not null;

-- One reply in each language it is said in; position 0 is what everybody else gets.
create table canned_reply_texts (
  canned_reply_id uuid not null references canned_replies on delete cascade,
  language text not null,
  position smallint not null,
  html text not null,
  text text not null,
  primary key (canned_reply_id, language)
);

create table canned_reply_files (
  id uuid primary key,
  canned_reply_id uuid not null references canned_replies on delete cascade,
  position smallint not null,
  name text not null,
  type text not null,
  size bigint not null,
  file_hash text not null references files
);
create index canned_reply_files_of_reply on canned_reply_files (canned_reply_id, position);
create index canned_reply_files_by_file on canned_reply_files (file_hash);

-- How often each agent used it: what is used most comes first, one's own before others'.
create table canned_reply_uses (
  canned_reply_id uuid not null references canned_replies on delete cascade,
  agent_id uuid not null references agents on delete cascade,
  times integer not null,
  used_at timestamptz not null,
  primary key (canned_reply_id, agent_id)
);

-- A reply that waits for its time. It becomes a message, under this same id, only when it leaves, by the one
-- door (reply.ts); until then it can be changed, called off, or given back to its author.
create table scheduled_replies (
  id uuid primary key,
  conversation_id uuid not null references conversations on delete cascade,
  agent_id uuid not null references agents on delete cascade,
  state text not null check (state in ('waiting', 'sent', 'returned', 'cancelled')),
  -- Why it was given back: 'message', 'agent', 'access', 'refused'.
  why text,
  -- For 'refused': the sentence that said why it could not leave.
  note text,
  send_at timestamptz not null,
  -- The zone its author chose the time in, to say it again as it was said.
  time_zone text not null,
  status_after text not null check (status_after in ('waiting', 'solved', 'open')),
  html text,
  text text not null,
  -- null: whoever an answer goes to at that time.
  recipients jsonb not null default '{}',
  uploads uuid[] not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index scheduled_replies_due on scheduled_replies (send_at) where state = 'waiting';
create index scheduled_replies_of_conversation on scheduled_replies (conversation_id)
  where state in ('waiting', 'returned');
create index scheduled_replies_of_agent on scheduled_replies (agent_id, send_at) where state in ('waiting', 'returned');

create table checklist_items (
  id uuid primary key,
  conversation_id uuid not null references conversations on delete cascade,
  -- Sorted by this, then by id; moved between two others by the middle of theirs.
  position double precision not null,
  text text not null,
  assignee_id uuid references agents on delete set null,
  due_at timestamptz,
  done_at timestamptz,
  done_by uuid references agents on delete set null,
  created_by uuid references agents on delete set null,
  created_at timestamptz not null
);
create index checklist_items_of_conversation on checklist_items (conversation_id, position);
create index checklist_items_of_agent on checklist_items (assignee_id) where done_at is null and assignee_id is not null;

-- Put away until the customer answers; `snoozed_until` is then the latest.
alter table conversations add column snoozed_for_answer boolean not null default false;
-- What lists and the head show of the checklist, written with every change of it.
alter table conversations add column checklist_total smallint not null default 0;
alter table conversations add column checklist_done smallint not null default 0;

-- Views as filters, levels of sight, and the lists sorted by urgency.

-- What of the conversations in their inboxes an agent or light agent sees: all, those of their teams, or
-- their own. Those assigned to them and those they take part in are always among them.
alter table agents add column sight text not null default 'all' check (sight in ('all', 'teams', 'own'));

-- Who takes part in a conversation: wrote in it, was mentioned, follows it. Written by involve.ts alone.
create table involvements (
  agent_id uuid not null references agents on delete cascade,
  conversation_id uuid not null references conversations on delete cascade,
  primary key (agent_id, conversation_id)
);
create index involvements_of_conversation on involvements (conversation_id);
insert into involvements (agent_id, conversation_id)
  select distinct a.id, m.conversation_id from messages m join agents a on a.id = m.author_id
  where m.author_kind = 'agent';

-- A view is a filter with a name; a saved search is a view too. The filter is read by filter.ts, which says
-- what is wrong with one that has outlived a tag, a team or a field.
create table saved_views (
  id uuid primary key,
  name text not null,
  scope text not null check (scope in ('personal', 'team', 'everyone')),
  -- Whose it is; for shared ones whoever made it.
  agent_id uuid references agents on delete cascade,
  team_id uuid references teams on delete cascade,
  filter jsonb not null,
  sort text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (scope <> 'personal' or agent_id is not null),
  check ((scope = 'team') = (team_id is not null))
);
create index saved_views_of_agent on saved_views (agent_id) where scope = 'personal';
create index saved_views_of_team on saved_views (team_id) where scope = 'team';

-- The order each agent likes their views in, and which they do not want to see.
create table view_orders (
  agent_id uuid primary key references agents on delete cascade,
  view_ids uuid[] not null,
  hidden_ids uuid[] not null default '{}'
);

-- What is open, by urgency: as on_shelf, one range for each inbox. Open conversations are few, so these are
-- small, and cost writing only while a conversation is open.
create index conversations_by_due on conversations
  (inbox_id, (coalesce(due_at, 'infinity'::timestamptz)), id) where shelf = 'open';
create index conversations_by_waiting on conversations
  (inbox_id, (coalesce(waiting_since, 'infinity'::timestamptz)), id) where shelf = 'open';
create index conversations_by_priority on conversations
  (inbox_id, priority desc, last_message_at desc, id desc) where shelf = 'open';
create index messages_by_agent on messages (author_id, at) where author_kind = 'agent';

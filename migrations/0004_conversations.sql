-- The heart. Free text lives in subject, preview and messages only.

create sequence conversation_numbers start 1;

create table conversations (
  id uuid primary key,
  -- From a sequence: a counter row would make every intake wait for the one before to commit.
  number bigint not null unique default nextval('conversation_numbers'),
  kind text not null default 'support' check (kind in ('support', 'service')),
  status text not null default 'new' check (status in ('new', 'open', 'waiting', 'held', 'solved', 'closed')),
  -- Where it lies: spam and bin are places, so that taking it out brings the status back.
  place text not null default 'inbox' check (place in ('inbox', 'spam', 'bin')),
  channel text not null,
  channel_id uuid,
  inbox_id uuid not null references inboxes,
  brand_id uuid not null references brands,
  team_id uuid references teams on delete set null,
  assignee_id uuid references agents on delete set null,
  customer_id uuid not null references customers,
  priority smallint not null default 1 check (priority between 0 and 3),
  subject text not null default '',
  preview text not null default '',
  fields jsonb not null default '{}',
  version integer not null default 1,
  message_count integer not null default 0,
  -- The newest thing said or noted; lists sort by it.
  last_message_at timestamptz not null,
  last_message_id uuid,
  last_in_at timestamptz,
  last_out_at timestamptz,
  -- Since when the customer waits for us; null when we wait for them.
  waiting_since timestamptz,
  snoozed_until timestamptz,
  due_at timestamptz,
  solved_at timestamptz,
  -- The conversation whose late answer opened this one.
  follows_id uuid references conversations on delete set null,
  -- Collects what one sender opens beyond the bounds of flood.ts.
  flood boolean not null default false,
  historic boolean not null default false,
  sample boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- The one list it stands in, so that every list is one range of one index (views.ts).
  shelf text not null generated always as (
    case
      when place <> 'inbox' then place
      when snoozed_until is not null then 'snoozed'
      when status in ('new', 'open') then 'open'
      when status in ('waiting', 'held') then 'waiting'
      else 'solved'
    end
  ) stored
);
-- A page of a view is read for each inbox the caller sees, then merged, so every list index begins with
-- the inbox: as many rows are read for a page at a million conversations as at a thousand.
create index conversations_on_shelf on conversations (inbox_id, shelf, last_message_at desc, id desc);
create index conversations_all on conversations (inbox_id, last_message_at desc, id desc)
  where place = 'inbox';
create index conversations_unassigned on conversations (inbox_id, last_message_at desc, id desc)
  where shelf = 'open' and assignee_id is null;
create index conversations_mine on conversations (assignee_id, shelf, last_message_at desc, id desc)
  where assignee_id is not null;
create index conversations_of_team on conversations (team_id, shelf, last_message_at desc, id desc)
  where team_id is not null;
create index conversations_by_customer on conversations (customer_id, last_message_at desc, id desc);
create index conversations_flood on conversations (customer_id, last_message_at) where flood;
create index conversations_to_wake on conversations (snoozed_until) where snoozed_until is not null;
create index conversations_in_bin on conversations (updated_at) where place = 'bin';
create index conversations_to_close on conversations (solved_at) where status = 'solved';

create table messages (
  -- Made by whoever wrote it, so that sending twice is one message (law 3).
  id uuid primary key,
  conversation_id uuid not null references conversations on delete cascade,
  direction text not null check (direction in ('in', 'out', 'note', 'event')),
  author_kind text not null check (author_kind in ('customer', 'agent', 'bot', 'system')),
  author_id uuid,
  at timestamptz not null,
  created_at timestamptz not null,
  subject text not null default '',
  text text not null default '',
  -- Already sanitised; null when the text is all there is.
  html text,
  -- The customer's own words without quotation and signature.
  reply_text text not null default '',
  sender jsonb,
  recipients jsonb not null default '{}',
  channel_id uuid,
  -- The channel's own name for this message (for e-mail its Message-ID), and what it answers.
  external_key text,
  in_reply_to text,
  raw_id uuid,
  trust text check (trust in ('verified', 'unverified', 'failed')),
  automated text,
  language text,
  -- From an address that holds our token but is not yet known to be a participant.
  pending boolean not null default false,
  delivery text check (delivery in ('held', 'queued', 'sending', 'sent', 'delivered', 'unknown', 'failed', 'bounced', 'cancelled')),
  delivery_note text,
  delivery_at timestamptz,
  remote_images integer not null default 0,
  warnings text[] not null default '{}',
  historic boolean not null default false,
  search tsvector
);
create index messages_of_conversation on messages (conversation_id, at, id);
-- The trail of a conversation in the order of time, merged with its messages.
create index events_trail on events (conversation_id, at, id) where kind like 'conversation.%';

-- Messages that are answered or referred to here but have not arrived (yet): a parent that comes after
-- its reply finds the reply's conversation.
create table thread_keys (
  key text not null,
  conversation_id uuid not null references conversations on delete cascade,
  at timestamptz not null,
  primary key (key, conversation_id)
);
create index thread_keys_of_conversation on thread_keys (conversation_id);
create index thread_keys_by_age on thread_keys (at);
create index messages_by_external_key on messages (external_key) where external_key is not null;
create index messages_search on messages using gin (search) with (fastupdate = off);
create index messages_undelivered on messages (delivery, delivery_at)
  where delivery in ('held', 'queued', 'sending', 'unknown', 'failed', 'bounced');

-- How common a word is among the newest messages, for search: to choose the cheaper way to it, and to see what
-- a misspelt word may have meant. Counted anew from time to time (search-vocabulary.ts), so it outlives nothing.
create table search_words (
  word text primary key,
  -- Of the messages counted, the share that holds it.
  share real not null,
  -- A word somebody wrote, and not only a stem.
  written boolean not null,
  counted_at timestamptz not null
);
create index search_words_by_beginning on search_words (word text_pattern_ops) include (share);
create index search_words_by_likeness on search_words using gin (word gin_trgm_ops) where written;

create table attachments (
  id uuid primary key,
  message_id uuid not null references messages on delete cascade,
  position smallint not null,
  name text not null,
  type text not null,
  size bigint not null,
  file_hash text not null references files,
  -- The Content-ID by which the message's HTML shows it in place.
  cid text,
  inline boolean not null default false
);
create index attachments_of_message on attachments (message_id, position);
create index attachments_by_file on attachments (file_hash);

-- Everyone in a conversation. Pending ones were named by a stranger and are written to only once an
-- agent has agreed.
create table participants (
  conversation_id uuid not null references conversations on delete cascade,
  kind text not null,
  value text not null,
  name text not null default '',
  role text not null check (role in ('from', 'to', 'cc')),
  customer_id uuid references customers on delete set null,
  pending boolean not null default false,
  primary key (conversation_id, kind, value)
);
create index participants_by_identity on participants (kind, value);

create table drafts (
  agent_id uuid not null references agents on delete cascade,
  conversation_id uuid not null references conversations on delete cascade,
  body jsonb not null,
  version integer not null default 1,
  updated_at timestamptz not null,
  primary key (agent_id, conversation_id)
);

create table tags (
  id uuid primary key,
  name text not null unique,
  hue smallint not null default 277
);

create table conversation_tags (
  conversation_id uuid not null references conversations on delete cascade,
  tag_id uuid not null references tags on delete cascade,
  primary key (conversation_id, tag_id)
);
create index conversation_tags_by_tag on conversation_tags (tag_id);

create table causes (
  id uuid primary key,
  parent_id uuid references causes on delete cascade,
  name text not null,
  archived_at timestamptz
);

-- What fixed it (how), what caused it, how to keep it from coming back (why).
create table resolutions (
  conversation_id uuid primary key references conversations on delete cascade,
  how text not null default '',
  cause_id uuid references causes on delete set null,
  why text not null default '',
  by_id uuid references agents on delete set null,
  at timestamptz not null
);

-- Senders nobody wants to hear from again: an address or a whole domain ('@example.com').
create table blocked_senders (
  pattern text primary key check (pattern = lower(pattern)),
  by_id uuid references agents on delete set null,
  at timestamptz not null
);

-- Files an agent or program sent ahead of the message that will carry them.
create table uploads (
  id uuid primary key,
  by_id uuid not null references agents on delete cascade,
  name text not null,
  type text not null,
  size bigint not null,
  file_hash text not null references files,
  created_at timestamptz not null
);
create index uploads_by_agent on uploads (by_id);
create index uploads_by_age on uploads (created_at);

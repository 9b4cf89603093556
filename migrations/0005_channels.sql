-- How mail and, later, everything else comes in and goes out.

-- One way of talking, feeding one inbox: a mailbox, a widget, a phone number.
create table channels (
  id uuid primary key,
  type text not null,
  inbox_id uuid not null references inboxes,
  name text not null,
  -- For e-mail the address customers write to; for others the account's own name.
  address text not null,
  -- What the adapter's schema describes, without secrets.
  config jsonb not null,
  -- The secret part, encrypted with the key outside the database.
  secrets bytea,
  -- How far the adapter has read, in its own words.
  cursor text,
  state text not null default 'connecting'
    check (state in ('ok', 'connecting', 'degraded', 'reauth', 'down', 'off')),
  state_detail text not null default '',
  state_since timestamptz not null,
  last_ok_at timestamptz,
  last_in_at timestamptz,
  last_out_at timestamptz,
  -- The way out fails or works apart from the way in; null while nothing is wrong with it.
  out_error_code text,
  out_error_text text,
  out_error_at timestamptz,
  -- Which process listens to it, and until when that holds without a word from it.
  listener_id uuid,
  listener_until timestamptz,
  sample boolean not null default false,
  archived_at timestamptz,
  created_at timestamptz not null
);
-- Only a living channel owns its address: an archived one may be connected anew.
create unique index channels_by_address on channels (type, address) where archived_at is null;

-- Raw input first (law 3): stored under a key that makes a repeat harmless, then read. A row that is
-- still 'stored' is the order to read it: no job row stands beside it that could be lost or doubled.
create table raw_inbound (
  -- Also the id of the message it becomes.
  id uuid primary key,
  channel_id uuid not null references channels,
  external_key text not null,
  -- The input itself: small ones lie here and commit with the row, large ones are files.
  bytes bytea,
  file_hash text references files,
  size bigint not null,
  -- What the door knew that the mail does not say: envelope, folder, flags.
  envelope jsonb not null default '{}',
  historic boolean not null default false,
  state text not null default 'stored' check (state in ('stored', 'read', 'unreadable', 'ignored')),
  state_note text not null default '',
  attempts smallint not null default 0,
  -- When another process may read it at the earliest: until then the one that stored it is at work.
  next_at timestamptz not null,
  received_at timestamptz not null,
  unique (channel_id, external_key),
  check ((bytes is null) <> (file_hash is null))
);
-- Most of a mail is base64 or short: packing it would cost more than it saves.
alter table raw_inbound alter column bytes set storage external;
create index raw_inbound_to_read on raw_inbound (next_at) where state = 'stored';
create index raw_inbound_not_read on raw_inbound (received_at desc, id desc) where state <> 'read';

-- The outbox: one row per message that was tried, kept after it left. Where the message is stands in
-- messages.delivery alone; this is how it got there.
create table deliveries (
  message_id uuid primary key references messages on delete cascade,
  channel_id uuid not null references channels,
  -- The Message-ID or equivalent that stays the same however often we try.
  external_key text not null,
  -- Counts tries; also the mark by which a process knows that a try is still its own.
  attempts integer not null default 0,
  -- When it goes at the earliest: the pause before the next try.
  next_at timestamptz not null,
  first_failed_at timestamptz,
  error_code text,
  error_text text,
  -- The running try: when it began, until when its process is taken for alive without a word from it, and
  -- when it began to hand over the body. From there on a death leaves the outcome unknown.
  started_at timestamptz,
  lease_until timestamptz,
  handed_at timestamptz,
  -- Recipients who have it already, while others were asked to wait.
  taken text[] not null default '{}',
  -- The provider's words when it took it.
  answer text,
  sent_at timestamptz,
  created_at timestamptz not null
);
create index deliveries_by_start on deliveries (channel_id, started_at desc);
create index deliveries_by_key on deliveries (external_key);

-- Addresses that a mail of ours came back from for good, so that the next writer can be told before.
create table dead_addresses (
  address text primary key,
  reason text not null,
  at timestamptz not null
);

-- Automatic mails sent to an address nobody verified, to keep them few (SAFETY, "No one in" 2).
create table automatic_sent (
  address text not null,
  at timestamptz not null,
  conversation_id uuid references conversations on delete cascade
);
create index automatic_sent_by_address on automatic_sent (address, at desc);

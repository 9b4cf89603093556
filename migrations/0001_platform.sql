-- The ground: what every room stands on and none of them owns.

create extension if not exists pg_trgm;

-- One row for everything that happened, written by the transaction that did it (laws 2 and 4).
create table events (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  kind text not null,
  by_kind text not null,
  by_id uuid,
  conversation_id uuid,
  inbox_id uuid,
  version integer,
  data jsonb not null default '{}'
);
create index events_in_order on events (xid, id);
create index events_of_conversation on events (conversation_id, id) where conversation_id is not null;

-- How far each reaction has come.
create table event_cursors (
  name text primary key,
  xid xid8 not null,
  id bigint not null
);

create table settings (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null
);

-- Living processes beat here, so that a dead one's jobs can be released.
create table processes (
  id uuid primary key,
  -- The names under which its job queues hold jobs.
  worker_ids text[] not null,
  started_at timestamptz not null,
  beat_at timestamptz not null
);

-- A write repeated under the same key is answered, not done, a second time.
create table idempotency_keys (
  owner text not null,
  key text not null,
  request text not null,
  status smallint,
  answer text,
  at timestamptz not null,
  primary key (owner, key)
);
create index idempotency_keys_by_age on idempotency_keys (at);

-- Content-addressed files: the name is the SHA-256 of the bytes.
create table files (
  hash text primary key,
  size bigint not null,
  created_at timestamptz not null
);

create table audit_log (
  id uuid primary key,
  at timestamptz not null,
  by_kind text not null,
  by_id uuid,
  action text not null,
  noun text not null,
  noun_id uuid,
  data jsonb not null default '{}'
);
create index audit_log_by_time on audit_log (at desc, id desc);
create index audit_log_by_noun on audit_log (noun, noun_id, at desc);

-- Ways in beside the password, what the audit log says of them, and words of a workspace that can be put away.

-- A passkey: the public half of a key that stays in somebody's device (WebAuthn, section 4).
create table passkeys (
  id uuid primary key,
  agent_id uuid not null references agents on delete cascade,
  name text not null,
  -- The name under which the device keeps it, in base64url.
  credential_id text not null unique,
  public_key bytea not null,
  -- Counts up in devices that count; one that falls back was copied.
  counter bigint not null,
  -- The host it was made for; a browser shows it to no other.
  rp_id text not null,
  -- How a browser reaches it (usb, internal, hybrid, …), as it said itself.
  transports text[] not null default '{}',
  -- Kept by a cloud for several devices, rather than in one.
  synced boolean not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkeys_by_agent on passkeys (agent_id);

-- A sign-in under way, between a question and its answer. Its browser holds the token in a cookie; using it deletes it.
create table sign_in_attempts (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('passkey-add', 'passkey', 'provider')),
  -- Who adds a passkey.
  agent_id uuid references agents on delete cascade,
  -- The challenge, or state, nonce and verifier, sealed with the key outside the database.
  secret bytea not null,
  expires_at timestamptz not null
);
create index sign_in_attempts_by_age on sign_in_attempts (expires_at);
create index sign_in_attempts_by_agent on sign_in_attempts (agent_id);

-- From which address it was done, and by which key if a program did it.
alter table audit_log add column ip text, add column key_id uuid;
create index audit_log_by_person on audit_log (by_id, at desc, id desc);
create index audit_log_by_action on audit_log (action, at desc, id desc);

-- A tag that is put away stays on what bears it and is offered no more.
alter table tags add column archived_at timestamptz;

-- How many conversations bear a custom field; most bear none, and those are not in it.
create index conversations_with_fields on conversations using gin (fields) where fields <> '{}';

-- What waits for the customer longer than this is solved by itself; null: never.
alter table inboxes add column waiting_days smallint check (waiting_days between 1 and 365);

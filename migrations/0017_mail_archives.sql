-- Old mail on its way in from a file: an mbox, or the mails of a Maildir one after another (mails.ts says how).
create table mail_archives (
  id uuid primary key,
  channel_id uuid not null references channels,
  format text not null check (format in ('mbox', 'framed')),
  name text not null,
  -- How the same file, chosen again, is known: its name, size and time.
  fingerprint text not null,
  -- Where it lies if it was not sent here but is read in place, by a command on this machine.
  path text,
  size bigint not null,
  -- How many of its bytes have been sent, and how many of those were read.
  received bigint not null default 0,
  done bigint not null default 0,
  state text not null check (state in ('sending', 'reading', 'paused', 'done', 'failed', 'cancelled')),
  problem text not null default '',
  -- Mails met so far: brought in, here before, left out on purpose (drafts, deleted, spam), larger than allowed.
  brought integer not null default 0,
  known integer not null default 0,
  left_out integer not null default 0,
  too_large integer not null default 0,
  by_id uuid references agents on delete set null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index mail_archives_by_time on mail_archives (created_at desc, id desc);
create index mail_archives_sending on mail_archives (channel_id, fingerprint) where state = 'sending';

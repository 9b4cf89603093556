-- What customers say after their matter was solved, and what helps to say how it was solved.

-- What the list and the thread show of it; written by its own verb (conversations/hear-feedback.ts).
alter table conversations
  add column settled boolean,
  add column rating smallint check (rating between 1 and 5);

-- One row for each conversation in which "is it settled?" was asked.
create table feedback (
  conversation_id uuid primary key references conversations on delete cascade,
  customer_id uuid not null references customers on delete cascade,
  -- Who had solved it when it was asked: figures do not move with the conversation afterwards.
  inbox_id uuid not null references inboxes on delete cascade,
  team_id uuid references teams on delete set null,
  agent_id uuid references agents on delete set null,
  -- The address that was asked, and the language it was asked in.
  address text not null,
  language text not null,
  asked_at timestamptz not null,
  settled boolean,
  rating smallint check (rating between 1 and 5),
  comment text not null default '',
  answered_at timestamptz,
  -- How often it was answered, and how often that spoke in the conversation: both have a bound.
  answers smallint not null default 0,
  messages smallint not null default 0
);
create index feedback_of_customer on feedback (customer_id, asked_at desc);
create index feedback_of_inbox on feedback (inbox_id, asked_at desc, conversation_id);
create index feedback_by_time on feedback (asked_at desc, conversation_id);

-- "How was this solved before": the newest resolution of each cause, and of one customer's conversations.
create index resolutions_by_cause on resolutions (cause_id, at desc) where cause_id is not null;
create index resolutions_by_time on resolutions (at desc);

-- Conversations that were put together, taken apart, linked, and those beside another (docs/decisions/0009).

alter table conversations
  -- The conversation this one was merged into, and the one its messages lie in now, at the end of that way.
  add column merged_into_id uuid references conversations on delete cascade,
  add column lies_in_id uuid references conversations on delete cascade,
  -- The conversation it stands beside: with a third party, never seen by the customer.
  add column aside_of_id uuid references conversations on delete cascade,
  -- The conversation its first messages were split from.
  add column split_from_id uuid references conversations on delete set null,
  drop constraint conversations_place_check,
  -- What was merged, and what stands beside another, is in no list of its own.
  add constraint conversations_place_check check (place in ('inbox', 'spam', 'bin', 'merged', 'aside')),
  add constraint conversations_merged_check
    check ((place = 'merged') = (merged_into_id is not null) and (place = 'merged') = (lies_in_id is not null)),
  add constraint conversations_aside_check
    check (place <> 'aside' or aside_of_id is not null);
create index conversations_merged on conversations (lies_in_id) where lies_in_id is not null;
create index conversations_merged_into on conversations (merged_into_id) where merged_into_id is not null;
create index conversations_beside on conversations (aside_of_id, created_at) where aside_of_id is not null;
create index conversations_split on conversations (split_from_id) where split_from_id is not null;

-- Search finds side conversations too.
drop index conversations_all;
create index conversations_all on conversations (inbox_id, last_message_at desc, id desc)
  where place in ('inbox', 'aside');

alter table messages
  -- The merged conversation it belongs to, if it lies in another: where it goes when they are parted.
  add column home_id uuid references conversations on delete set null,
  -- The message it passes on to somebody else.
  add column forward_of_id uuid references messages on delete set null;
create index messages_by_home on messages (home_id) where home_id is not null;
create index messages_forwarding on messages (forward_of_id) where forward_of_id is not null;

-- Who and what is here only because another conversation was merged into this one.
alter table participants add column via_id uuid references conversations on delete set null;
alter table conversation_tags add column via_id uuid references conversations on delete set null;
alter table drafts add column via_id uuid references conversations on delete set null;
create index participants_via on participants (via_id) where via_id is not null;
create index conversation_tags_via on conversation_tags (via_id) where via_id is not null;
create index drafts_via on drafts (via_id) where via_id is not null;

-- from is the child of to, or the incident of the problem to; related knows no direction.
create table conversation_links (
  from_id uuid not null references conversations on delete cascade,
  to_id uuid not null references conversations on delete cascade,
  kind text not null check (kind in ('related', 'child', 'incident')),
  by_id uuid references agents on delete set null,
  at timestamptz not null,
  primary key (from_id, to_id),
  check (from_id <> to_id)
);
create index conversation_links_to on conversation_links (to_id);

-- Every address mail for an inbox arrives at, aliases and receiving-only mailboxes too, in lower case: they
-- are us, so they are nobody to answer and never take part in a conversation. Written by the channels that
-- feed the inbox, as `address` is.

alter table inboxes add column arrives_at text[] not null default '{}';

update inboxes i set arrives_at = array(
  select distinct lower(one)
  from channels c, unnest(array[c.address] || array(select jsonb_array_elements_text(
    coalesce(nullif(c.config->'aliases', 'null'), '[]')))) as one
  where c.inbox_id = i.id and c.archived_at is null);

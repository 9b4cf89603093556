import { type RawBuilder, sql } from 'kysely';
import { identityKind } from '../../customers/identity.ts';
import { type Incoming, referredKeys } from '../incoming.ts';
import { ourMessageId } from '../thread-keys.ts';

/** How far back splits of splits are followed. */
const mostSteps = 10;

export type Split = { id: string; sure: boolean; from_ids: string[] };

/**
 * Where a message that is answered lies, and which conversations that was split off from: an answer to what was
 * split off since goes where that went, though its token still names the conversation it was said in.
 */
export function splitFrom(message: Incoming, from: string): RawBuilder<Split> | undefined {
  const [nearest] = referredKeys(message);
  if (nearest === undefined) return undefined;
  return sql<Split>`
    with recursive answered as (
      select coalesce(home_id, conversation_id) as id from messages
      where external_key = ${nearest} or id = ${ourMessageId(nearest) ?? null}::uuid limit 1
    ), way as (
      select c.id, c.split_from_id, 1 as steps from answered a join conversations c on c.id = a.id
      union all
      select c.id, c.split_from_id, steps + 1 from way join conversations c on c.id = way.split_from_id
      where steps < ${sql.lit(mostSteps)}
    )
    select a.id, exists (
      select from participants p where p.conversation_id = a.id and p.kind = ${identityKind(message.channel)}
        and p.value = ${from} and not p.pending
    ) as sure, array(select split_from_id from way where split_from_id is not null) as from_ids
    from answered a`;
}

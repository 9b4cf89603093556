import { sql } from 'kysely';
import { after, hour } from '../platform/clock/clock.ts';
import { type Question, question } from '../platform/db/ask.ts';
import type { Trust } from './types.ts';

/**
 * How many conversations one sender opens in an hour before the rest is collected in one, so that a mail
 * bomb or a script gone wild takes one line of the inbox, not ten thousand. Nothing is thrown away. A
 * proven sender may be a shop's own monitoring, so it gets more room.
 */
export const mostOpenedInAnHour: Record<Trust, number> = { verified: 500, unverified: 50, failed: 50 };

export type Flood = { is: 'no' } | { is: 'begin' } | { is: 'on'; id: string };

/**
 * Whether this sender floods: `no`, or the id of the conversation that collects, or `begin` if it is yet
 * to be opened. Reads at most as many rows as the bound above.
 */
export function floodOf(
  sender: { kind: string; value: string; trust: Trust; inboxId: string },
  now: Date,
): Question<Flood> {
  const since = after(now, -hour);
  const most = mostOpenedInAnHour[sender.trust];
  const query = sql<{ collecting: string | null; opened: number }>`
    with sender as materialized (
      select customer_id as id from identities where kind = ${sender.kind} and value = ${sender.value}
    )
    select
      (select id from conversations
       where customer_id = (select id from sender) and flood and place <> 'merged' and last_message_at > ${since}
         and inbox_id = ${sender.inboxId}
       order by last_message_at desc limit 1) as collecting,
      (select count(*)::int from (
        select 1 from conversations
        where customer_id = (select id from sender) and last_message_at > ${since} and created_at > ${since}
          and not historic
        limit ${most}
      ) as opened_lately) as opened`;
  return question([query], ([[found]]) => {
    if (found?.collecting) return { is: 'on', id: found.collecting };
    return { is: found && found.opened >= most ? 'begin' : 'no' };
  });
}

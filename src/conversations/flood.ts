import { sql } from 'kysely';
import { after, hour } from '../platform/clock/clock.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Trust } from './types.ts';

/**
 * How many conversations one sender opens in an hour before the rest is collected in one, so that a mail
 * bomb or a script gone wild takes one line of the inbox, not ten thousand. Nothing is thrown away. A
 * proven sender may be a shop's own monitoring, so it gets more room.
 */
export const mostOpenedInAnHour: Record<Trust, number> = { verified: 500, unverified: 50, failed: 50 };

/**
 * Whether this sender floods: `no`, or the id of the conversation that collects, or `begin` if it is yet
 * to be opened. Reads at most as many rows as the bound above.
 */
export async function floodOf(
  tx: Tx,
  sender: { customerId: string; trust: Trust; inboxId: string },
  now: Date,
): Promise<{ is: 'no' } | { is: 'begin' } | { is: 'on'; id: string }> {
  const since = after(now, -hour);
  const most = mostOpenedInAnHour[sender.trust];
  const { rows } = await sql<{ collecting: string | null; opened: number }>`
    select
      (select id from conversations
       where customer_id = ${sender.customerId} and flood and place <> 'merged' and last_message_at > ${since}
         and inbox_id = ${sender.inboxId}
       order by last_message_at desc limit 1) as collecting,
      (select count(*)::int from (
        select 1 from conversations
        where customer_id = ${sender.customerId} and last_message_at > ${since} and created_at > ${since}
          and not historic
        limit ${most}
      ) as opened_lately) as opened`.execute(tx);
  const { collecting = null, opened = 0 } = rows[0] ?? {};
  if (collecting) return { is: 'on', id: collecting };
  return { is: opened >= most ? 'begin' : 'no' };
}

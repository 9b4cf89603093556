import type { Db } from '../platform/db/connect.ts';
import { transact } from '../platform/db/transact.ts';
import { bySystem, record } from '../platform/events/record.ts';
import type { ChannelRow } from './tables.ts';

export type ChannelState = ChannelRow['state'];

const mostWords = 1_000;

/**
 * Says how a channel is, in words for a supervisor. Only a change of state is an event (`channel.state`),
 * by which people are alarmed; a changed detail is not.
 */
export async function setChannelState(
  db: Db,
  channelId: string,
  state: ChannelState,
  detail: string,
  now: Date,
): Promise<void> {
  await transact(db, async (tx) => {
    const before = await tx
      .selectFrom('channels')
      .select(['state', 'state_detail', 'inbox_id'])
      .where('id', '=', channelId)
      .forUpdate()
      .executeTakeFirst();
    const words = detail.slice(0, mostWords);
    if (!before || before.state === 'off') return;
    // One failure more makes a mailbox that is down no better.
    const next = before.state === 'down' && state === 'degraded' ? 'down' : state;
    const changed = before.state !== next;
    if (!changed && before.state_detail === words) return;
    await tx
      .updateTable('channels')
      .set({ state: next, state_detail: words, ...(changed && { state_since: now }) })
      .where('id', '=', channelId)
      .execute();
    if (!changed) return;
    const data = { channelId, state: next, before: before.state };
    await record(tx, { kind: 'channel.state', by: bySystem, at: now, inboxId: before.inbox_id, data });
  });
}

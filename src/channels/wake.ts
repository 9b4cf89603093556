import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/connect.ts';
import { transact } from '../platform/db/transact.ts';
import type { Ground } from '../platform/ground.ts';
import { enqueue } from '../platform/jobs/jobs.ts';

export const deliverJobName = 'channels.deliver';

/** Has the outbox look at a message at a time; a look that is waiting already is replaced, not doubled. */
export const wake = (tx: Tx, messageId: string, at: Date): Promise<void> =>
  enqueue(tx, deliverJobName, { messageId }, { key: `deliver:${messageId}`, runAt: at });

/** At most this many messages of one mailbox are woken at once: it has two lanes. */
const perMailbox = 2;
const perLook = 20;

/**
 * Wakes queued messages whose time has come: those that found no lane, and those whose job was lost with
 * another database (a restored backup has none). Takes turns between mailboxes.
 */
export async function wakeDue(ground: Ground): Promise<void> {
  const now = ground.clock.now();
  const due = await dueMessages(ground.db, now);
  if (due.length === 0) return;
  await transact(ground.db, async (tx) => {
    for (const id of due) await wake(tx, id, now);
  });
}

async function dueMessages(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      select m.id, coalesce(d.next_at, m.delivery_at, m.created_at) as due,
             row_number() over (
               partition by coalesce(d.channel_id, m.channel_id, c.inbox_id)
               order by coalesce(d.next_at, m.delivery_at, m.created_at)
             ) as place
      from messages m
      join conversations c on c.id = m.conversation_id
      left join deliveries d on d.message_id = m.id
      -- What is held for undo becomes due by its own job; here only one whose job was lost.
      where (m.delivery = 'queued' or m.delivery = 'held' and m.created_at < ${now}::timestamptz - interval '2 minutes')
        and coalesce(d.next_at, m.delivery_at, m.created_at) <= ${now}
    ) waiting
    where place <= ${perMailbox}
    order by due
    limit ${perLook}`.execute(db);
  return rows.map((row) => row.id);
}

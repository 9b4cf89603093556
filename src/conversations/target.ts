import { after, day } from '../platform/clock/clock.ts';
import type { Tx } from '../platform/db/connect.ts';
import { type ConversationRow, lockConversation } from './change-conversation.ts';
import type { Flood } from './flood.ts';
import type { Inbox } from './inbox.ts';
import type { Incoming } from './incoming.ts';
import type { Thread } from './thread.ts';

/** Where a message goes: into a conversation, or into a new one. */
export type Target =
  | { is: 'join'; row: ConversationRow; pending: boolean; home: string | null }
  | { is: 'open'; followsId: string | null; flood: boolean; place: 'inbox' | 'spam' };

/** Into which conversation it goes: the one it answers, unless that ended too long ago, or else a new one. */
export async function targetOf(
  tx: Tx,
  message: Incoming,
  inbox: Inbox,
  thread: Thread | undefined,
  flood: Flood,
  now: Date,
): Promise<Target> {
  if (thread) {
    const row = await lockConversation(tx, thread.id);
    if (!isOver(row, message, inbox.reopenDays, now))
      return { is: 'join', row, pending: thread.pending, home: homeOf(thread.id, row) };
    // A stranger with a token learns nothing of the conversation it came from, not even that it was.
    return { is: 'open', followsId: thread.pending ? null : row.id, flood: false, place: 'inbox' };
  }
  if (message.historic) return { is: 'open', followsId: null, flood: false, place: 'inbox' };
  if (flood.is === 'on') return joining(await lockConversation(tx, flood.id), flood.id);
  return { is: 'open', followsId: null, flood: flood.is === 'begin', place: 'inbox' };
}

const joining = (row: ConversationRow, id: string): Target & { is: 'join' } => ({
  is: 'join',
  row,
  pending: false,
  home: homeOf(id, row),
});

/** The merged conversation a message belongs to, if it lies in another: there it goes if the two are parted. */
const homeOf = (id: string, row: ConversationRow): string | null => (id === row.id ? null : id);

/** Whether it was ended too long ago to be opened again. Machines and old facts open nothing, so they may join. */
function isOver(row: ConversationRow, message: Incoming, reopenDays: number, now: Date): boolean {
  if (message.automated || message.historic || row.place === 'spam' || row.place === 'aside') return false;
  if (row.status === 'closed') return true;
  return row.status === 'solved' && row.solved_at !== null && row.solved_at < after(now, -reopenDays * day);
}

/** A blocked sender's mail is collected: one conversation in spam for each inbox and month. */
export async function spamOf(tx: Tx, customerId: string, inboxId: string, now: Date): Promise<Target> {
  const found = await tx
    .selectFrom('conversations')
    .select('id')
    .where('customer_id', '=', customerId)
    .where('inbox_id', '=', inboxId)
    .where('place', '=', 'spam')
    .where('last_message_at', '>', after(now, -30 * day))
    .orderBy('last_message_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (found) return joining(await lockConversation(tx, found.id), found.id);
  return { is: 'open', followsId: null, flood: false, place: 'spam' };
}

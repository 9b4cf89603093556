import type { Updateable } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { Tables } from '../platform/db/tables.ts';
import type { By } from '../platform/events/record.ts';
import { previewOf } from './add-message.ts';
import {
  type Changed,
  type ConversationRow,
  change,
  type Happening,
  standingPlace,
} from './change-conversation.ts';
import type { Incoming } from './incoming.ts';
import { giveBackAll } from './send-later/give-back.ts';

/**
 * What a customer's message changes about the conversation it joins: it is the newest, somebody waits, and
 * what was solved, waiting, on hold, put away or in the bin is open again, with whoever had it. A machine's
 * message and an old fact only lie there; in spam nothing stirs.
 */
export async function joinConversation(
  tx: Tx,
  by: By,
  row: ConversationRow,
  message: Incoming,
  { at, pending, quiet }: { at: Date; pending: boolean; quiet: boolean },
  now: Date,
): Promise<Changed> {
  const stirs = !message.automated && !message.historic && !quiet && row.place !== 'spam';
  const set: Updateable<Tables['conversations']> = { message_count: row.message_count + 1 };
  const happened: Happening[] = [];
  if (at >= row.last_message_at) {
    Object.assign(set, {
      last_message_at: at,
      last_message_id: message.id,
      preview: previewOf(message.replyText || message.text),
    });
  }
  if (!row.last_in_at || at > row.last_in_at) set.last_in_at = at;
  if (stirs) {
    set.waiting_since = row.waiting_since ?? at;
    if (row.place === 'bin') {
      set.place = standingPlace(row);
      happened.push({ kind: 'conversation.restored', data: { from: 'bin' } });
    }
    if (row.snoozed_until) {
      set.snoozed_until = null;
      happened.push({ kind: 'conversation.woken', data: { why: 'message' } });
    }
    if (row.status !== 'new' && row.status !== 'open') {
      set.status = 'open';
      set.solved_at = null;
      if (row.status === 'solved' || row.status === 'closed') {
        happened.push({ kind: 'conversation.reopened', data: { from: row.status, why: 'message' } });
      }
    }
  }
  if (stirs) happened.push(...(await giveBackAll(tx, row.id, 'message', now)));
  happened.push({
    kind: 'message.received',
    data: { messageId: message.id, quiet: !stirs || pending, from: row.status },
  });
  return change(tx, by, row, set, happened, now);
}

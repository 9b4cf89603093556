import type { Insertable } from 'kysely';
import { after, day } from '../platform/clock/clock.ts';
import { ask, type Question, question } from '../platform/db/ask.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Tables } from '../platform/db/tables.ts';
import { refuse } from '../platform/http/errors.ts';
import type {} from '../staff/tables.ts';
import { previewOf } from './add-message.ts';
import type { Happening } from './change-conversation.ts';
import type { Incoming } from './incoming.ts';
import { everyOwnAddress } from './own-addresses.ts';

/** What an arriving message needs to know of the inbox it arrives in. */
export type Inbox = {
  id: string;
  brandId: string;
  teamId: string | null;
  reopenDays: number;
  sample: boolean;
  address: string | null;
  /** The addresses of all our inboxes, in lower case. */
  own: ReadonlySet<string>;
};

/** Reads an inbox. Throws NOT_FOUND. */
export async function readInbox(tx: Tx, id: string): Promise<Inbox> {
  const [inbox] = await ask(tx, inboxOf(tx, id));
  return inbox;
}

/** What `readInbox` asks, for whoever asks more at the same time. */
export function inboxOf(tx: Tx, id: string): Question<Inbox> {
  const query = tx
    .selectFrom('inboxes')
    .select(['id', 'brand_id', 'team_id', 'reopen_days', 'sample', 'address', everyOwnAddress.as('own')])
    .where('id', '=', id);
  return question([query], ([[row]]) => {
    if (!row) throw refuse('NOT_FOUND', 'This inbox does not exist.');
    return {
      id: row.id,
      brandId: row.brand_id,
      teamId: row.team_id,
      reopenDays: row.reopen_days,
      sample: row.sample,
      address: row.address,
      own: new Set(row.own),
    };
  });
}

/**
 * When a message counts as said. A live one is never earlier than what was said before it, so that nobody
 * scrolls past it, nor than a week ago, so that no forged date hides it; an old fact keeps its date.
 */
export function arrivalTime(message: Incoming, before: Date | null, now: Date): Date {
  if (message.historic) return message.at;
  const earliest = Math.max(after(now, -7 * day).getTime(), before?.getTime() ?? 0);
  return new Date(Math.min(Math.max(message.at.getTime(), earliest), now.getTime()));
}

/** The columns and events of a conversation that a message begins. */
export function openingOf(
  message: Incoming,
  inbox: Inbox,
  { at, quiet, flood }: { at: Date; quiet: boolean; flood: boolean },
): {
  values: Omit<Insertable<Tables['conversations']>, 'id' | 'customer_id' | 'created_at' | 'updated_at'>;
  happened: Happening[];
} {
  const waits = !message.historic && !message.automated && !quiet;
  const silent = message.historic || quiet || message.automated !== null;
  return {
    values: {
      // An old fact needs no work; a live answer to it opens it again.
      status: message.historic ? 'solved' : 'new',
      solved_at: message.historic ? at : null,
      channel: message.channel,
      channel_id: message.channelId,
      inbox_id: inbox.id,
      brand_id: inbox.brandId,
      team_id: inbox.teamId,
      assignee_id: null,
      subject: message.subject.replaceAll('\0', '').slice(0, 500),
      preview: previewOf(message.replyText || message.text),
      message_count: 1,
      last_message_at: at,
      last_message_id: message.id,
      last_in_at: at,
      last_out_at: null,
      waiting_since: waits ? at : null,
      snoozed_until: null,
      due_at: null,
      sample: inbox.sample,
      historic: message.historic,
    },
    happened: [
      { kind: 'conversation.opened', data: { channel: message.channel, quiet: silent } },
      ...(flood ? [{ kind: 'conversation.flooded' as const }] : []),
      { kind: 'message.received', data: { messageId: message.id, quiet: silent } },
    ],
  };
}

import type { Delivery } from '../conversations/types.ts';
import { refuse } from '../platform/http/errors.ts';
import { type Caller, reaches } from '../staff/caller.ts';
import { needScope } from '../staff/signed-in.ts';

/*
 * Who may see and do what in the outbox: whoever manages an inbox, everything that leaves it; its author,
 * a message they wrote themselves and may still reply for. Letting the whole outbox rest or go is for
 * owners and admins.
 */

export type Act = 'retry' | 'send-again' | 'confirm' | 'cancel';

/** What can be done with a message, by where it is. Nothing is done with one that is leaving this moment. */
export const doableWith: Record<Delivery, readonly Act[]> = {
  held: ['cancel'],
  queued: ['retry', 'cancel'],
  sending: [],
  unknown: ['send-again', 'confirm', 'cancel'],
  failed: ['retry', 'cancel'],
  sent: [],
  delivered: [],
  bounced: [],
  cancelled: [],
};

const inboxesAt = (caller: Caller, level: 'reply' | 'manage'): string[] =>
  [...caller.inboxes].filter(([, has]) => reaches(has, level)).map(([id]) => id);

/** Whoever sees only some conversations of an inbox handles their own messages there, and nobody else's. */
const managesAll = (caller: Caller, inboxId: string): boolean =>
  caller.sight === 'all' && reaches(caller.inboxes.get(inboxId), 'manage');

/** The inboxes whose outgoing mail may be seen, all of it or one's own; null for everything there is. */
export const seesOutboxOf = (caller: Caller): { manages: string[]; replies: string[] } | null =>
  caller.seesAll
    ? null
    : {
        manages: inboxesAt(caller, 'manage').filter((id) => managesAll(caller, id)),
        replies: inboxesAt(caller, 'reply'),
      };

/** Whether the caller may act on a message of this inbox and author. */
export function mayHandle(caller: Caller, message: { inboxId: string; authorId: string | null }): boolean {
  if (caller.role === 'light') return false;
  if (caller.seesAll) return true;
  const replies = reaches(caller.inboxes.get(message.inboxId), 'reply');
  return managesAll(caller, message.inboxId) || (replies && message.authorId === caller.agentId);
}

/** Throws NOT_ALLOWED unless the caller may hold and release the whole outbox. */
export function mustRuleOutbox(caller: Caller): void {
  if (caller.role !== 'owner' && caller.role !== 'admin') {
    throw refuse('NOT_ALLOWED', 'Only owners and admins decide whether mail leaves. Ask one of them.');
  }
  needScope(caller, 'admin');
}

/** Throws NOT_FOUND unless the caller manages this inbox; to `set` something, a key needs the scope `admin`. */
export function mustManage(caller: Caller, inboxId: string, act: 'see' | 'set'): void {
  if (!reaches(caller.inboxes.get(inboxId), 'manage')) throw refuse('NOT_FOUND');
  if (act === 'set') needScope(caller, 'admin');
}

import { refuse } from '../platform/http/errors.ts';
import { type Caller, reaches } from '../staff/caller.ts';
import { needScope } from '../staff/signed-in.ts';

/*
 * Who may see and do what with channels. Connecting one means typing in a password and deciding where a
 * company's mail goes: owners and admins. How a mailbox is, and trying it again, is for whoever manages
 * the inbox it feeds (supervisors manage all).
 */

const isAdmin = ({ role }: Caller): boolean => role === 'owner' || role === 'admin';
const manages = (caller: Caller, inboxId: string): boolean => reaches(caller.inboxes.get(inboxId), 'manage');

/** The inboxes whose channels may be seen; null for all, archived inboxes included. */
export const seesChannelsOf = (caller: Caller): string[] | null =>
  isAdmin(caller) ? null : [...caller.inboxes.keys()].filter((id) => manages(caller, id));

/** Throws NOT_ALLOWED unless the caller may connect, change or disconnect channels. */
export function mustSetUp(caller: Caller): void {
  if (!isAdmin(caller))
    throw refuse('NOT_ALLOWED', 'Only owners and admins set up mailboxes. Ask one of them.');
  needScope(caller, 'admin');
}

/** Throws NOT_FOUND unless the caller may see the channel of that inbox and have it tried again. */
export function mustOversee(caller: Caller, inboxId: string | undefined): void {
  if (!inboxId || !(isAdmin(caller) || manages(caller, inboxId))) throw refuse('NOT_FOUND');
}

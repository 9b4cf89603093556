import { refuse } from '../platform/http/errors.ts';
import { type Caller, reaches } from '../staff/caller.ts';

/*
 * Who may see and do what to customers, as one page. A customer belongs to no inbox: one person writes to
 * many. So whoever may see any inbox sees customers, whoever may answer in any may change them, and what
 * they said stays behind the scope of conversations.
 */

const acts = {
  'customer.see': 'view',
  'customer.change': 'reply',
  'customer.block': 'reply',
  'company.change': 'reply',
} as const;

export type Action = keyof typeof acts;
export const actions = Object.keys(acts) as Action[];

/** Whether the caller may do this to customers. */
export function may(caller: Caller, action: Action): boolean {
  const needed = acts[action];
  if (caller.role === 'light' && needed !== 'view') return false;
  return caller.seesAll || [...caller.inboxes.values()].some((level) => reaches(level, needed));
}

/** Throws NOT_FOUND for whoever sees no customer, NOT_ALLOWED for what may not be done. */
export function must(caller: Caller, action: Action): void {
  if (!may(caller, 'customer.see')) throw refuse('NOT_FOUND');
  if (!may(caller, action)) throw refuse('NOT_ALLOWED');
}

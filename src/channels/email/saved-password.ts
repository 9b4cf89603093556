import { refuse } from '../../platform/http/errors.ts';

/**
 * A saved password goes to the server it was typed in for and to no other, or whoever may set up a mailbox
 * could read it by naming a server of their own. Throws BAD_INPUT when `next` is another host than `before`
 * and no password was given with it.
 */
export function needPasswordFor(
  next: { host: string } | null | undefined,
  before: { host: string } | null | undefined,
  given: string | undefined,
): void {
  if (!next || given || next.host === before?.host) return;
  throw refuse(
    'BAD_INPUT',
    `Type the password again: ${next.host} is another server than the one it was saved for. Nothing was changed.`,
  );
}

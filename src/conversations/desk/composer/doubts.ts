import type { Conversation } from '../../../ui/slots.ts';
import { type Half, htmlToWords } from './draft-body.ts';
import type { Stop } from './drafts.ts';
import { type LeftOver, leftOver } from './left-over.ts';
import type { People } from './Recipients.tsx';

/** Why a reply is stopped before it is sent, once: something in it, or work that is not done. */
export type Doubt = LeftOver | { is: 'checklist'; open: number };

/** How a message is to leave. */
export type How = {
  seen?: string | null;
  at?: Date | undefined;
  /** Whatever looked forgotten in it was meant. */
  sure?: true;
};

/** What speaks against sending this now. */
export function doubtsOf(
  { customer, checklist }: Conversation,
  half: Half,
  people: People,
  then: Stop['then'],
): Doubt[] {
  const recipients = [...people.to, ...people.cc];
  const found: Doubt[] = leftOver(htmlToWords(half.html), { customer: customer.name, recipients });
  const open = checklist ? checklist.total - checklist.done : 0;
  if (then === 'solve' && open > 0) found.push({ is: 'checklist', open });
  return found;
}

import { lazy } from 'react';
import { api } from '../../ui/api.ts';
import type { Touch } from '../../ui/live-caches.ts';
import type { Fill } from '../../ui/slots.ts';
import { withWords } from '../../ui/words.ts';

const CustomerSection = lazy(withWords(() => import('./CustomerSection.tsx')));
const FilesSection = lazy(withWords(() => import('./files/FilesSection.tsx')));

/** Messages may come by the hundred; what was said with one customer is asked for at most this often, in ms. */
const PAUSE = 2_000;
let asked = false;

/** What a colleague changed about a person, and what was said or solved with them, wherever they are shown. */
const touch: Touch = (items, caches) => {
  const has = (...starts: string[]) =>
    items.some(({ kind }) => starts.some((start) => kind.startsWith(start)));
  if (has('customer.', 'company.')) void caches.invalidateQueries({ queryKey: api.customers.key() });
  if (has('conversation.solved')) {
    void caches.invalidateQueries({ queryKey: api.conversations.solvedBefore.key() });
    void caches.invalidateQueries({ queryKey: api.conversations.resolutionHints.key() });
  }
  if (!has('message.') || asked) return;
  asked = true;
  setTimeout(() => {
    asked = false;
    void caches.invalidateQueries({ queryKey: api.conversations.customerMessages.key() });
    void caches.invalidateQueries({ queryKey: api.conversations.customerFiles.key() });
    void caches.invalidateQueries({ queryKey: api.conversations.resolutionHints.key() });
  }, PAUSE);
};

/** What the customers put on the desk. */
export const customersFill: Fill = {
  panel: [
    { id: 'customer', title: 'customers.customer', Section: CustomerSection },
    { id: 'files', title: 'customers.files', Section: FilesSection },
  ],
  touch,
};

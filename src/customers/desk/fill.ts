import { lazy } from 'react';
import { api } from '../../ui/api.ts';
import type { Touch } from '../../ui/live-caches.ts';
import type { Fill } from '../../ui/slots.ts';
import { withWords } from '../../ui/words.ts';

const CustomerSection = lazy(withWords(() => import('./CustomerSection.tsx')));
const FilesSection = lazy(withWords(() => import('./files/FilesSection.tsx')));

/** What a colleague changed about a person is asked for again wherever that person is shown. */
const touch: Touch = (items, caches) => {
  if (items.some(({ kind }) => kind.startsWith('customer.') || kind.startsWith('company.')))
    void caches.invalidateQueries({ queryKey: api.customers.key() });
};

/** What the customers put on the desk. */
export const customersFill: Fill = {
  panel: [
    { id: 'customer', title: 'customers.customer', Section: CustomerSection },
    { id: 'files', title: 'customers.files', Section: FilesSection },
  ],
  touch,
};

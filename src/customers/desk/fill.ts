import { lazy } from 'react';
import type { Fill } from '../../ui/slots.ts';
import { withWords } from '../../ui/words.ts';

const CustomerSection = lazy(withWords(() => import('./CustomerSection.tsx')));

/** What the customers put on the desk. */
export const customersFill: Fill = {
  panel: [{ id: 'customer', title: 'customers.customer', Section: CustomerSection }],
};

import { api } from '../../ui/api.ts';
import type { Touch } from '../../ui/live-caches.ts';
import type { Fill } from '../../ui/slots.ts';

/** Whatever changed about people or access, everything staff says is asked for again; it is little. */
const touch: Touch = (items, caches) => {
  if (items.some(({ kind }) => kind.startsWith('staff.')))
    void caches.invalidateQueries({ queryKey: api.staff.key() });
};

/** What staff puts on the desk: who one is, who works here, and what they may reach. */
export const staffFill: Fill = {
  touch,
};

import { lazy } from 'react';
import { api } from '../../ui/api.ts';
import type { Fill } from '../../ui/slots.ts';
import { withWords } from '../../ui/words.ts';

/** What canned replies put on the desk: a tool where one writes. */
export const cannedFill: Fill = {
  composer: [{ id: 'canned', Tool: lazy(withWords(() => import('./CannedTool.tsx'))) }],
  touch: (items, caches) => {
    if (items.some(({ kind }) => kind.startsWith('canned.')))
      void caches.invalidateQueries({ queryKey: api.canned.key() });
  },
};

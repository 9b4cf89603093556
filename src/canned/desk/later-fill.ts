import { MessageSquareQuote } from 'lucide-react';
import type { LaterFill } from '../../ui/slots.ts';

/** What canned replies put on screens that are opened later. */
export const cannedLaterFill: LaterFill = {
  settings: [
    {
      path: 'canned',
      title: 'canned.title',
      words: 'canned.words',
      icon: MessageSquareQuote,
      group: 'conversations',
      role: 'agent',
      load: () => import('./settings/Canned.tsx'),
    },
  ],
};

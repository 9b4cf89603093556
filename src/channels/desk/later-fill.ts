import { Archive, AtSign, Send } from 'lucide-react';
import type { LaterFill } from '../../ui/slots.ts';

/** What channels put on the screens that are opened later: their settings pages. */
export const channelsLaterFill: LaterFill = {
  settings: [
    {
      path: 'mailboxes',
      title: 'channels.title',
      words: 'channels.words',
      icon: AtSign,
      group: 'channels',
      role: 'agent',
      load: () => import('./Mailboxes.tsx'),
    },
    {
      path: 'outbox',
      title: 'channels.outbox.title',
      words: 'channels.outbox.words',
      icon: Send,
      group: 'channels',
      role: 'agent',
      load: () => import('./outbox/Outbox.tsx'),
    },
    {
      path: 'archives',
      title: 'channels.archive.title',
      words: 'channels.archive.words',
      icon: Archive,
      group: 'channels',
      role: 'admin',
      load: () => import('./archive/Archives.tsx'),
    },
  ],
};

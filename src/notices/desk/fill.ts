import { Bell } from 'lucide-react';
import type { Fill } from '../../ui/slots.ts';
import { touchNotices, useUnread } from './caches.ts';

/** What notices put on the desk: the bell with its count. */
export const noticesFill: Fill = {
  nav: [
    {
      id: 'notices',
      label: 'notices.title',
      icon: Bell,
      to: '/notices',
      command: 'goMentions',
      place: 'main',
      useCount: useUnread,
    },
  ],
  touch: touchNotices,
};

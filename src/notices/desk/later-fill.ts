import { Bell } from 'lucide-react';
import type { LaterFill } from '../../ui/slots.ts';

/** What notices put on the screens that are opened later. */
export const noticesLaterFill: LaterFill = {
  settings: [
    {
      path: 'notices',
      title: 'notices.title',
      words: 'notices.settings.words',
      icon: Bell,
      group: 'you',
      load: () => import('./NoticeSettings.tsx'),
    },
  ],
};

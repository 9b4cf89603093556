import { Ban, CalendarClock, CircleDot, ListFilter, Split, Tag, TextCursorInput } from 'lucide-react';
import type { LaterFill } from '../../ui/slots.ts';
import { usePaletteHits } from './palette-hits.ts';

/** What conversations put on the screens that are opened later: their settings pages. */
export const conversationsLaterFill: LaterFill = {
  settings: [
    {
      path: 'views',
      title: 'conversations.views.settings',
      words: 'conversations.views.words',
      icon: ListFilter,
      group: 'conversations',
      load: () => import('./settings/Views.tsx'),
    },
    {
      path: 'scheduled',
      title: 'conversations.scheduled.title',
      words: 'conversations.scheduled.words',
      icon: CalendarClock,
      group: 'you',
      role: 'agent',
      load: () => import('./settings/Scheduled.tsx'),
    },
    {
      path: 'tags',
      title: 'conversations.tags.title',
      words: 'conversations.tags.words',
      icon: Tag,
      group: 'conversations',
      role: 'supervisor',
      load: () => import('./settings/Tags.tsx'),
    },
    {
      path: 'statuses',
      title: 'conversations.statuses.title',
      words: 'conversations.statuses.words',
      settings: ['conversations.statuses.waitingDays', 'conversations.statuses.reopen'],
      icon: CircleDot,
      group: 'conversations',
      role: 'supervisor',
      load: () => import('./settings/Statuses.tsx'),
    },
    {
      path: 'fields',
      title: 'conversations.fields.title',
      words: 'conversations.fields.words',
      icon: TextCursorInput,
      group: 'conversations',
      role: 'admin',
      load: () => import('./settings/CustomFields.tsx'),
    },
    {
      path: 'causes',
      title: 'conversations.causes.title',
      words: 'conversations.causes.words',
      icon: Split,
      group: 'conversations',
      role: 'supervisor',
      load: () => import('./settings/Causes.tsx'),
    },
    {
      path: 'blocked',
      title: 'conversations.blocked.title',
      words: 'conversations.blocked.words',
      icon: Ban,
      group: 'channels',
      role: 'agent',
      load: () => import('./settings/Blocked.tsx'),
    },
  ],
  usePaletteHits,
};

import { Ban, Split, TextCursorInput } from 'lucide-react';
import type { LaterFill } from '../../ui/slots.ts';
import { usePaletteHits } from './palette-hits.ts';

/** What conversations put on the screens that are opened later: their settings pages. */
export const conversationsLaterFill: LaterFill = {
  settings: [
    {
      path: 'fields',
      title: 'conversations.fields.title',
      words: 'conversations.fields.words',
      icon: TextCursorInput,
      group: 'workspace',
      role: 'admin',
      load: () => import('./settings/CustomFields.tsx'),
    },
    {
      path: 'causes',
      title: 'conversations.causes.title',
      words: 'conversations.causes.words',
      icon: Split,
      group: 'workspace',
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

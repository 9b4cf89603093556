import { MessageCircleQuestion } from 'lucide-react';
import type { LaterFill } from '../../ui/slots.ts';

/** What feedback puts on screens that are opened later: what each inbox asks. */
export const feedbackLaterFill: LaterFill = {
  settings: [
    {
      path: 'after-solving',
      title: 'feedback.asking.title',
      words: 'feedback.asking.words',
      icon: MessageCircleQuestion,
      group: 'conversations',
      role: 'supervisor',
      load: () => import('./settings/AfterSolving.tsx'),
    },
  ],
};

import { Smile } from 'lucide-react';
import { lazy } from 'react';
import { api } from '../../ui/api.ts';
import type { Touch } from '../../ui/live-caches.ts';
import type { Fill } from '../../ui/slots.ts';
import { withWords } from '../../ui/words.ts';

const FeedbackSection = lazy(withWords(() => import('./FeedbackSection.tsx')));

const touch: Touch = (items, caches) => {
  if (items.some(({ kind }) => kind === 'conversation.feedback' || kind === 'message.automatic'))
    void caches.invalidateQueries({ queryKey: api.feedback.key() });
};

/** What feedback puts on the desk: its figures, and what the customer says beside a conversation. */
export const feedbackFill: Fill = {
  nav: [
    {
      id: 'satisfaction',
      label: 'feedback.nav',
      icon: Smile,
      to: '/satisfaction',
      place: 'more',
      role: 'supervisor',
    },
  ],
  panel: [{ id: 'feedback', title: 'feedback.says', Section: FeedbackSection }],
  touch,
};

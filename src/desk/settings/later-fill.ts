import { Contrast, Keyboard } from 'lucide-react';
import type { LaterFill } from '../../ui/slots.ts';

/** The settings of the desk itself. */
export const deskLaterFill: LaterFill = {
  settings: [
    {
      path: 'appearance',
      title: 'desk.look.title',
      words: 'desk.look.words',
      icon: Contrast,
      group: 'you',
      load: () => import('./Appearance.tsx'),
    },
    {
      path: 'keyboard',
      title: 'desk.keyboard.title',
      words: 'desk.keyboard.words',
      icon: Keyboard,
      group: 'you',
      load: () => import('./Keyboard.tsx'),
    },
  ],
};

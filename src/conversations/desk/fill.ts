import {
  Archive,
  BellRing,
  CheckCheck,
  CircleCheck,
  Clock,
  Hourglass,
  Inbox,
  ShieldAlert,
  Trash2,
  Users,
  UsersRound,
} from 'lucide-react';
import { lazy } from 'react';
import type { Fill } from '../../ui/slots.ts';
import { withWords } from '../../ui/words.ts';
import { touchConversations, useCount } from './caches.ts';
import { ChecklistBadge } from './checklist/ChecklistBadge.tsx';
import { SettledMark } from './SettledMark.tsx';

const NavViews = lazy(withWords(() => import('./views/NavViews.tsx')));

/** What the conversations put on the desk. */
export const conversationsFill: Fill = {
  nav: [
    {
      id: 'mine',
      label: 'conversations.view.mine',
      icon: Inbox,
      to: '/inbox/mine',
      command: 'goInbox',
      place: 'main',
      useCount: () => useCount('mine'),
    },
    {
      id: 'unassigned',
      label: 'conversations.view.unassigned',
      icon: Users,
      to: '/inbox/unassigned',
      command: 'goUnassigned',
      place: 'main',
      useCount: () => useCount('unassigned'),
    },
    {
      id: 'waiting',
      label: 'conversations.view.waiting',
      icon: Hourglass,
      to: '/inbox/waiting',
      command: 'goWaiting',
      place: 'main',
      useCount: () => useCount('waiting'),
    },
    {
      id: 'snoozed',
      label: 'conversations.view.snoozed',
      icon: Clock,
      to: '/inbox/snoozed',
      place: 'main',
      useCount: () => useCount('snoozed'),
    },
    {
      id: 'open',
      label: 'conversations.view.open',
      icon: CheckCheck,
      to: '/inbox/open',
      place: 'main',
      useCount: () => useCount('open'),
    },
    {
      id: 'followed',
      label: 'conversations.view.followed',
      icon: BellRing,
      to: '/inbox/followed',
      place: 'more',
    },
    {
      id: 'solved',
      label: 'conversations.view.solved',
      icon: CircleCheck,
      to: '/inbox/solved',
      place: 'more',
    },
    {
      id: 'work',
      label: 'conversations.work.title',
      icon: UsersRound,
      to: '/team',
      place: 'more',
      role: 'supervisor',
    },
    { id: 'all', label: 'conversations.view.all', icon: Archive, to: '/inbox/all', place: 'more' },
    { id: 'spam', label: 'conversations.view.spam', icon: ShieldAlert, to: '/inbox/spam', place: 'more' },
    { id: 'bin', label: 'conversations.view.bin', icon: Trash2, to: '/inbox/bin', place: 'more' },
  ],
  navSections: [{ id: 'views', Section: NavViews }],
  badges: [
    { id: 'settled', Badge: SettledMark },
    { id: 'checklist', Badge: ChecklistBadge },
  ],
  touch: touchConversations,
};

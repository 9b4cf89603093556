import {
  Building2,
  Inbox,
  KeyRound,
  LockKeyhole,
  Network,
  Tags,
  UserRound,
  Users,
  UsersRound,
} from 'lucide-react';
import { api } from '../../ui/api.ts';
import type { Touch } from '../../ui/live-caches.ts';
import type { Fill } from '../../ui/slots.ts';

/** Whatever changed about people or access, everything staff says is asked for again; it is little. */
const touch: Touch = (items, caches) => {
  if (items.some(({ kind }) => kind.startsWith('staff.')))
    void caches.invalidateQueries({ queryKey: api.staff.key() });
};

/** What staff puts on the desk: who one is, who works here, and what they may reach. */
export const staffFill: Fill = {
  settings: [
    {
      path: 'profile',
      title: 'staff.profile.title',
      words: 'staff.profile.words',
      icon: UserRound,
      group: 'you',
      load: () => import('./settings/Profile.tsx'),
    },
    {
      path: 'security',
      title: 'staff.security.title',
      words: 'staff.security.words',
      icon: LockKeyhole,
      group: 'you',
      load: () => import('./settings/Security.tsx'),
    },
    {
      path: 'workspace',
      title: 'staff.workspace.title',
      words: 'staff.workspace.words',
      icon: Building2,
      group: 'workspace',
      role: 'admin',
      load: () => import('./settings/Workspace.tsx'),
    },
    {
      path: 'people',
      title: 'staff.people.title',
      words: 'staff.people.words',
      icon: Users,
      group: 'workspace',
      role: 'admin',
      load: () => import('./settings/People.tsx'),
    },
    {
      path: 'teams',
      title: 'staff.teams.title',
      words: 'staff.teams.words',
      icon: UsersRound,
      group: 'workspace',
      role: 'supervisor',
      load: () => import('./settings/Teams.tsx'),
    },
    {
      path: 'brands',
      title: 'staff.brands.title',
      words: 'staff.brands.words',
      icon: Tags,
      group: 'workspace',
      role: 'admin',
      load: () => import('./settings/Brands.tsx'),
    },
    {
      path: 'inboxes',
      title: 'staff.inboxes.title',
      words: 'staff.inboxes.words',
      icon: Inbox,
      group: 'workspace',
      role: 'supervisor',
      load: () => import('./settings/Inboxes.tsx'),
    },
    {
      path: 'network',
      title: 'staff.network.title',
      words: 'staff.network.words',
      icon: Network,
      group: 'channels',
      role: 'admin',
      load: () => import('./settings/Network.tsx'),
    },
    {
      path: 'api-keys',
      title: 'staff.keys.title',
      words: 'staff.keys.words',
      icon: KeyRound,
      group: 'developers',
      role: 'admin',
      load: () => import('./settings/ApiKeys.tsx'),
    },
  ],
  touch,
};

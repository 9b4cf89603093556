import {
  Archive,
  BellRing,
  Check,
  Clock,
  Ellipsis,
  Flag,
  FolderInput,
  Forward,
  Hourglass,
  Link2,
  Merge,
  MessagesSquare,
  Pause,
  Pencil,
  RotateCcw,
  ShieldAlert,
  Tag,
  Trash2,
  UserRoundPlus,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { CommandId } from '../../../ui/bindings.ts';
import { keysOf, run, useActiveCommands } from '../../../ui/commands.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { t, type WordId } from '../../../ui/words.ts';
import type { Acting } from './acting.ts';

/**
 * Everything that can be done with the open or chosen conversations: each key has its twin here. Following is no
 * act on the conversation; where it can be done, its command is there.
 */
export default function ActMenu({ acting }: { acting: Acting }) {
  const follows = useActiveCommands().includes('follow');
  return (
    <Menu
      trigger={
        <IconButton label={t('conversations.more')}>
          <Ellipsis size={16} aria-hidden="true" />
        </IconButton>
      }
      items={menuOf(acting, follows)}
    />
  );
}

const icons: Partial<Record<CommandId, ReactNode>> = {
  assign: <UserRoundPlus size={15} aria-hidden="true" />,
  snooze: <Clock size={15} aria-hidden="true" />,
  solve: <Check size={15} aria-hidden="true" />,
  reopen: <RotateCcw size={15} aria-hidden="true" />,
  wait: <Hourglass size={15} aria-hidden="true" />,
  hold: <Pause size={15} aria-hidden="true" />,
  priority: <Flag size={15} aria-hidden="true" />,
  tag: <Tag size={15} aria-hidden="true" />,
  move: <FolderInput size={15} aria-hidden="true" />,
  subject: <Pencil size={15} aria-hidden="true" />,
  forward: <Forward size={15} aria-hidden="true" className="rtl:-scale-x-100" />,
  aside: <MessagesSquare size={15} aria-hidden="true" />,
  link: <Link2 size={15} aria-hidden="true" />,
  follow: <BellRing size={15} aria-hidden="true" />,
  merge: <Merge size={15} aria-hidden="true" />,
  spam: <ShieldAlert size={15} aria-hidden="true" />,
  bin: <Trash2 size={15} aria-hidden="true" />,
  restore: <Archive size={15} aria-hidden="true" />,
};

const groups: readonly CommandId[][] = [
  ['assignMe', 'assign', 'follow', 'snooze'],
  ['wait', 'hold', 'reopen'],
  ['tag', 'priority', 'subject', 'move'],
  ['forward', 'aside', 'link', 'merge'],
  ['restore', 'spam', 'bin'],
];

function menuOf(acting: Acting, follows: boolean): MenuItem[] {
  const offered = (id: CommandId) => (id === 'follow' ? follows : acting.offers.has(id));
  const shown = groups.map((group) => group.filter(offered)).filter((group) => group.length > 0);
  return shown.flatMap((group, place): MenuItem[] => [
    ...(place > 0 ? (['line'] as const) : []),
    ...group.map((id) => ({
      label: t(`ui.keys.${id}` as WordId),
      icon: icons[id] ?? <UserRoundPlus size={15} aria-hidden="true" />,
      keys: keysOf(id),
      danger: id === 'bin',
      onSelect: () => void run(id),
    })),
  ]);
}

import {
  Archive,
  Check,
  Clock,
  Ellipsis,
  Flag,
  FolderInput,
  Hourglass,
  Pause,
  Reply,
  RotateCcw,
  ShieldAlert,
  Tag,
  Trash2,
  UserRoundPlus,
} from 'lucide-react';
import { lazy, type ReactNode, type RefObject, Suspense } from 'react';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import type { CommandId } from '../../../ui/bindings.ts';
import { BackButton, Bar } from '../../../ui/Columns.tsx';
import { keysOf, run } from '../../../ui/commands.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import type { MenuItem } from '../../../ui/Menu.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import type { Conversation } from '../../../ui/slots.ts';
import { t, type WordId } from '../../../ui/words.ts';
import type { Acting, PickName } from '../act/acting.ts';
import { statusName, statusTone } from '../names.ts';

const Picks = lazy(() => import('../act/Picks.tsx'));

type Props = {
  conversation: Conversation;
  acting: Acting;
  anchor: RefObject<HTMLDivElement | null>;
  toggle: ReactNode;
  onBack: () => void;
};

/** What it is about, how it stands, and everything that can be done with it. */
export function Head({ conversation, acting, anchor, toggle, onBack }: Props) {
  const { subject, number, status, place, may } = conversation;
  return (
    <Bar className="gap-1.5">
      <BackButton onBack={onBack} />
      <h1 dir="auto" className="min-w-0 truncate font-semibold text-14">
        {subject || t('conversations.noSubject')}
      </h1>
      <bdi className="ms-0.5 hidden shrink-0 text-12 text-ink3 pair:inline">#{number}</bdi>
      <span className="me-1 hidden shrink-0 pair:inline">
        {place === 'inbox' ? (
          <Badge tone={statusTone(status)}>{statusName(status)}</Badge>
        ) : (
          <Badge tone="bad">
            {t(place === 'spam' ? 'conversations.view.spam' : 'conversations.view.bin')}
          </Badge>
        )}
      </span>
      <div ref={anchor} className="ms-auto flex shrink-0 items-center gap-1">
        {may.reply && (
          <IconButton
            label={t('ui.keys.reply')}
            keys={keysOf('reply')}
            onClick={() => run('reply')}
            className="hidden pair:inline-grid"
          >
            <Reply size={16} aria-hidden="true" className="rtl:-scale-x-100" />
          </IconButton>
        )}
        {may.change && (
          <>
            <Question acting={acting} pick="assign" className="hidden pair:inline-grid">
              <UserRoundPlus size={16} aria-hidden="true" />
            </Question>
            <Question acting={acting} pick="snooze" className="hidden pair:inline-grid">
              <Clock size={16} aria-hidden="true" />
            </Question>
            <Menu
              trigger={
                <IconButton label={t('conversations.more')}>
                  <Ellipsis size={16} aria-hidden="true" />
                </IconButton>
              }
              items={menuOf(acting)}
            />
            <MainAct acting={acting} />
          </>
        )}
        {toggle}
      </div>
      <Suspense>{acting.pick && <Picks acting={acting} anchor={anchor.current} />}</Suspense>
    </Bar>
  );
}

/** The verb that is mostly next: solve, reopen, or take back out of spam or the bin. */
function MainAct({ acting }: { acting: Acting }) {
  const [main, icon]: [CommandId, ReactNode] = acting.offers.has('restore')
    ? ['restore', <RotateCcw key="icon" size={14} aria-hidden="true" />]
    : acting.offers.has('solve')
      ? ['solve', <Check key="icon" size={14} aria-hidden="true" />]
      : ['reopen', <RotateCcw key="icon" size={14} aria-hidden="true" />];
  const label = t(main === 'restore' ? 'conversations.restore' : `ui.keys.${main as 'solve' | 'reopen'}`);
  const asks = main === 'solve';
  return (
    <Button
      icon={icon}
      onClick={() => (asks ? acting.setPick(acting.pick === 'solve' ? null : 'solve') : run(main))}
      data-tip={label}
      data-keys={keysOf(main)}
      {...(asks && { 'aria-expanded': acting.pick === 'solve', 'aria-haspopup': 'dialog' })}
    >
      {label}
    </Button>
  );
}

type QuestionProps = { acting: Acting; pick: PickName & CommandId; children: ReactNode; className?: string };

/** A button for an act that asks something first. */
function Question({ acting, pick, children, className }: QuestionProps) {
  if (!acting.offers.has(pick)) return null;
  return (
    <IconButton
      label={t(`ui.keys.${pick}`)}
      keys={keysOf(pick)}
      aria-haspopup="dialog"
      aria-expanded={acting.pick === pick}
      onClick={() => acting.setPick(acting.pick === pick ? null : pick)}
      className={className}
    >
      {children}
    </IconButton>
  );
}

const icons: Partial<Record<CommandId, ReactNode>> = {
  reply: <Reply size={15} aria-hidden="true" className="rtl:-scale-x-100" />,
  assign: <UserRoundPlus size={15} aria-hidden="true" />,
  snooze: <Clock size={15} aria-hidden="true" />,
  solve: <Check size={15} aria-hidden="true" />,
  reopen: <RotateCcw size={15} aria-hidden="true" />,
  wait: <Hourglass size={15} aria-hidden="true" />,
  hold: <Pause size={15} aria-hidden="true" />,
  priority: <Flag size={15} aria-hidden="true" />,
  tag: <Tag size={15} aria-hidden="true" />,
  move: <FolderInput size={15} aria-hidden="true" />,
  spam: <ShieldAlert size={15} aria-hidden="true" />,
  bin: <Trash2 size={15} aria-hidden="true" />,
  restore: <Archive size={15} aria-hidden="true" />,
};

const groups: readonly CommandId[][] = [
  ['assignMe', 'assign', 'snooze'],
  ['wait', 'hold', 'reopen'],
  ['tag', 'priority', 'move'],
  ['restore', 'spam', 'bin'],
];

/** Everything that can be done, as lines of a menu: each key has its twin here. */
export function menuOf(acting: Acting): MenuItem[] {
  const shown = groups
    .map((group) => group.filter((id) => acting.offers.has(id)))
    .filter((group) => group.length > 0);
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

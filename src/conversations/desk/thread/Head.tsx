import { Check, Clock, Reply, RotateCcw, UserRoundPlus } from 'lucide-react';
import { lazy, type ReactNode, type RefObject, Suspense } from 'react';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import type { CommandId } from '../../../ui/bindings.ts';
import { BackButton, Bar } from '../../../ui/Columns.tsx';
import { keysOf, run } from '../../../ui/commands.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import type { Conversation } from '../../../ui/slots.ts';
import { t, withWords } from '../../../ui/words.ts';
import type { Acting, PickName } from '../act/acting.ts';
import { ChecklistBadge } from '../checklist/ChecklistBadge.tsx';
import { statusName, statusTone } from '../names.ts';
import { SettledMark } from '../SettledMark.tsx';

const Picks = lazy(withWords(() => import('../act/Picks.tsx')));
const Follow = lazy(withWords(() => import('../follow/Follow.tsx')));
const Here = lazy(() => import('../follow/Here.tsx'));
const ActMenu = lazy(withWords(() => import('../act/ActMenu.tsx')));

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
        {place !== 'spam' && place !== 'bin' ? (
          <>
            <Badge tone={statusTone(status)}>{statusName(status)}</Badge> <SettledMark row={conversation} />
          </>
        ) : (
          <Badge tone="bad">
            {t(place === 'spam' ? 'conversations.view.spam' : 'conversations.view.bin')}
          </Badge>
        )}
      </span>
      <ChecklistBadge row={conversation} />
      <div ref={anchor} className="ms-auto flex shrink-0 items-center gap-1">
        <Suspense>
          <Here id={conversation.id} />
        </Suspense>
        <Suspense>
          <Follow id={conversation.id} />
        </Suspense>
        {may.reply && (
          <IconButton
            label={t('ui.keys.reply')}
            keys={keysOf('reply')}
            onClick={() => run('reply')}
            className="max-pair:hidden"
          >
            <Reply size={16} aria-hidden="true" className="rtl:-scale-x-100" />
          </IconButton>
        )}
        {may.change && (
          <>
            <Question acting={acting} pick="assign" className="max-pair:hidden">
              <UserRoundPlus size={16} aria-hidden="true" />
            </Question>
            <Question acting={acting} pick="snooze" className="max-pair:hidden">
              <Clock size={16} aria-hidden="true" />
            </Question>
            <Suspense fallback={<span className="size-7" />}>
              <ActMenu acting={acting} />
            </Suspense>
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

import { CalendarClock, CornerUpLeft, Pencil, Send, Trash2, X } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { Banner } from '../../../ui/Banner.tsx';
import { useNow } from '../../../ui/clock.ts';
import { run } from '../../../ui/commands.ts';
import { fullTime, shortTime } from '../../../ui/format.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import type { Conversation } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import { zoneName } from '../when/zone.ts';
import {
  moveScheduled,
  type Scheduled,
  sendScheduledNow,
  takeBackScheduled,
  throwAway,
  useScheduled,
} from './scheduled.ts';

const LaterPick = lazy(() => import('./LaterPick.tsx'));

/** The replies that wait in a conversation, over where one writes, and what came back instead of leaving. */
export default function ScheduledHere({ conversation }: { conversation: Conversation }) {
  const all = useScheduled(conversation.id);
  if (all.length === 0) return null;
  return (
    <ul
      aria-label={t('conversations.later.waiting')}
      className="flex max-h-48 flex-col gap-1.5 overflow-y-auto"
    >
      {all.map((one) => (
        <li key={one.id}>
          {one.state === 'returned' ? (
            <Returned one={one} />
          ) : (
            <ScheduledLine one={one} may={conversation.may.reply} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Returned({ one }: { one: Scheduled }) {
  const now = useNow();
  const values = {
    why: one.why ?? 'other',
    customer: one.conversation.customer,
    time: shortTime(one.sendAt, now),
    note: one.note ?? '',
  };
  return (
    <div className="overflow-hidden rounded-surface">
      <Banner
        tone="warn"
        icon={<CornerUpLeft size={14} aria-hidden="true" className="shrink-0 rtl:-scale-x-100" />}
        action={
          <IconButton label={t('ui.dismiss')} onClick={() => void takeBackScheduled(one)}>
            <X size={14} aria-hidden="true" />
          </IconButton>
        }
      >
        {t('conversations.later.returned', values)}
      </Banner>
    </div>
  );
}

/** One reply that waits: when it leaves, how it begins, and what one may do with it. */
function ScheduledLine({ one, may }: { one: Scheduled; may: boolean }) {
  const now = useNow();
  const [moving, setMoving] = useState(false);
  const clock = useRef<HTMLButtonElement>(null);
  const values = { time: shortTime(one.sendAt, now), zone: zoneName(one.sendAt), who: one.agent.name };
  return (
    <div className="flex items-start gap-2.5 rounded-surface border border-line-strong/55 border-dashed bg-panel py-1.5 ps-3.5 pe-2">
      <CalendarClock size={15} aria-hidden="true" className="mt-1.5 shrink-0 text-accent-ink" />
      <div className="min-w-0 flex-1 py-1">
        <p className="text-12" title={fullTime(one.sendAt)}>
          <span className="font-semibold">{t('conversations.later.leaves', values)}</span>
          <span className="text-ink2">
            {' '}
            · {one.mine ? t('conversations.you') : <bdi>{one.agent.name}</bdi>}
          </span>
          {one.statusAfter === 'solved' && (
            <span className="text-ink2"> · {t('conversations.later.thenSolved')}</span>
          )}
        </p>
        <p dir="auto" className="line-clamp-2 text-ink2 wrap-anywhere">
          {one.text}
        </p>
      </div>
      {may && (
        <span className="flex shrink-0 flex-wrap justify-end">
          {one.mine && (
            <>
              <IconButton
                label={t('conversations.later.edit')}
                onClick={() => void takeBackScheduled(one).then((done) => done && run('reply'))}
              >
                <Pencil size={14} aria-hidden="true" />
              </IconButton>
              <IconButton
                ref={clock}
                label={t('conversations.later.move')}
                aria-haspopup="dialog"
                aria-expanded={moving}
                onClick={() => setMoving(!moving)}
              >
                <CalendarClock size={14} aria-hidden="true" />
              </IconButton>
              <IconButton label={t('conversations.later.sendNow')} onClick={() => void sendScheduledNow(one)}>
                <Send size={14} aria-hidden="true" className="rtl:-scale-x-100" />
              </IconButton>
            </>
          )}
          <IconButton
            label={t(one.mine ? 'conversations.later.throwAway' : 'conversations.later.callOff', {
              who: one.agent.name,
            })}
            onClick={() => void (one.mine ? throwAway(one) : takeBackScheduled(one))}
          >
            <Trash2 size={14} aria-hidden="true" />
          </IconButton>
        </span>
      )}
      {moving && (
        <Suspense>
          <LaterPick
            anchor={clock.current}
            onClose={() => setMoving(false)}
            onPick={(at) => {
              setMoving(false);
              void moveScheduled(one, at);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

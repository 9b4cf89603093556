import {
  AtSign,
  Hand,
  Inbox,
  type LucideIcon,
  MailWarning,
  MessageSquareReply,
  MessagesSquare,
  RotateCcw,
  StickyNote,
  UserRoundPlus,
} from 'lucide-react';
import { cx } from '../../ui/cx.ts';
import { fullTime, shortAgo } from '../../ui/format.ts';
import { t } from '../../ui/words.ts';
import type { Notice } from './caches.ts';

const icons: Record<Notice['kind'], LucideIcon> = {
  mentioned: AtSign,
  handed: Hand,
  assigned: UserRoundPlus,
  undelivered: MailWarning,
  reopened: RotateCcw,
  answered: MessageSquareReply,
  side: MessagesSquare,
  noted: StickyNote,
  arrived: Inbox,
};

/** What happened, in words: "Maya mentioned you". */
export const lineOf = ({ kind, by }: Notice): string =>
  t('notices.line', { kind, who: by.name, by: by.kind === 'agent' && by.name ? 'agent' : by.kind });

type Props = { notice: Notice; current: boolean; now: Date };

/** One notice in the list: what happened, where, and its first words. 72 px high. */
export function NoticeRow({ notice, current, now }: Props) {
  const { kind, at, read, times, words, conversation } = notice;
  const Icon = icons[kind];
  return (
    <div
      className={cx(
        'mx-2 flex h-full gap-2.5 rounded-menu px-3 pt-2',
        current ? 'bg-accent-soft' : 'hover:bg-raise/60',
      )}
    >
      <span
        aria-hidden="true"
        className={cx(
          'mt-0.5 grid size-7 shrink-0 place-items-center rounded-full',
          kind === 'undelivered'
            ? 'bg-bad-soft text-bad'
            : read
              ? 'bg-raise text-ink3'
              : 'bg-accent-soft text-accent-ink',
        )}
      >
        <Icon size={15} />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-1.5">
          <span dir="auto" className={cx('truncate', read ? 'text-ink2' : 'font-semibold')}>
            {lineOf(notice)}
          </span>
          {times > 1 && (
            <span
              role="img"
              aria-label={t('notices.times', { count: times })}
              className="tabular rounded-full bg-raise px-1.5 text-11 text-ink2"
            >
              {times}
            </span>
          )}
          <time
            dateTime={at.toISOString()}
            title={fullTime(at)}
            className="tabular ms-auto shrink-0 text-11 text-ink3"
          >
            {shortAgo(at, now)}
          </time>
          {!read && (
            <span
              role="img"
              aria-label={t('notices.unread')}
              className="size-1.5 shrink-0 rounded-full bg-accent"
            />
          )}
        </div>
        <div className="truncate text-12">
          <bdi className="text-ink3">#{conversation.number}</bdi>{' '}
          <span dir="auto">{conversation.subject || conversation.customer}</span>
        </div>
        <div dir="auto" className="truncate text-12 text-ink2">
          {words || conversation.customer}
        </div>
      </div>
    </div>
  );
}

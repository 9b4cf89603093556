import { StickyNote } from 'lucide-react';
import type { ReactNode } from 'react';
import { Avatar } from '../../ui/Avatar.tsx';
import { cx } from '../../ui/cx.ts';
import { fullTime, shortAgo } from '../../ui/format.ts';
import { t } from '../../ui/words.ts';

export type BubbleProps = {
  direction: 'in' | 'out' | 'note';
  author: { id: string; name: string; you?: boolean };
  at: Date;
  now: Date;
  /** Beside the time: trust, "automatic answer", a pending sender. */
  marks?: ReactNode;
  /** The words, already safe to show. */
  children: ReactNode;
  /** Under the words: attachments, folded quotation, delivery state. */
  foot?: ReactNode;
  menu?: ReactNode;
};

const looks = {
  in: 'border-line bg-panel',
  out: 'border-transparent bg-accent-soft',
  note: 'border-note-line bg-note',
};

/** One message: the customer's on the start side, ours on the end side, notes in yellow and nothing else is. */
export function MessageBubble({ direction, author, at, now, marks, children, foot, menu }: BubbleProps) {
  const ours = direction !== 'in';
  return (
    <article className={cx('group/bubble flex items-start gap-2.5', ours && 'flex-row-reverse')}>
      <Avatar id={author.id} name={author.name} />
      <div
        className={cx(
          'min-w-0 max-w-[68ch] rounded-bubble border px-3.5 pt-2 pb-2.5 text-14',
          looks[direction],
          ours && 'flex-1',
        )}
      >
        <header className="mb-0.5 flex flex-wrap items-center gap-x-2 text-12">
          <span dir="auto" className="font-semibold">
            {author.you ? t('conversations.you') : author.name}
          </span>
          {direction === 'note' && (
            <span className="inline-flex items-center gap-1 font-medium text-note-ink">
              <StickyNote size={13} aria-hidden="true" />
              {t('conversations.note')}
            </span>
          )}
          <time
            dateTime={at.toISOString()}
            title={fullTime(at)}
            className={direction === 'in' ? 'text-ink3' : 'text-ink2'}
          >
            {t('conversations.ago', { time: shortAgo(at, now) })}
          </time>
          {marks}
          {menu && (
            <span className="-my-1 ms-auto opacity-0 focus-within:opacity-100 group-hover/bubble:opacity-100 pointer-coarse:opacity-100">
              {menu}
            </span>
          )}
        </header>
        <div dir="auto" className="whitespace-pre-wrap wrap-anywhere">
          {children}
        </div>
        {foot && <footer className="mt-2 flex flex-col gap-2 text-12">{foot}</footer>}
      </div>
    </article>
  );
}

import { StickyNote } from 'lucide-react';
import type { ReactNode } from 'react';
import { Avatar } from '../../ui/Avatar.tsx';
import { cx } from '../../ui/cx.ts';
import { t } from '../../ui/words.ts';
import { Ago } from './thread/Ago.tsx';

export type BubbleProps = {
  direction: 'in' | 'out' | 'note';
  author: { id: string; name: string; you?: boolean };
  at: Date;
  /** Beside the time: trust, "automatic answer". */
  marks?: ReactNode;
  /** Over the words: a warning about who wrote them. */
  warning?: ReactNode;
  /** The words, already safe to show. */
  children: ReactNode;
  /** Under the words: attachments, folded quotation, delivery state. */
  foot?: ReactNode;
  menu?: ReactNode;
  /** Not yet with the server. */
  faint?: boolean;
};

const looks = {
  in: 'border-line bg-panel',
  out: 'border-transparent bg-accent-soft',
  note: 'border-note-line bg-note',
};

/** One message: the customer's on the start side, ours on the end side, notes in yellow and nothing else is. */
export function MessageBubble(props: BubbleProps) {
  const { direction, author, at, marks, warning, children, foot, menu, faint } = props;
  const ours = direction !== 'in';
  return (
    <article
      className={cx(
        'group/bubble flex items-start gap-2.5 [contain-intrinsic-size:auto_7rem] [content-visibility:auto]',
        ours && 'flex-row-reverse',
      )}
    >
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
          <Ago at={at} className={direction === 'in' ? 'text-ink3' : 'text-ink2'} />
          {marks}
          {menu && (
            <span className="-my-1 ms-auto opacity-0 focus-within:opacity-100 group-hover/bubble:opacity-100 has-data-popup-open:opacity-100 pointer-coarse:opacity-100">
              {menu}
            </span>
          )}
        </header>
        {warning}
        <div dir="auto" className={cx('whitespace-pre-wrap wrap-anywhere', faint && 'text-ink2')}>
          {children}
        </div>
        {foot && <footer className="mt-2 flex flex-col gap-2 text-12">{foot}</footer>}
      </div>
    </article>
  );
}

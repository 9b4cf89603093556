import { Link } from '@tanstack/react-router';
import { Bot, Check, CircleDot, Paperclip } from 'lucide-react';
import { memo, useId, useState } from 'react';
import { Avatar } from '../../../ui/Avatar.tsx';
import type { client } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { useNow } from '../../../ui/clock.ts';
import { cx } from '../../../ui/cx.ts';
import { fileSize, fullTime, shortAgo } from '../../../ui/format.ts';
import { t } from '../../../ui/words.ts';

export type SaidItem = Awaited<ReturnType<typeof client.conversations.customerMessages>>['items'][number];

/** Characters after which a message is folded. */
const LONG = 600;

/** One message of the timeline, under its conversation's heading where that changes. */
export const Said = memo(function Said({ item, heading }: { item: SaidItem; heading: boolean }) {
  const now = useNow();
  const id = useId();
  const [whole, setWhole] = useState(false);
  const { message, conversation } = item;
  const text = (message.replyText || message.text).trim();
  const long = text.length > LONG || text.split('\n').length > 10;
  return (
    <>
      {heading && <Heading conversation={conversation} />}
      <article
        aria-labelledby={id}
        className={cx(
          'flex gap-3 border-line border-x border-b px-4 py-3 last:rounded-b-surface has-[+h2]:rounded-b-surface',
          message.direction === 'note' ? 'bg-note' : 'bg-panel',
        )}
      >
        {message.author.name ? (
          <Avatar id={message.author.id ?? message.author.name} name={message.author.name} />
        ) : (
          <span className="grid size-7 shrink-0 place-items-center rounded-full bg-raise text-ink2">
            <Bot size={15} aria-hidden="true" />
          </span>
        )}
        <div className="min-w-0 flex-1">
          <header id={id} className="flex items-baseline gap-2">
            <span dir="auto" className="min-w-0 truncate font-medium">
              {message.author.name || t('customers.automatic')}
            </span>
            {message.direction === 'note' && (
              <span className="text-12 text-note-ink">{t('customers.internal')}</span>
            )}
            <time
              dateTime={message.at.toISOString()}
              title={fullTime(message.at)}
              className={cx(
                'ms-auto shrink-0 text-12',
                message.direction === 'note' ? 'text-note-ink' : 'text-ink3',
              )}
            >
              {shortAgo(message.at, now)}
            </time>
          </header>
          {text && (
            <p
              dir="auto"
              className={cx('whitespace-pre-wrap text-14 wrap-anywhere', long && !whole && 'line-clamp-6')}
            >
              {text}
            </p>
          )}
          {long && (
            <Button
              look="quiet"
              className="-ms-2 h-6 px-2 text-12"
              aria-expanded={whole}
              onClick={() => setWhole(!whole)}
            >
              {t(whole ? 'customers.less' : 'customers.wholeMessage')}
            </Button>
          )}
          {message.attachments.length > 0 && (
            <ul className="mt-2 flex flex-wrap gap-2">
              {message.attachments.map((file) => (
                <li key={file.id} className="max-w-full">
                  <a
                    href={file.url}
                    download={file.name}
                    className="flex h-7 max-w-full items-center gap-1.5 rounded-control border border-line px-2 text-12 text-ink no-underline hover:border-line-strong"
                  >
                    <Paperclip size={12} aria-hidden="true" className="shrink-0" />
                    <bdi className="truncate">{file.name || t('customers.unnamedFile')}</bdi>
                    <span className="tabular shrink-0 text-ink2">{fileSize(file.size)}</span>
                  </a>
                </li>
              ))}
            </ul>
          )}
        </div>
      </article>
    </>
  );
});

function Heading({ conversation }: { conversation: SaidItem['conversation'] }) {
  const done = conversation.status === 'solved' || conversation.status === 'closed';
  const Icon = done ? Check : CircleDot;
  return (
    <h2 className="mt-5 rounded-t-surface border border-line bg-raise/60 first:mt-0">
      <Link
        to="/inbox/$view/$number"
        params={{ view: 'all', number: String(conversation.number) }}
        className="flex items-center gap-2 px-4 py-2 font-medium text-ink no-underline hover:underline"
      >
        <Icon size={14} aria-hidden="true" className={cx('shrink-0', done ? 'text-good' : 'text-ink3')} />
        <span dir="auto" className="min-w-0 truncate">
          {conversation.subject || t('customers.noSubject')}
        </span>
        <bdi className="tabular ms-auto shrink-0 font-normal text-12 text-ink2">#{conversation.number}</bdi>
      </Link>
    </h2>
  );
}

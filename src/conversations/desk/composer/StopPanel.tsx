import { Hand } from 'lucide-react';
import { Button } from '../../../ui/Button.tsx';
import { t } from '../../../ui/words.ts';
import { Ago } from '../thread/Ago.tsx';
import { Linked } from '../thread/Linked.tsx';
import type { Stop } from './drafts.ts';

type Props = { stop: Stop; onSendAnyway: () => void; onLook: () => void };

/** A reply was stopped because something came that its author had not seen: here it is, and the reply waits. */
export function StopPanel({ stop, onSendAnyway, onLook }: Props) {
  const names = [...new Set(stop.missed.map(({ author }) => author.name))].join(', ');
  return (
    <div role="alert" className="rounded-t-surface border-line border-b bg-warn-soft px-4 py-3">
      <p className="flex items-start gap-2 font-semibold text-warn">
        <Hand size={15} aria-hidden="true" className="mt-0.5 shrink-0" />
        {t('conversations.stop.title', { names, count: stop.missed.length })}
      </p>
      <ul className="my-2 flex max-h-40 flex-col gap-2 overflow-y-auto">
        {stop.missed.map((message) => (
          <li key={message.id} className="rounded-menu bg-panel px-3 py-2">
            <span className="flex gap-2 text-12">
              <span dir="auto" className="font-semibold">
                {message.author.name}
              </span>
              <Ago at={message.at} className="text-ink2" />
            </span>
            <span dir="auto" className="line-clamp-4 whitespace-pre-wrap wrap-anywhere">
              <Linked text={message.replyText || message.text || t('conversations.noText')} />
            </span>
          </li>
        ))}
      </ul>
      <p className="mb-2 text-ink2">{t('conversations.stop.body')}</p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={onLook}>{t('conversations.stop.look')}</Button>
        <Button look="quiet" onClick={onSendAnyway} className="hover:bg-ink/6">
          {t('conversations.stop.sendAnyway')}
        </Button>
      </div>
    </div>
  );
}

import { Hand } from 'lucide-react';
import { Button } from '../../../ui/Button.tsx';
import { useNow } from '../../../ui/clock.ts';
import { shortAgo } from '../../../ui/format.ts';
import { t } from '../../../ui/words.ts';
import { htmlToWords, isEmptyDraft, readDraft } from '../composer/draft-body.ts';
import { useDraft } from '../composer/drafts.ts';
import { useMe } from '../people.ts';
import { type Handed, settle, useHanded } from './handed.ts';

/** Drafts colleagues handed over, each with its author, and those of one's own that wait for others. */
export function HandedHere({ id }: { id: string }) {
  const me = useMe();
  const handed = useHanded(id);
  if (!me || handed.length === 0) return null;
  return (
    <ul aria-label={t('conversations.hand.list')} className="flex flex-col gap-1.5">
      {handed.map((one) => (
        <li key={one.id} className="rounded-surface border border-line bg-panel px-3 py-2">
          {one.to.id === me.id ? <ForMe id={id} one={one} /> : <ForOthers id={id} one={one} />}
        </li>
      ))}
    </ul>
  );
}

type Props = { id: string; one: Handed };

function ForMe({ id, one }: Props) {
  const now = useNow();
  const own = useDraft(id);
  const body = readDraft(one.body);
  const words = body ? htmlToWords(body.reply.html || body.note.html) : '';
  return (
    <>
      <p className="flex items-center gap-2 text-12">
        <Hand size={14} aria-hidden="true" className="shrink-0 text-accent-ink" />
        <span dir="auto" className="font-semibold">
          {t('conversations.hand.from', { name: one.from.name })}
        </span>
        <span className="tabular ms-auto text-ink3">{shortAgo(one.at, now)}</span>
      </p>
      <p dir="auto" className="mt-1 line-clamp-3 whitespace-pre-line text-ink2">
        {words}
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-1.5">
        <Button look="primary" onClick={() => void settle(id, one.id, 'taken')}>
          {t('conversations.hand.take')}
        </Button>
        <Button look="quiet" onClick={() => void settle(id, one.id, 'discarded')}>
          {t('conversations.hand.discard')}
        </Button>
        {!isEmptyDraft(own.body) && (
          <span className="text-12 text-ink2">{t('conversations.hand.keeps')}</span>
        )}
      </div>
    </>
  );
}

function ForOthers({ id, one }: Props) {
  return (
    <p className="flex items-center gap-2 text-12 text-ink2">
      <Hand size={14} aria-hidden="true" className="shrink-0" />
      <span dir="auto" className="flex-1">
        {t('conversations.hand.waits', { name: one.to.name })}
      </span>
      <Button look="quiet" onClick={() => void settle(id, one.id, 'withdrawn')}>
        {t('conversations.hand.back')}
      </Button>
    </p>
  );
}

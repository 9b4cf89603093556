import { Hand } from 'lucide-react';
import { Button } from '../../../ui/Button.tsx';
import { T } from '../../../ui/T.tsx';
import { t } from '../../../ui/words.ts';
import type { Doubt } from './doubts.ts';

type Props = { doubts: readonly Doubt[]; onSendAnyway: () => void; onLook: () => void };

/** Something in the reply looks forgotten: said once, in the place one writes. */
export function DoubtPanel({ doubts, onSendAnyway, onLook }: Props) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-t-surface border-line border-b bg-warn-soft px-4 py-2.5 text-warn"
    >
      <Hand size={15} aria-hidden="true" className="shrink-0" />
      <ul className="min-w-48 flex-1">
        {doubts.map((doubt) => (
          <li key={doubt.is === 'checklist' ? doubt.is : doubt.words} className="wrap-anywhere">
            {say(doubt)}
          </li>
        ))}
      </ul>
      <span className="flex flex-wrap gap-2">
        <Button onClick={onLook}>{t('conversations.doubt.look')}</Button>
        <Button look="quiet" onClick={onSendAnyway} className="hover:bg-ink/6">
          {t('conversations.stop.sendAnyway')}
        </Button>
      </span>
    </div>
  );
}

const quoted = { b: <bdi className="font-semibold" /> };

function say(doubt: Doubt) {
  switch (doubt.is) {
    case 'placeholder':
      return <T id="conversations.doubt.placeholder" values={{ words: doubt.words }} components={quoted} />;
    case 'name':
      return (
        <T
          id="conversations.doubt.name"
          values={{ words: doubt.words, customer: doubt.customer }}
          components={quoted}
        />
      );
    case 'checklist':
      return t('conversations.doubt.checklist', { count: doubt.open });
  }
}

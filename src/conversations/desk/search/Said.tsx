import { CircleAlert, ListPlus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { t, tIfKnown } from '../../../ui/words.ts';
import type { Filter } from '../views/saved.ts';
import { ViewDialog } from '../views/ViewDialog.tsx';

/** Operators that mean nothing: what is wrong with each, instead of results that would mislead. */
export function Wrong({ wrong }: { wrong: readonly { operator: string; value: string }[] }) {
  return (
    <EmptyState
      icon={<CircleAlert size={20} aria-hidden="true" />}
      title={wrong.map(({ operator, value }) => saying(operator, value)).join(' ')}
    >
      {t('conversations.search.help')}
    </EmptyState>
  );
}

const saying = (operator: string, value: string): string =>
  tIfKnown(`conversations.search.wrong.${operator}`, { value }) ?? `${operator}:${value}`;

/** Keeps what was searched for as a view. */
export function KeepSearch({ filter, name }: { filter: Filter; name: string }) {
  const [asked, setAsked] = useState(false);
  return (
    <div className="flex justify-end">
      <Button look="quiet" icon={<ListPlus size={14} aria-hidden="true" />} onClick={() => setAsked(true)}>
        {t('conversations.search.save')}
      </Button>
      {asked && (
        <ViewDialog view={null} filter={filter} name={name.slice(0, 60)} onClose={() => setAsked(false)} />
      )}
    </div>
  );
}

import { Unplug } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { t } from '../../../ui/words.ts';
import { problemText } from './problems.ts';
import type { SavedView } from './saved.ts';
import { ViewDialog } from './ViewDialog.tsx';

/** A view that cannot be evaluated: it shows nothing rather than something wrong, and says what is broken. */
export default function BrokenView({ view }: { view: SavedView }) {
  const [editing, setEditing] = useState(false);
  return (
    <EmptyState icon={<Unplug size={20} aria-hidden="true" />} title={t('conversations.views.broken')}>
      <ul className="flex flex-col gap-1">
        {view.problems.map((problem) => (
          <li key={`${problem.at.join()}${problem.why}`}>{problemText(problem)}</li>
        ))}
      </ul>
      {view.may.change && (
        <Button className="mx-auto mt-3 flex" onClick={() => setEditing(true)}>
          {t('conversations.views.mend')}
        </Button>
      )}
      {editing && <ViewDialog view={view} onClose={() => setEditing(false)} />}
    </EmptyState>
  );
}

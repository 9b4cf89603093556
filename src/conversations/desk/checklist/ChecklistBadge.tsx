import { ListChecks } from 'lucide-react';
import { cx } from '../../../ui/cx.ts';
import type { Row } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';

/** How far a checklist has come: "2/5". Draws nothing where there is none. */
export function ChecklistBadge({ row: { checklist } }: { row: Pick<Row, 'checklist'> }) {
  if (!checklist) return null;
  const { done, total } = checklist;
  const label = t('conversations.checklist.progress', { done, total });
  return (
    <span
      role="img"
      aria-label={label}
      data-tip={label}
      className={cx(
        'tabular inline-flex shrink-0 items-center gap-1 text-11',
        done === total ? 'text-good' : 'text-ink2',
      )}
    >
      <ListChecks size={13} aria-hidden="true" />
      {done}/{total}
    </span>
  );
}

import { useLocation, useNavigate } from '@tanstack/react-router';
import { ArrowRight, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Checkbox.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { RadioGroup } from '../../../ui/RadioGroup.tsx';
import type { Row } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import { perform } from '../act/perform.ts';
import { mergeInto } from './acts.ts';
import { ConversationPick } from './ConversationPick.tsx';

type Props = { rows: readonly Row[]; onClose: () => void };

const named = (row: Row) => `#${row.number} ${row.subject || t('conversations.noSubject')}`;

/** Which of several conversations the others end in; of a single one, into which other. */
export function MergeDialog({ rows, onClose }: Props) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const oldest = rows.toSorted((one, other) => one.number - other.number)[0];
  const [target, setTarget] = useState<Row | null>(rows.length > 1 ? (oldest ?? null) : null);
  const [across, setAcross] = useState(false);
  const sources = rows.filter((row) => row.id !== target?.id);
  const other = target && sources.find((row) => row.inbox.id !== target.inbox.id);
  const [first] = rows;
  if (!first) return null;
  const merge = () => {
    if (!target) return;
    onClose();
    void perform(sources.map((row) => ({ id: row.id, act: mergeInto(row, target, across) })));
    const [, , view, open] = pathname.split('/');
    if (view && open && sources.some((row) => String(row.number) === open))
      void navigate({ to: '/inbox/$view/$number', params: { view, number: String(target.number) } });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width={560}
      title={t('conversations.together.merge.title', { count: rows.length })}
      description={t('conversations.together.merge.what')}
      foot={
        <>
          <Button size={36} onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button
            key={target?.id}
            autoFocus={target !== null}
            size={36}
            look="primary"
            disabled={!target || Boolean(other && !across)}
            onClick={merge}
          >
            {target
              ? t('conversations.together.merge.do', { number: `#${target.number}` })
              : t('ui.keys.merge')}
          </Button>
        </>
      }
    >
      {rows.length > 1 ? (
        <RadioGroup
          label={t('conversations.together.merge.into')}
          value={target?.id ?? ''}
          onChange={(id) => setTarget(rows.find((row) => row.id === id) ?? null)}
          choices={rows.map((row) => ({
            value: row.id,
            label: named(row),
            hint: `${row.customer.name || row.customer.email} · ${row.inbox.name}`,
          }))}
        />
      ) : target ? (
        <div className="flex flex-col gap-2">
          <div className="flex items-center gap-2 rounded-control bg-raise px-3 py-2">
            <bdi className="min-w-0 flex-1 truncate">{named(first)}</bdi>
            <ArrowRight size={15} aria-hidden="true" className="shrink-0 text-ink3 rtl:-scale-x-100" />
            <bdi className="min-w-0 flex-1 truncate font-medium">{named(target)}</bdi>
          </div>
          <Button look="quiet" className="-ms-2 self-start" onClick={() => setTarget(null)}>
            {t('conversations.together.pickOther')}
          </Button>
        </div>
      ) : (
        <ConversationPick row={first} label={t('conversations.together.merge.into')} onPick={setTarget} />
      )}
      {other && target && (
        <div className="flex gap-2 rounded-control bg-warn-soft px-3 py-2 text-warn">
          <TriangleAlert size={15} aria-hidden="true" className="mt-0.5 shrink-0" />
          <div className="flex flex-col gap-1">
            <p>
              {t('conversations.together.merge.across', { from: other.inbox.name, to: target.inbox.name })}
            </p>
            <Checkbox
              checked={across}
              onChange={setAcross}
              label={t('conversations.together.merge.acrossYes')}
            />
          </div>
        </div>
      )}
    </Dialog>
  );
}

import { useMutation, useQuery } from '@tanstack/react-query';
import { Archive, ArchiveRestore, Ellipsis, FolderInput, Pencil, Plus, Split, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { api, client } from '../../../ui/api.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { Card, LinesLoading, PageHead } from '../../../ui/Page.tsx';
import { Switch } from '../../../ui/Switch.tsx';
import { toast } from '../../../ui/toast.ts';
import { t } from '../../../ui/words.ts';
import { CauseDialog, type CauseQuestion } from './CauseDialog.tsx';
import { type CauseLine, refreshCauses } from './cause-lines.ts';
import { treeOf } from './cause-tree.ts';

/** The tree of causes: what conversations turn out to be about when they are solved. */
export default function Causes() {
  const causes = useQuery(api.conversations.everyCause.queryOptions());
  const [question, setQuestion] = useState<CauseQuestion | null>(null);
  const [all, setAll] = useState(false);
  const shown = useMemo(
    () => treeOf((causes.data ?? []).filter(({ archived }) => all || !archived)),
    [causes.data, all],
  );
  const putAway = causes.data?.some(({ archived }) => archived);
  return (
    <>
      <PageHead
        title={t('conversations.causes.title')}
        action={
          <Button
            size={36}
            look="primary"
            icon={<Plus size={15} aria-hidden="true" />}
            onClick={() => setQuestion({ is: 'add', under: null })}
          >
            {t('conversations.causes.add')}
          </Button>
        }
      >
        {t('conversations.causes.lead')}
      </PageHead>
      <Card flush>
        {causes.isError && !causes.data && (
          <ErrorState title={sentence(causes.error)} onRetry={() => void causes.refetch()} />
        )}
        {causes.isPending && <LinesLoading />}
        {causes.data?.length === 0 && (
          <EmptyState
            icon={<Split size={20} aria-hidden="true" />}
            title={t('conversations.causes.none.title')}
          >
            {t('conversations.causes.none.body')}
          </EmptyState>
        )}
        {shown.length > 0 && (
          <ul aria-label={t('conversations.causes.title')} className="py-1.5">
            {shown.map(({ cause, depth }) => (
              <CauseRow key={cause.id} cause={cause} depth={depth} onAsk={setQuestion} />
            ))}
          </ul>
        )}
      </Card>
      {putAway && <Switch checked={all} onChange={setAll} label={t('conversations.causes.showArchived')} />}
      {question && (
        <CauseDialog question={question} causes={causes.data ?? []} onClose={() => setQuestion(null)} />
      )}
    </>
  );
}

type RowProps = { cause: CauseLine; depth: number; onAsk: (question: CauseQuestion) => void };

function CauseRow({ cause, depth, onAsk }: RowProps) {
  const change = useMutation({
    mutationFn: (archived: boolean) => client.conversations.changeCause({ id: cause.id, archived }),
    onSuccess: refreshCauses,
  });
  const archive = (archived: boolean) =>
    change.mutate(archived, {
      onSuccess: () =>
        archived &&
        toast(t('conversations.causes.archived', { cause: cause.name }), {
          action: { label: t('conversations.undo'), onAct: () => archive(false) },
        }),
    });
  return (
    <li
      style={{ paddingInlineStart: 20 + depth * 22 }}
      className="flex min-h-9 items-center gap-2 pe-3 hover:bg-raise"
    >
      <span
        dir="auto"
        className={cx('min-w-0 truncate', depth === 0 && 'font-medium', cause.archived && 'text-ink3')}
      >
        {cause.name}
      </span>
      {cause.archived && <Badge>{t('conversations.causes.isArchived')}</Badge>}
      <span className="ms-auto flex shrink-0 items-center gap-1">
        {cause.used > 0 && (
          <span className="tabular text-12 text-ink3">
            {t('conversations.causes.used', { count: cause.used })}
          </span>
        )}
        <Menu
          trigger={
            <IconButton label={t('conversations.causes.menu', { cause: cause.name })}>
              <Ellipsis size={15} aria-hidden="true" />
            </IconButton>
          }
          items={[
            {
              label: t('conversations.causes.addUnder', { cause: cause.name }),
              icon: <Plus size={15} aria-hidden="true" />,
              onSelect: () => onAsk({ is: 'add', under: cause }),
            },
            {
              label: t('conversations.causes.rename'),
              icon: <Pencil size={15} aria-hidden="true" />,
              onSelect: () => onAsk({ is: 'rename', cause }),
            },
            {
              label: t('conversations.causes.move'),
              icon: <FolderInput size={15} aria-hidden="true" />,
              onSelect: () => onAsk({ is: 'move', cause }),
            },
            'line',
            cause.archived
              ? {
                  label: t('conversations.causes.unarchive'),
                  icon: <ArchiveRestore size={15} aria-hidden="true" />,
                  onSelect: () => archive(false),
                }
              : {
                  label: t('conversations.causes.archive'),
                  icon: <Archive size={15} aria-hidden="true" />,
                  onSelect: () => archive(true),
                },
            {
              label: t('conversations.causes.delete'),
              icon: <Trash2 size={15} aria-hidden="true" />,
              danger: true,
              onSelect: () => onAsk({ is: 'delete', cause }),
            },
          ]}
        />
      </span>
    </li>
  );
}

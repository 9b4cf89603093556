import { useMutation, useQuery } from '@tanstack/react-query';
import { Plus, Split } from 'lucide-react';
import { useMemo, useState } from 'react';
import { api, client, queries } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FormError } from '../../../ui/Door.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Input } from '../../../ui/Input.tsx';
import { Card, LinesLoading, PageHead } from '../../../ui/Page.tsx';
import { t } from '../../../ui/words.ts';
import { type Cause, treeOf } from './cause-tree.ts';

/** The tree of causes: what conversations turn out to be about when they are solved. */
export default function Causes() {
  const causes = useQuery(api.conversations.causes.queryOptions());
  // Under which cause a new one goes; null is the top.
  const [under, setUnder] = useState<Cause | null | undefined>();
  const tree = useMemo(() => treeOf(causes.data ?? []), [causes.data]);
  return (
    <>
      <PageHead
        title={t('conversations.causes.title')}
        action={
          <Button
            size={36}
            look="primary"
            icon={<Plus size={15} aria-hidden="true" />}
            onClick={() => setUnder(null)}
          >
            {t('conversations.causes.add')}
          </Button>
        }
      >
        {t('conversations.causes.lead')}
      </PageHead>
      <Card flush>
        {causes.isError && (
          <ErrorState title={sentence(causes.error)} onRetry={() => void causes.refetch()} />
        )}
        {causes.isPending && <LinesLoading />}
        {causes.data && tree.length === 0 && (
          <EmptyState
            icon={<Split size={20} aria-hidden="true" />}
            title={t('conversations.causes.none.title')}
          >
            {t('conversations.causes.none.body')}
          </EmptyState>
        )}
        {tree.length > 0 && (
          <ul aria-label={t('conversations.causes.title')} className="py-1.5">
            {tree.map(({ cause, depth }) => (
              <li
                key={cause.id}
                style={{ paddingInlineStart: 20 + depth * 22 }}
                className="group flex min-h-9 items-center gap-2 pe-3 hover:bg-raise"
              >
                <span dir="auto" className={depth === 0 ? 'font-medium' : undefined}>
                  {cause.name}
                </span>
                <IconButton
                  label={t('conversations.causes.addUnder', { cause: cause.name })}
                  className="ms-auto"
                  onClick={() => setUnder(cause)}
                >
                  <Plus size={14} aria-hidden="true" />
                </IconButton>
              </li>
            ))}
          </ul>
        )}
      </Card>
      {under !== undefined && <AddCause under={under} onClose={() => setUnder(undefined)} />}
    </>
  );
}

function AddCause({ under, onClose }: { under: Cause | null; onClose: () => void }) {
  const [name, setName] = useState('');
  const add = useMutation({
    mutationFn: (input: { parentId: string | null; name: string }) => client.conversations.addCause(input),
    meta: { inline: true },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.conversations.causes.key() });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={
        under ? t('conversations.causes.addUnder', { cause: under.name }) : t('conversations.causes.add')
      }
      foot={
        <Button
          size={36}
          look="primary"
          type="submit"
          form="cause"
          busy={add.isPending}
          disabled={!name.trim()}
        >
          {t('conversations.causes.add')}
        </Button>
      }
    >
      <form
        id="cause"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!add.isPending) add.mutate({ parentId: under?.id ?? null, name });
        }}
      >
        <Field label={t('conversations.causes.name')} hint={t('conversations.causes.nameHint')}>
          <Input autoFocus value={name} onValueChange={(next) => setName(next)} />
        </Field>
        <FormError>{add.error ? sentence(add.error) : null}</FormError>
      </form>
    </Dialog>
  );
}

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { AlertDialog } from '../../../ui/AlertDialog.tsx';
import { client } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FormError } from '../../../ui/Door.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Input } from '../../../ui/Input.tsx';
import { Select } from '../../../ui/Select.tsx';
import { t } from '../../../ui/words.ts';
import { causePaths } from '../act/causes.ts';
import { type CauseLine, refreshCauses } from './cause-lines.ts';
import { treeOf } from './cause-tree.ts';

export type CauseQuestion =
  | { is: 'add'; under: CauseLine | null }
  | { is: 'rename' | 'move' | 'delete'; cause: CauseLine };

type Props = { question: CauseQuestion; causes: readonly CauseLine[]; onClose: () => void };

const TOP = 'top';

/** What an act upon the tree asks first: a name, a place, or whether one is sure. */
export function CauseDialog({ question, causes, onClose }: Props) {
  const cause = question.is === 'add' ? null : question.cause;
  const [name, setName] = useState(question.is === 'rename' ? question.cause.name : '');
  const [parentId, setParent] = useState(cause?.parentId ?? TOP);
  const save = useMutation({
    mutationFn: async (): Promise<unknown> => {
      if (question.is === 'add')
        return client.conversations.addCause({ parentId: question.under?.id ?? null, name });
      const { id } = question.cause;
      if (question.is === 'rename') return client.conversations.changeCause({ id, name });
      if (question.is === 'move')
        return client.conversations.changeCause({ id, parentId: parentId === TOP ? null : parentId });
      return client.conversations.removeCause({ id });
    },
    meta: { inline: true },
    onSuccess: async () => {
      await refreshCauses();
      onClose();
    },
  });
  const error = save.error ? sentence(save.error) : null;
  if (question.is === 'delete')
    return (
      <AlertDialog
        open
        onClose={onClose}
        title={t('conversations.causes.deleteOf', { cause: question.cause.name })}
        act={t('conversations.causes.delete')}
        busy={save.isPending}
        onAct={() => save.mutate()}
      >
        {error ?? t('conversations.causes.deleteBody')}
      </AlertDialog>
    );
  const words = {
    add:
      question.is === 'add' && question.under
        ? t('conversations.causes.addUnder', { cause: question.under.name })
        : t('conversations.causes.add'),
    rename: t('conversations.causes.renameOf', { cause: cause?.name ?? '' }),
    move: t('conversations.causes.moveOf', { cause: cause?.name ?? '' }),
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={words[question.is]}
      foot={
        <Button
          size={36}
          look="primary"
          type="submit"
          form="cause"
          busy={save.isPending}
          disabled={question.is !== 'move' && !name.trim()}
        >
          {t(question.is === 'add' ? 'conversations.causes.add' : 'ui.save')}
        </Button>
      }
    >
      <form
        id="cause"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending) save.mutate();
        }}
      >
        {question.is === 'move' ? (
          <Field label={t('conversations.causes.under')}>
            <Select
              value={parentId}
              onChange={setParent}
              choices={[
                { value: TOP, label: t('conversations.causes.top') },
                ...placesFor(question.cause, causes),
              ]}
            />
          </Field>
        ) : (
          <Field
            label={t('conversations.causes.name')}
            hint={question.is === 'add' ? t('conversations.causes.nameHint') : undefined}
          >
            <Input autoFocus maxLength={200} value={name} onValueChange={(next) => setName(next)} />
          </Field>
        )}
        <FormError>{error}</FormError>
      </form>
    </Dialog>
  );
}

/** Where a cause may stand: under any other that does not stand under it. */
function placesFor(cause: CauseLine, causes: readonly CauseLine[]) {
  const tree = treeOf(causes);
  const at = tree.findIndex((one) => one.cause.id === cause.id);
  const depth = tree[at]?.depth ?? 0;
  const after = tree.findIndex((one, place) => place > at && one.depth <= depth);
  const inside = new Set(tree.slice(at, after === -1 ? undefined : after).map((one) => one.cause.id));
  return causePaths(causes).filter(({ value }) => {
    const place = causes.find(({ id }) => id === value);
    return !inside.has(value) && !place?.archived;
  });
}

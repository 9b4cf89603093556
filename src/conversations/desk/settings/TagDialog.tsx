import { useState } from 'react';
import { AlertDialog } from '../../../ui/AlertDialog.tsx';
import { client } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Combobox } from '../../../ui/Combobox.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FormError } from '../../../ui/Door.tsx';
import { dataOf, sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { HuePicker } from '../../../ui/HuePicker.tsx';
import { Input } from '../../../ui/Input.tsx';
import { toast } from '../../../ui/toast.ts';
import { t } from '../../../ui/words.ts';
import { useKeep } from './keep.ts';
import type { KeptTag } from './Tags.tsx';

type Props = { tag: KeptTag | null; others: readonly KeptTag[]; onClose: () => void };

/** Names and colours a tag, puts it away, removes it, or makes it one with another. */
export function TagDialog({ tag, others, onClose }: Props) {
  const [name, setName] = useState(tag?.name ?? '');
  const [hue, setHue] = useState(tag?.hue ?? 277);
  const [step, setStep] = useState<'change' | 'merge' | 'remove'>('change');
  const [intoId, setInto] = useState<string | null>(null);
  const save = useKeep(
    (input: { name: string; hue: number }): Promise<unknown> =>
      tag ? client.conversations.changeTag({ id: tag.id, ...input }) : client.conversations.addTag(input),
    onClose,
  );
  const putAway = useKeep(client.conversations.changeTag, onClose);
  const remove = useKeep(client.conversations.removeTag, onClose);
  if (tag && step === 'remove') {
    return (
      <AlertDialog
        open
        onClose={() => setStep('change')}
        title={t('conversations.tags.remove.title', { tag: tag.name })}
        act={t('conversations.tags.remove')}
        busy={remove.isPending}
        onAct={() => remove.mutate({ id: tag.id })}
      >
        {remove.error ? sentence(remove.error) : t('conversations.tags.remove.body', { count: tag.uses })}
      </AlertDialog>
    );
  }
  if (tag && step === 'merge')
    return <MergeTag tag={tag} others={others} intoId={intoId} onInto={setInto} onClose={onClose} />;
  const error = save.error ?? putAway.error;
  const twin = (dataOf(save.error) as { tagId?: string } | undefined)?.tagId;
  return (
    <Dialog
      open
      onClose={onClose}
      title={tag ? t('conversations.tags.changeOf', { tag: tag.name }) : t('conversations.tags.add')}
      foot={
        <>
          {tag && (
            <div className="me-auto flex flex-wrap gap-2">
              <Button size={36} look="danger" onClick={() => setStep('remove')}>
                {t('conversations.tags.remove')}
              </Button>
              <Button
                size={36}
                busy={putAway.isPending}
                onClick={() => putAway.mutate({ id: tag.id, archived: !tag.archived })}
              >
                {t(tag.archived ? 'conversations.tags.restore' : 'conversations.tags.putAway')}
              </Button>
            </div>
          )}
          <Button
            size={36}
            look="primary"
            type="submit"
            form="tag"
            busy={save.isPending}
            disabled={!name.trim()}
          >
            {t(tag ? 'ui.save' : 'conversations.tags.add')}
          </Button>
        </>
      }
    >
      <form
        id="tag"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending) save.mutate({ name, hue });
        }}
      >
        <Field label={t('conversations.tags.name')}>
          <Input autoFocus dir="auto" maxLength={60} value={name} onValueChange={(next) => setName(next)} />
        </Field>
        <HuePicker value={hue} onChange={setHue} />
        {tag && (others.length > 0 || twin) && (
          <Button
            size={36}
            className="self-start"
            onClick={() => {
              setInto(twin ?? null);
              setStep('merge');
            }}
          >
            {t('conversations.tags.merge')}
          </Button>
        )}
        <FormError>{error ? sentence(error) : null}</FormError>
      </form>
    </Dialog>
  );
}

type MergeProps = {
  tag: KeptTag;
  others: readonly KeptTag[];
  intoId: string | null;
  onInto: (id: string | null) => void;
  onClose: () => void;
};

function MergeTag({ tag, others, intoId, onInto, onClose }: MergeProps) {
  const into = others.find(({ id }) => id === intoId);
  const merge = useKeep(client.conversations.mergeTag, ({ moved }) => {
    toast(t('conversations.tags.merged', { count: moved, tag: into?.name ?? '' }));
    onClose();
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('conversations.tags.merge')}
      description={t('conversations.tags.merge.lead', { tag: tag.name })}
      foot={
        <Button
          size={36}
          look="danger"
          busy={merge.isPending}
          disabled={!into}
          onClick={() => into && merge.mutate({ id: tag.id, intoId: into.id })}
        >
          {t('conversations.tags.merge.act')}
        </Button>
      }
    >
      <Field label={t('conversations.tags.merge.into')}>
        <Combobox
          label={t('conversations.tags.merge.into')}
          value={intoId}
          onChange={onInto}
          choices={others.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
      <FormError>{merge.error ? sentence(merge.error) : null}</FormError>
    </Dialog>
  );
}

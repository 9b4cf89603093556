import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FormError } from '../../../ui/Door.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Input } from '../../../ui/Input.tsx';
import { Select } from '../../../ui/Select.tsx';
import { Textarea } from '../../../ui/Textarea.tsx';
import { t } from '../../../ui/words.ts';

export type CustomField = Awaited<ReturnType<typeof client.conversations.fields>>[number];
export type Noun = CustomField['noun'];

const types = ['text', 'number', 'date', 'checkbox', 'choice'] as const;
type FieldInput = Parameters<typeof client.conversations.saveField>[0];

type Props = { noun: Noun; field: CustomField | null; onClose: () => void };

/** Makes or changes a field. Its key and type stay what they were made as, since values of it exist. */
export function FieldDialog({ noun, field, onClose }: Props) {
  const [label, setLabel] = useState(field?.label ?? '');
  const [type, setType] = useState<CustomField['type']>(field?.type ?? 'text');
  const [choices, setChoices] = useState(field?.choices.join('\n') ?? '');
  const key = field?.key ?? keyOf(label);
  const save = useMutation({
    mutationFn: (input: FieldInput) => client.conversations.saveField(input),
    meta: { inline: true },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.conversations.fields.key() });
      onClose();
    },
  });
  const input = {
    noun,
    key,
    label,
    type,
    choices: type === 'choice' ? lines(choices) : [],
  };
  const ready = label.trim() && key && (type !== 'choice' || lines(choices).length > 0);
  return (
    <Dialog
      open
      onClose={onClose}
      title={
        field
          ? t('conversations.fields.changeOf', { field: field.label })
          : t(`conversations.fields.add.${noun}`)
      }
      foot={
        <>
          {field && (
            <Button
              size={36}
              look="danger"
              className="me-auto"
              onClick={() => !save.isPending && save.mutate({ ...input, archived: true })}
            >
              {t('conversations.fields.remove')}
            </Button>
          )}
          <Button
            size={36}
            look="primary"
            type="submit"
            form="custom-field"
            busy={save.isPending}
            disabled={!ready}
          >
            {t(field ? 'ui.save' : 'conversations.fields.add')}
          </Button>
        </>
      }
    >
      <form
        id="custom-field"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending) save.mutate(input);
        }}
      >
        <Field
          label={t('conversations.fields.label')}
          hint={key && t('conversations.fields.keyHint', { key })}
        >
          <Input autoFocus maxLength={100} value={label} onValueChange={(next) => setLabel(next)} />
        </Field>
        <Field
          label={t('conversations.fields.type')}
          hint={field ? t('conversations.fields.typeStays') : undefined}
        >
          <Select
            disabled={Boolean(field)}
            value={type}
            onChange={setType}
            choices={types.map((one) => ({ value: one, label: t(`conversations.fields.type.${one}`) }))}
          />
        </Field>
        {type === 'choice' && (
          <Field label={t('conversations.fields.choices')} hint={t('conversations.fields.choicesHint')}>
            <Textarea rows={4} value={choices} onChange={(event) => setChoices(event.currentTarget.value)} />
          </Field>
        )}
        {field && <p className="text-12 text-ink3">{t('conversations.fields.removeHint')}</p>}
        <FormError>{save.error ? sentence(save.error) : null}</FormError>
      </form>
    </Dialog>
  );
}

const lines = (text: string) => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];

/** "Contract number" → "contract_number": how programs name the field. */
function keyOf(label: string): string {
  const plain = label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40);
  // A label in another script leaves nothing of itself; a number made of its letters tells fields apart.
  return (
    plain ||
    (label.trim()
      ? `field_${[...label].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1e9, 7).toString(36)}`
      : '')
  );
}

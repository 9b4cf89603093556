import { useState } from 'react';
import { client } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Checkbox.tsx';
import { CopyField } from '../../../ui/CopyField.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FormError } from '../../../ui/Door.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { Input } from '../../../ui/Input.tsx';
import { Select } from '../../../ui/Select.tsx';
import { t } from '../../../ui/words.ts';
import { useStaffWrite } from '../write.ts';

const scopes = ['read', 'write', 'admin'] as const;
type Scope = (typeof scopes)[number];

/** Days a key may live; 0 is until it is revoked. */
const lives = [0, 30, 90, 365];
const day = 24 * 60 * 60_000;

/** Makes a key and shows it, this once. */
export function ApiKeyDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly Scope[]>(['read', 'write']);
  const [days, setDays] = useState(0);
  const add = useStaffWrite(client.staff.apiKeys.add, { inline: true });
  if (add.data) {
    return (
      <Dialog
        open
        onClose={onClose}
        width={560}
        title={t('staff.keys.made.title')}
        description={t('staff.keys.made.body')}
        foot={
          <Button size={36} look="primary" onClick={onClose}>
            {t('staff.done')}
          </Button>
        }
      >
        <CopyField text={add.data.key} label={t('staff.keys.key')} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('staff.keys.add')}
      description={t('staff.keys.addLead')}
      foot={
        <Button
          size={36}
          look="primary"
          type="submit"
          form="api-key"
          busy={add.isPending}
          disabled={!name.trim() || chosen.length === 0}
        >
          {t('staff.keys.add')}
        </Button>
      }
    >
      <form
        id="api-key"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const expiresAt = days === 0 ? null : new Date(Date.now() + days * day);
          if (!add.isPending) add.mutate({ name, scopes: [...chosen], expiresAt });
        }}
      >
        <Field label={t('staff.name')} hint={t('staff.keys.nameHint')}>
          <Input autoFocus value={name} onValueChange={(next) => setName(next)} />
        </Field>
        <fieldset className="flex flex-col">
          <legend className="mb-1 font-medium">{t('staff.keys.scopes')}</legend>
          {scopes.map((scope) => (
            <Checkbox
              key={scope}
              className="min-h-8"
              checked={chosen.includes(scope)}
              onChange={(checked) =>
                setChosen(checked ? [...chosen, scope] : chosen.filter((other) => other !== scope))
              }
              label={
                <>
                  {t(`staff.scope.${scope}`)}{' '}
                  <span className="text-ink3">{t(`staff.scope.${scope}.hint`)}</span>
                </>
              }
            />
          ))}
        </fieldset>
        <Field label={t('staff.keys.life')}>
          <Select
            value={String(days)}
            onChange={(next) => setDays(Number(next))}
            choices={lives.map((each) => ({
              value: String(each),
              label: t('staff.keys.days', { count: each }),
            }))}
          />
        </Field>
        <FormError>{add.error ? sentence(add.error) : null}</FormError>
      </form>
    </Dialog>
  );
}

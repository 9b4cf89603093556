import { useMutation, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, type client, queries } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { useNow } from '../../ui/clock.ts';
import { sentence } from '../../ui/errors.ts';
import { FieldValue } from '../../ui/FieldValue.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Input } from '../../ui/Input.tsx';
import { Facts, PanelSection } from '../../ui/PanelSection.tsx';
import { t } from '../../ui/words.ts';
import { monthOf, timeThere } from './customer-time.ts';
import { NoteField } from './NoteField.tsx';

export type Customer = Awaited<ReturnType<typeof client.customers.get>>;

/** Everything known about the person; each value is changed where it stands. */
export function CustomerRecord({ customer }: { customer: Customer }) {
  const now = useNow();
  const { id } = customer;
  const keep = (next: Customer) => {
    queries.setQueryData(api.customers.get.queryKey({ input: { id } }), next);
    void queries.invalidateQueries({ queryKey: api.conversations.list.key() });
  };
  const change = useMutation(api.customers.change.mutationOptions({ onSuccess: keep }));
  const block = useMutation(api.customers.block.mutationOptions({ onSuccess: keep }));
  const remove = useMutation(api.customers.removeIdentity.mutationOptions({ onSuccess: keep }));
  const fields = (useQuery(api.conversations.fields.queryOptions()).data ?? []).filter(
    ({ noun }) => noun === 'customer',
  );
  const there = customer.timeZone ? timeThere(customer.timeZone, now) : null;
  const line = (key: 'name' | 'timeZone' | 'language', label: string) => (
    <FieldValue
      field={{ key, label, type: 'text', choices: [] }}
      value={customer[key]}
      onChange={(value) => change.mutate({ id, [key]: key === 'name' ? (value ?? '') : value })}
    />
  );
  return (
    <>
      <PanelSection title={t('customers.record')}>
        <div className="grid grid-cols-[6rem_1fr] items-center gap-x-2">
          {line('name', t('customers.name'))}
          {line('timeZone', t('customers.timeZone'))}
          {line('language', t('customers.language'))}
          {fields.map((field) => (
            <FieldValue
              key={field.key}
              field={field}
              value={customer.fields[field.key]}
              onChange={(value) => change.mutate({ id, fields: { [field.key]: value } })}
            />
          ))}
        </div>
        <div className="mt-2">
          <Facts
            facts={[
              ...(customer.company ? [{ name: t('customers.company'), value: customer.company.name }] : []),
              ...(there ? [{ name: t('customers.localTime'), value: there }] : []),
              { name: t('customers.since'), value: monthOf(customer.createdAt) },
            ]}
          />
        </div>
      </PanelSection>
      <PanelSection title={t('customers.addresses')}>
        <ul className="flex flex-col gap-0.5">
          {customer.identities.map((identity) => (
            <li key={identity.id} className="flex items-center gap-1">
              <bdi className="min-w-0 flex-1 truncate" data-tip={identity.value}>
                {identity.value}
              </bdi>
              {customer.identities.length > 1 && (
                <IconButton
                  size={24}
                  label={t('ui.remove', { name: identity.value })}
                  onClick={() => remove.mutate({ id, identityId: identity.id })}
                >
                  <X size={13} aria-hidden="true" />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
        <AddAddress id={id} onAdded={keep} />
      </PanelSection>
      <PanelSection title={t('customers.note')}>
        <NoteField
          note={customer.note}
          error={change.isError ? sentence(change.error) : undefined}
          onSave={(note) => change.mutate({ id, note })}
        />
      </PanelSection>
      <div className="p-3">
        <Button
          look={customer.blockedAt ? 'outline' : 'danger'}
          busy={block.isPending}
          onClick={() => block.mutate({ id, blocked: !customer.blockedAt })}
        >
          {t(customer.blockedAt ? 'customers.unblock' : 'customers.block')}
        </Button>
        {customer.blockedAt && <p className="mt-2 text-ink2">{t('customers.blocked')}</p>}
      </div>
    </>
  );
}

function AddAddress({ id, onAdded }: { id: string; onAdded: (customer: Customer) => void }) {
  const [value, setValue] = useState('');
  const add = useMutation(
    api.customers.addIdentity.mutationOptions({
      onSuccess: (next) => {
        setValue('');
        onAdded(next);
      },
      meta: { inline: true },
    }),
  );
  const put = (event: FormEvent) => {
    event.preventDefault();
    if (value.trim()) add.mutate({ id, kind: 'email', value: value.trim() });
  };
  return (
    <form onSubmit={put} className="mt-2">
      <div className="flex gap-1.5">
        <Input
          size={28}
          type="email"
          aria-label={t('customers.addAddress')}
          placeholder={t('customers.addAddress')}
          value={value}
          onValueChange={(next) => setValue(String(next))}
        />
        <Button type="submit" busy={add.isPending} disabled={!value.trim()}>
          {t('customers.add')}
        </Button>
      </div>
      {add.isError && (
        <p role="alert" className="mt-1 text-12 text-bad">
          {sentence(add.error)}
        </p>
      )}
    </form>
  );
}

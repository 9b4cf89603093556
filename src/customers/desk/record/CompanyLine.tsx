import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../ui/api.ts';
import { TypeAhead } from '../../../ui/TypeAhead.tsx';
import { t } from '../../../ui/words.ts';
import { type Customer, useCustomerWrites } from './write-customer.ts';

const NEW = 'new';
const NONE = 'none';

/** The company somebody belongs to: found by typing, made where there is none. */
export function CompanyLine({ customer }: { customer: Customer }) {
  const { company } = customer;
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const { change } = useCustomerWrites(customer.id);
  const found = useQuery(
    api.customers.companies.queryOptions({
      input: { limit: 20, ...(text.trim() && text !== company?.name && { q: text.trim() }) },
      enabled: open,
    }),
  ).data?.items;
  const add = useMutation(
    api.customers.addCompany.mutationOptions({ onSuccess: ({ id }) => change({ companyId: id }) }),
  );
  const name = text.trim();
  const known = found?.some((one) => one.name.toLowerCase() === name.toLowerCase());
  const choices = [
    ...(found ?? []).map((one) => ({ value: one.id, label: one.name })),
    ...(company && !found?.some(({ id }) => id === company.id)
      ? [{ value: company.id, label: company.name }]
      : []),
    ...(name && found && !known && name !== company?.name
      ? [{ value: NEW, label: t('customers.addCompany', { name }) }]
      : []),
    ...(company ? [{ value: NONE, label: t('customers.noCompany') }] : []),
  ];
  const choose = (value: string | null) => {
    // The field was emptied to type another name.
    if (value === null) return;
    setOpen(false);
    if (value === NEW) return add.mutate({ name });
    if (value !== company?.id) change({ companyId: value === NONE ? null : value });
  };
  return (
    <>
      <span className="text-ink2">{t('customers.company')}</span>
      {open ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: the field inside has the keys; this hears that it was left
        <div
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            setOpen(false);
          }}
        >
          <TypeAhead
            label={t('customers.company')}
            placeholder={t('ui.noValue')}
            choices={choices}
            value={company?.id ?? null}
            onChange={choose}
            onSearch={setText}
            autoFocus
          />
        </div>
      ) : (
        <button
          type="button"
          onClick={() => setOpen(true)}
          aria-label={`${t('customers.company')}: ${company?.name ?? t('ui.noValue')}`}
          className="-mx-1.5 flex min-h-6 min-w-0 items-center rounded-control px-1.5 text-start hover:bg-raise pointer-coarse:min-h-9"
        >
          <bdi className={company ? 'truncate' : 'text-ink3'}>{company?.name ?? t('ui.noValue')}</bdi>
        </button>
      )}
    </>
  );
}

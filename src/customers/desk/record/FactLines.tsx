import { useQuery } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import { useNow } from '../../../ui/clock.ts';
import { FieldValue } from '../../../ui/FieldValue.tsx';
import { t } from '../../../ui/words.ts';
import { CompanyLine } from './CompanyLine.tsx';
import { monthOf, timeThere } from './customer-time.ts';
import { type Customer, useCustomerWrites } from './write-customer.ts';

/** What is known about a customer, line by line; each is changed where it stands. `full` shows the rare ones too. */
export function FactLines({ customer, full }: { customer: Customer; full?: boolean }) {
  const now = useNow();
  const { change } = useCustomerWrites(customer.id);
  const fields = (
    useQuery(api.conversations.fields.queryOptions({ staleTime: 5 * 60_000 })).data ?? []
  ).filter(({ noun }) => noun === 'customer');
  const there = customer.timeZone ? timeThere(customer.timeZone, now) : null;
  const line = (key: 'name' | 'timeZone' | 'language', label: string) => (
    <FieldValue
      field={{ key, label, type: 'text', choices: [] }}
      value={customer[key]}
      onChange={(value) => change({ [key]: key === 'name' ? (value ?? '') : value })}
    />
  );
  return (
    <div className="grid grid-cols-[6rem_1fr] items-center gap-x-2">
      {full && line('name', t('customers.name'))}
      <CompanyLine customer={customer} />
      {full && line('timeZone', t('customers.timeZone'))}
      {full && line('language', t('customers.language'))}
      {fields.map((field) => (
        <FieldValue
          key={field.key}
          field={field}
          value={customer.fields[field.key]}
          onChange={(value) => change({ fields: { [field.key]: value } })}
        />
      ))}
      {there && <Plain name={t('customers.localTime')} value={there} />}
      <Plain name={t('customers.since')} value={monthOf(customer.createdAt)} />
    </div>
  );
}

function Plain({ name, value }: { name: string; value: string }) {
  return (
    <>
      <span className="text-ink2">{name}</span>
      <span dir="auto" className="flex min-h-6 items-center truncate">
        {value}
      </span>
    </>
  );
}

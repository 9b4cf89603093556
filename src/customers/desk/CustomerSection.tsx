import { useMutation, useQuery } from '@tanstack/react-query';
import { Ban } from 'lucide-react';
import { api, queries } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { useNow } from '../../ui/clock.ts';
import { sentence } from '../../ui/errors.ts';
import { Facts } from '../../ui/PanelSection.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import type { Conversation } from '../../ui/slots.ts';
import { t } from '../../ui/words.ts';
import { monthOf, timeThere } from './customer-time.ts';
import { NoteField } from './NoteField.tsx';

/** The person at the other end: how to reach them, what time it is there, and what colleagues noted. */
export default function CustomerSection({ conversation }: { conversation: Conversation }) {
  const { id } = conversation.customer;
  const now = useNow();
  const found = useQuery(api.customers.get.queryOptions({ input: { id } }));
  const keep = (customer: NonNullable<typeof found.data>) =>
    queries.setQueryData(api.customers.get.queryKey({ input: { id } }), customer);
  const change = useMutation(api.customers.change.mutationOptions({ onSuccess: keep }));
  const block = useMutation(api.customers.block.mutationOptions({ onSuccess: keep }));
  if (found.isError) return <p className="text-ink2">{sentence(found.error)}</p>;
  if (!found.data) return <Skeleton className="h-20" />;
  const customer = found.data;
  const there = customer.timeZone ? timeThere(customer.timeZone, now) : null;
  return (
    <>
      {customer.blockedAt && (
        <p className="mb-2 rounded-control bg-bad-soft px-2 py-1 text-bad">{t('customers.blocked')}</p>
      )}
      <Facts
        facts={[
          ...customer.identities.map(({ id: identity, kind, value }) => ({
            id: identity,
            name: kind === 'email' ? t('customers.email') : kind,
            value: (
              <bdi data-tip={value} className="block truncate">
                {value}
              </bdi>
            ),
          })),
          ...(customer.company ? [{ name: t('customers.company'), value: customer.company.name }] : []),
          ...(there ? [{ name: t('customers.localTime'), value: there }] : []),
          { name: t('customers.since'), value: monthOf(customer.createdAt) },
        ]}
      />
      <NoteField
        note={customer.note}
        error={change.isError ? sentence(change.error) : undefined}
        onSave={(note) => change.mutate({ id, note })}
      />
      <Button
        look="quiet"
        className="-ms-2 mt-1 h-6 px-2 text-12"
        busy={block.isPending}
        icon={<Ban size={12} aria-hidden="true" />}
        onClick={() => block.mutate({ id, blocked: !customer.blockedAt })}
      >
        {t(customer.blockedAt ? 'customers.unblock' : 'customers.block')}
      </Button>
    </>
  );
}

import { Ban } from 'lucide-react';
import { Button } from '../../ui/Button.tsx';
import { sentence } from '../../ui/errors.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import type { Conversation } from '../../ui/slots.ts';
import { t } from '../../ui/words.ts';
import { FactLines } from './record/FactLines.tsx';
import { Identities } from './record/Identities.tsx';
import { NoteField } from './record/NoteField.tsx';
import { type Customer, useCustomer, useCustomerWrites } from './record/write-customer.ts';

/** The person at the other end: how to reach them, what time it is there, and what colleagues noted. */
export default function CustomerSection({ conversation }: { conversation: Conversation }) {
  const found = useCustomer(conversation.customer.id);
  if (found.isError && !found.data) return <p className="text-ink2">{sentence(found.error)}</p>;
  if (!found.data) return <Skeleton className="h-20" />;
  return <Known key={found.data.id} customer={found.data} />;
}

function Known({ customer }: { customer: Customer }) {
  const { block } = useCustomerWrites(customer.id);
  return (
    <div>
      {customer.blockedAt && (
        <p className="mb-2 rounded-control bg-bad-soft px-2 py-1 text-bad">{t('customers.blocked')}</p>
      )}
      <Identities customer={customer} />
      <div className="mt-2">
        <FactLines customer={customer} />
      </div>
      <NoteField customer={customer} />
      <Button
        look="quiet"
        className="-ms-2 h-6 px-2 text-12"
        busy={block.isPending}
        icon={<Ban size={12} aria-hidden="true" />}
        onClick={() => block.mutate({ id: customer.id, blocked: !customer.blockedAt })}
      >
        {t(customer.blockedAt ? 'customers.unblock' : 'customers.block')}
      </Button>
    </div>
  );
}

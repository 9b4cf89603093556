import { BadgeCheck, Plus, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { sentence } from '../../../ui/errors.ts';
import { fullTime } from '../../../ui/format.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Input } from '../../../ui/Input.tsx';
import { t } from '../../../ui/words.ts';
import { type Customer, useCustomerWrites } from './write-customer.ts';

/** Every way to reach a customer, with which of them proved to be theirs. The last one stays. */
export function Identities({ customer }: { customer: Customer }) {
  const { removeIdentity } = useCustomerWrites(customer.id);
  const { identities } = customer;
  return (
    <>
      <ul aria-label={t('customers.addresses')} className="flex flex-col">
        {identities.map(({ id, value, verifiedAt }) => (
          <li key={id} className="group/identity flex min-h-6 items-center gap-1.5">
            <bdi className="min-w-0 truncate" data-tip={value}>
              {value}
            </bdi>
            {verifiedAt && (
              <span
                role="img"
                aria-label={t('customers.verified', { time: fullTime(verifiedAt) })}
                data-tip={t('customers.verified', { time: fullTime(verifiedAt) })}
                className="shrink-0 text-good"
              >
                <BadgeCheck size={14} aria-hidden="true" />
              </span>
            )}
            {identities.length > 1 && (
              <IconButton
                size={24}
                className="ms-auto opacity-0 focus-visible:opacity-100 group-hover/identity:opacity-100 pointer-coarse:opacity-100"
                label={t('ui.remove', { name: value })}
                onClick={() => removeIdentity.mutate({ id: customer.id, identityId: id })}
              >
                <X size={13} aria-hidden="true" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      <AddAddress id={customer.id} />
    </>
  );
}

function AddAddress({ id }: { id: string }) {
  const [value, setValue] = useState<string>();
  const { addIdentity } = useCustomerWrites(id);
  if (value === undefined)
    return (
      <Button
        look="quiet"
        icon={<Plus size={12} aria-hidden="true" />}
        className="-ms-1.5 h-6 px-1.5 text-12"
        onClick={() => setValue('')}
      >
        {t('customers.addAddress')}
      </Button>
    );
  const put = (event: FormEvent) => {
    event.preventDefault();
    if (!value.trim()) return;
    addIdentity.mutate({ id, kind: 'email', value: value.trim() }, { onSuccess: () => setValue(undefined) });
  };
  return (
    <form onSubmit={put} className="mt-1">
      <div className="flex gap-1.5">
        <Input
          size={28}
          type="email"
          autoFocus
          aria-label={t('customers.addAddress')}
          placeholder="name@company.example"
          value={value}
          onValueChange={(next) => setValue(String(next))}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            setValue(undefined);
          }}
        />
        <Button type="submit" busy={addIdentity.isPending} disabled={!value.trim()}>
          {t('customers.add')}
        </Button>
      </div>
      {addIdentity.isError && (
        <p role="alert" className="mt-1 text-12 text-bad">
          {sentence(addIdentity.error)}
        </p>
      )}
    </form>
  );
}

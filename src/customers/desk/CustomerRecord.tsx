import { Button } from '../../ui/Button.tsx';
import { PanelSection } from '../../ui/PanelSection.tsx';
import { t } from '../../ui/words.ts';
import { FactLines } from './record/FactLines.tsx';
import { Identities } from './record/Identities.tsx';
import { NoteField } from './record/NoteField.tsx';
import { type Customer, useCustomerWrites } from './record/write-customer.ts';

/** Everything known about the person; each value is changed where it stands. */
export function CustomerRecord({ customer }: { customer: Customer }) {
  const { block } = useCustomerWrites(customer.id);
  return (
    <>
      <PanelSection title={t('customers.record')}>
        <FactLines customer={customer} full />
      </PanelSection>
      <PanelSection title={t('customers.addresses')}>
        <Identities customer={customer} />
      </PanelSection>
      <PanelSection title={t('customers.note')}>
        <NoteField customer={customer} />
      </PanelSection>
      <div className="p-3">
        <Button
          look={customer.blockedAt ? 'outline' : 'danger'}
          busy={block.isPending}
          onClick={() => block.mutate({ id: customer.id, blocked: !customer.blockedAt })}
        >
          {t(customer.blockedAt ? 'customers.unblock' : 'customers.block')}
        </Button>
        {customer.blockedAt && <p className="mt-2 text-ink2">{t('customers.blocked')}</p>}
      </div>
    </>
  );
}

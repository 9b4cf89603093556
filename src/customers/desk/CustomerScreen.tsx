import { useNavigate, useParams } from '@tanstack/react-router';
import { SquarePen } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { Avatar } from '../../ui/Avatar.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Bar, NavButton, WithSide } from '../../ui/Columns.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { sentence } from '../../ui/errors.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { t } from '../../ui/words.ts';
import { CustomerRecord } from './CustomerRecord.tsx';
import { type Customer, useCustomer } from './record/write-customer.ts';

const Timeline = lazy(() => import('./timeline/Timeline.tsx'));
const Conversations = lazy(() => import('./Conversations.tsx'));
const Files = lazy(() => import('./files/Files.tsx'));

/** One customer: the record beside everything they ever came with. */
export default function CustomerScreen() {
  const { id } = useParams({ strict: false }) as { id: string };
  const found = useCustomer(id);
  if (found.isError && !found.data)
    return <ErrorState title={sentence(found.error)} onRetry={() => void found.refetch()} />;
  if (!found.data)
    return (
      <div aria-busy="true" className="flex flex-1 flex-col">
        <Bar>
          <NavButton />
          <Skeleton className="h-4 w-60" />
        </Bar>
      </div>
    );
  return <Shown key={id} customer={found.data} />;
}

function Shown({ customer }: { customer: Customer }) {
  const navigate = useNavigate();
  const { email } = customer;
  return (
    <div className="flex min-h-0 flex-1">
      <WithSide label={t('customers.record')} side={<CustomerRecord key={customer.id} customer={customer} />}>
        {(toggle) => (
          <>
            <Bar>
              <NavButton />
              <Avatar id={customer.id} name={customer.name || (email ?? '')} />
              <h1 dir="auto" className="min-w-0 truncate font-semibold text-14">
                {customer.name || email}
              </h1>
              {customer.blockedAt && <Badge tone="bad">{t('customers.isBlocked')}</Badge>}
              <span className="ms-auto" />
              {email && (
                <Button
                  icon={<SquarePen size={14} aria-hidden="true" />}
                  onClick={() => void navigate({ to: '/new', search: { to: email } })}
                >
                  {t('customers.write')}
                </Button>
              )}
              {toggle}
            </Bar>
            <History customerId={customer.id} />
          </>
        )}
      </WithSide>
    </div>
  );
}

const tabs = ['timeline', 'conversations', 'files'] as const;
type Tab = (typeof tabs)[number];

/** Everything said in one scroll, or conversation by conversation, or the files alone. */
function History({ customerId }: { customerId: string }) {
  const asked = tabs.find((tab) => location.hash === `#${tab}`);
  const [tab, setTab] = useState<Tab>(asked ?? 'timeline');
  const scroller = useRef<HTMLElement>(null);
  return (
    <section
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t(`customers.${tab}`)}
      className="min-h-0 flex-1 overflow-y-auto bg-bg outline-none"
    >
      <div className="mx-auto max-w-180 p-4 pair:p-6">
        <Tabs
          label={t('customers.history')}
          value={tab}
          onChange={setTab}
          tabs={tabs.map((value) => ({ value, label: t(`customers.${value}`) }))}
        >
          <div className="pt-4">
            <Suspense fallback={<Skeleton className="h-40 rounded-surface" />}>
              {tab === 'timeline' && <Timeline customerId={customerId} scroller={scroller} />}
              {tab === 'conversations' && <Conversations customerId={customerId} />}
              {tab === 'files' && <Files customerId={customerId} />}
            </Suspense>
          </div>
        </Tabs>
      </div>
    </section>
  );
}

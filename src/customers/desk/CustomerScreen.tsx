import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Check, CircleDot, MessageCircle, SquarePen } from 'lucide-react';
import { Avatar } from '../../ui/Avatar.tsx';
import { api } from '../../ui/api.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Bar, NavButton, WithSide } from '../../ui/Columns.tsx';
import { useNow } from '../../ui/clock.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { sentence } from '../../ui/errors.ts';
import { fullTime, shortAgo } from '../../ui/format.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { t } from '../../ui/words.ts';
import { type Customer, CustomerRecord } from './CustomerRecord.tsx';

/** One customer: the record beside everything they ever came with. */
export default function CustomerScreen() {
  const { id } = useParams({ strict: false }) as { id: string };
  const found = useQuery(api.customers.get.queryOptions({ input: { id } }));
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
  return <Shown customer={found.data} />;
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
            <Conversations customer={customer} />
          </>
        )}
      </WithSide>
    </div>
  );
}

function Conversations({ customer }: { customer: Customer }) {
  const now = useNow();
  const pages = useInfiniteQuery(
    api.conversations.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        view: 'all' as const,
        customerId: customer.id,
        limit: 30,
        cursor,
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  const rows = pages.data?.pages.flatMap((page) => page.items);
  if (pages.isError && !rows)
    return <ErrorState title={sentence(pages.error)} onRetry={() => void pages.refetch()} />;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-bg">
      <div className="mx-auto max-w-180 p-4 pair:p-6">
        {!rows && <Skeleton className="h-40 rounded-surface" />}
        {rows?.length === 0 && (
          <EmptyState
            icon={<MessageCircle size={20} aria-hidden="true" />}
            title={t('customers.noConversations')}
          >
            {t('customers.noConversationsBody')}
          </EmptyState>
        )}
        {rows && rows.length > 0 && (
          <ul
            aria-label={t('customers.conversations')}
            className="overflow-hidden rounded-surface border border-line bg-panel"
          >
            {rows.map((row) => {
              const done = row.status === 'solved' || row.status === 'closed';
              const Icon = done ? Check : CircleDot;
              return (
                <li key={row.id} className="border-line border-b last:border-b-0">
                  <Link
                    to="/inbox/$view/$number"
                    params={{ view: 'all', number: String(row.number) }}
                    className="flex gap-3 px-4 py-3 text-ink no-underline hover:bg-raise/60"
                  >
                    <Icon
                      size={15}
                      aria-hidden="true"
                      className={done ? 'mt-0.5 shrink-0 text-good' : 'mt-0.5 shrink-0 text-ink3'}
                    />
                    <span className="min-w-0 flex-1">
                      <span dir="auto" className="block truncate font-medium">
                        {row.subject || t('customers.noSubject')}
                      </span>
                      <span dir="auto" className="block truncate text-12 text-ink2">
                        {row.preview}
                      </span>
                    </span>
                    <span className="flex shrink-0 flex-col items-end gap-0.5 text-12 text-ink3">
                      <time dateTime={row.lastMessageAt.toISOString()} title={fullTime(row.lastMessageAt)}>
                        {shortAgo(row.lastMessageAt, now)}
                      </time>
                      <span>{row.assignee?.name}</span>
                    </span>
                  </Link>
                </li>
              );
            })}
          </ul>
        )}
        {pages.hasNextPage && (
          <Button
            className="mx-auto mt-4 flex"
            busy={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {t('customers.more')}
          </Button>
        )}
      </div>
    </div>
  );
}

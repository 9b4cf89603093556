import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, CircleDot, MessageCircle } from 'lucide-react';
import { api } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { useNow } from '../../ui/clock.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { sentence } from '../../ui/errors.ts';
import { fullTime, shortAgo } from '../../ui/format.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { t } from '../../ui/words.ts';

/** The conversations of a customer, one line each, the newest first. */
export default function Conversations({ customerId }: { customerId: string }) {
  const now = useNow();
  const pages = useInfiniteQuery(
    api.conversations.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        view: 'all' as const,
        customerId,
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
    <>
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
    </>
  );
}

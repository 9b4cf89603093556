import { useInfiniteQuery } from '@tanstack/react-query';
import { MessageCircle } from 'lucide-react';
import { type RefObject, useEffect, useRef } from 'react';
import { api } from '../../../ui/api.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { t } from '../../../ui/words.ts';
import { Stretch } from './Stretch.tsx';

type Props = { customerId: string; scroller: RefObject<HTMLElement | null> };

/**
 * Everything that was ever said with a customer, across their conversations, in one scroll: the newest first,
 * endless downwards. Only what is near the window is drawn (Stretch).
 */
export default function Timeline({ customerId, scroller }: Props) {
  const pages = useInfiniteQuery(
    api.conversations.customerMessages.infiniteOptions({
      input: (cursor: string | undefined) => ({ customerId, limit: 30, cursor }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!hasNextPage || isFetchingNextPage || !end.current) return;
    const near = new IntersectionObserver(([seen]) => seen?.isIntersecting && void fetchNextPage(), {
      root: scroller.current,
      rootMargin: '800px 0px',
    });
    near.observe(end.current);
    return () => near.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, scroller]);
  if (pages.isError && !data)
    return <ErrorState title={sentence(pages.error)} onRetry={() => void pages.refetch()} />;
  if (!data)
    return (
      <div aria-busy="true" className="flex flex-col gap-3">
        <Skeleton className="h-24 rounded-surface" />
        <Skeleton className="h-32 rounded-surface" />
      </div>
    );
  if (data.pages[0]?.items.length === 0)
    return (
      <EmptyState
        icon={<MessageCircle size={20} aria-hidden="true" />}
        title={t('customers.noConversations')}
      >
        {t('customers.noConversationsBody')}
      </EmptyState>
    );
  const before = (place: number) => data.pages[place - 1]?.items.at(-1)?.conversation.id;
  return (
    <div aria-busy={isFetchingNextPage}>
      {data.pages.map((page, place) => (
        <Stretch
          key={page.items[0]?.message.id ?? place}
          items={page.items}
          after={before(place)}
          scroller={scroller}
        />
      ))}
      <div ref={end} className="h-px" />
      {isFetchingNextPage && <Skeleton className="mt-3 h-24 rounded-surface" />}
    </div>
  );
}

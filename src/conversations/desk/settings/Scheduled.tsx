import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { useNow } from '../../../ui/clock.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { fullTime, shortTime } from '../../../ui/format.ts';
import { Card, Line, Lines, LinesLoading, PageHead } from '../../../ui/Page.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { t } from '../../../ui/words.ts';
import { type Scheduled as One, takeBackScheduled } from '../send-later/scheduled.ts';
import { zoneName } from '../when/zone.ts';

type Whose = 'mine' | 'all';

/** Every reply that waits for its time, soonest first. */
export default function Scheduled() {
  const [whose, setWhose] = useState<Whose>('mine');
  const pages = useInfiniteQuery(
    api.conversations.allScheduled.infiniteOptions({
      input: (cursor: string | undefined) => ({ whose, limit: 50, cursor }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  const all = pages.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <PageHead title={t('conversations.scheduled.title')}>{t('conversations.scheduled.lead')}</PageHead>
      <Tabs
        label={t('conversations.scheduled.whose')}
        value={whose}
        onChange={setWhose}
        tabs={[
          { value: 'mine', label: t('conversations.scheduled.mine') },
          { value: 'all', label: t('conversations.scheduled.all') },
        ]}
      >
        <div className="mt-3">
          <Card flush>
            {pages.isError && (
              <ErrorState title={sentence(pages.error)} onRetry={() => void pages.refetch()} />
            )}
            {pages.isPending && <LinesLoading />}
            {all?.length === 0 && (
              <EmptyState
                icon={<CalendarClock size={20} aria-hidden="true" />}
                title={t('conversations.scheduled.none.title')}
              >
                {t('conversations.scheduled.none.body')}
              </EmptyState>
            )}
            {all && all.length > 0 && (
              <Lines label={t('conversations.scheduled.title')}>
                {all.map((one) => (
                  <ScheduledLine key={one.id} one={one} />
                ))}
              </Lines>
            )}
          </Card>
          {pages.hasNextPage && (
            <Button look="quiet" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {t('conversations.scheduled.more')}
            </Button>
          )}
        </div>
      </Tabs>
    </>
  );
}

function ScheduledLine({ one }: { one: One }) {
  const now = useNow();
  const { number, subject, customer } = one.conversation;
  return (
    <Line
      faded={one.state === 'returned'}
      title={
        <>
          <Link to="/inbox/$view/$number" params={{ view: 'all', number: String(number) }} dir="auto">
            {subject || t('conversations.noSubject')}
          </Link>
          <span className="font-normal text-12 text-ink2">
            <bdi>{customer}</bdi> · {one.mine ? t('conversations.you') : <bdi>{one.agent.name}</bdi>}
          </span>
        </>
      }
      detail={
        <span dir="auto" className="line-clamp-1">
          {one.text}
        </span>
      }
      end={
        <>
          <span title={fullTime(one.sendAt)} className="tabular text-12 text-ink2">
            {one.state === 'returned'
              ? t('conversations.scheduled.returned')
              : `${shortTime(one.sendAt, now)} ${zoneName(one.sendAt)}`}
          </span>
          <Button onClick={() => void takeBackScheduled(one)}>
            {t(one.state === 'returned' ? 'ui.dismiss' : 'conversations.scheduled.callOff')}
          </Button>
        </>
      }
    />
  );
}

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, Hand, KeyRound } from 'lucide-react';
import { useState } from 'react';
import { api, client } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { useNow } from '../../../ui/clock.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { number, shortAgo } from '../../../ui/format.ts';
import { Card, Lines, LinesLoading, PageHead } from '../../../ui/Page.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { t } from '../../../ui/words.ts';
import { useChannelWrite } from '../write.ts';
import { OutboxLine } from './OutboxLine.tsx';

const groups = ['waiting', 'retrying', 'unknown', 'failed', 'bounced'] as const;
type Group = (typeof groups)[number];
type Counts = Awaited<ReturnType<typeof client.outbox.counts>>;

/** Counting stops here on the server. */
const mostCounted = 1_000;

/** What has not left, what did not arrive, and what a person can do about it. */
export default function Outbox() {
  const counts = useQuery(api.outbox.counts.queryOptions()).data;
  const role = useQuery(api.staff.session.queryOptions()).data?.agent.role;
  const [chosen, setGroup] = useState<Group | null>(null);
  // The page opens where something waits for a person, if anything does, and stays there when it is done.
  if (counts && chosen === null) {
    setGroup(groups.findLast((one) => one !== 'waiting' && counts[one] > 0) ?? 'waiting');
  }
  const group = chosen ?? 'waiting';
  const rules = role === 'owner' || role === 'admin';
  const hold = useChannelWrite((_: { all: true }) => client.outbox.hold());
  const held = Boolean(counts?.held);
  return (
    <>
      <PageHead
        title={t('channels.outbox.title')}
        action={
          rules &&
          counts &&
          !held && (
            <Button
              size={36}
              icon={<Hand size={15} aria-hidden="true" />}
              busy={hold.isPending}
              onClick={() => hold.mutate({ all: true })}
            >
              {t('channels.outbox.hold')}
            </Button>
          )
        }
      >
        {t('channels.outbox.lead')}
      </PageHead>
      {counts && <Held counts={counts} mayRelease={rules} />}
      {counts?.mailboxes.map((mailbox) => (
        <p
          key={mailbox.channelId}
          className="mb-3 flex items-start gap-2.5 rounded-menu bg-bad-soft px-4 py-3 text-bad"
        >
          {mailbox.needsPassword ? (
            <KeyRound size={16} aria-hidden="true" className="mt-0.5 shrink-0" />
          ) : (
            <CircleAlert size={16} aria-hidden="true" className="mt-0.5 shrink-0" />
          )}
          <span>
            <bdi className="font-semibold">{mailbox.address}</bdi> {mailbox.text}
          </span>
        </p>
      ))}
      <Tabs
        label={t('channels.outbox.title')}
        value={group}
        onChange={setGroup}
        tabs={groups.map((one) => ({ value: one, label: <TabLabel group={one} count={counts?.[one]} /> }))}
      >
        <div className="mt-3">
          <Group key={group} group={group} />
        </div>
      </Tabs>
    </>
  );
}

function TabLabel({ group, count }: { group: Group; count: number | undefined }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      {t(`channels.outbox.${group}`)}
      {count !== undefined && count > 0 && (
        <span className="tabular rounded-full bg-raise px-1.5 text-12 text-ink2">
          {number(count)}
          {count >= mostCounted && '+'}
        </span>
      )}
    </span>
  );
}

function Held({ counts, mayRelease }: { counts: Counts; mayRelease: boolean }) {
  const now = useNow();
  const release = useChannelWrite((_: { all: true }) => client.outbox.release());
  if (!counts.held) return null;
  const { reason, since } = counts.held;
  return (
    <div
      role="status"
      className="mb-4 flex flex-wrap items-center gap-3 rounded-menu bg-warn-soft px-4 py-3 text-warn"
    >
      <Hand size={16} aria-hidden="true" className="shrink-0" />
      <span className="min-w-60 flex-1">
        {t(`channels.outbox.held.${reason}`, { time: shortAgo(since, now) })}
      </span>
      {mayRelease && (
        <Button
          size={36}
          look="primary"
          busy={release.isPending}
          onClick={() => release.mutate({ all: true })}
        >
          {t('channels.outbox.release')}
        </Button>
      )}
    </div>
  );
}

function Group({ group }: { group: Group }) {
  const pages = useInfiniteQuery(
    api.outbox.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ group, limit: 30, cursor }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  const items = pages.data?.pages.flatMap((page) => page.items);
  return (
    <Card
      flush
      foot={
        pages.hasNextPage && (
          <div className="border-line border-t p-3 text-center">
            <Button size={36} busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {t('channels.more.show')}
            </Button>
          </div>
        )
      }
    >
      {pages.isError && !items && (
        <ErrorState title={sentence(pages.error)} onRetry={() => void pages.refetch()} />
      )}
      {pages.isPending && <LinesLoading />}
      {items?.length === 0 && (
        <EmptyState
          icon={<CircleCheck size={20} aria-hidden="true" />}
          title={t(`channels.outbox.${group}.none`)}
        >
          {t(`channels.outbox.${group}.teach`)}
        </EmptyState>
      )}
      {items && items.length > 0 && (
        <Lines label={t(`channels.outbox.${group}`)}>
          {items.map((item) => (
            <OutboxLine key={item.messageId} item={item} />
          ))}
        </Lines>
      )}
    </Card>
  );
}

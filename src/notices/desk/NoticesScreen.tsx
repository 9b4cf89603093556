import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Bell, CheckCheck, Settings2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { api, client } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Bar, Columns, NavButton } from '../../ui/Columns.tsx';
import { useNow } from '../../ui/clock.ts';
import { useCommand } from '../../ui/commands.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { sentence } from '../../ui/errors.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { toast } from '../../ui/toast.ts';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { t } from '../../ui/words.ts';
import { type Notice, refreshNotices, useUnread } from './caches.ts';
import { NoticeRow } from './NoticeRow.tsx';

type Props = {
  /** The conversation a notice is of, as its own room shows it. */
  thread: (number: string, onBack: () => void) => ReactNode;
};

/** What one was told, newest first, and beside it the conversation it is about. */
export function NoticesScreen({ thread }: Props) {
  const { number = null } = useParams({ strict: false }) as { number?: string };
  const navigate = useNavigate();
  const close = () => void navigate({ to: '/notices' });
  useCommand('back', close, number !== null);
  return (
    <Columns
      list={<List chosen={number} />}
      detail={number && thread(number, close)}
      empty={<EmptyState icon={<Bell size={20} aria-hidden="true" />} title={t('notices.choose')} />}
    />
  );
}

function List({ chosen }: { chosen: string | null }) {
  const navigate = useNavigate();
  const now = useNow();
  const unread = useUnread();
  const [only, setOnly] = useState(false);
  const [current, setCurrent] = useState<string | null>(null);
  const pages = useInfiniteQuery(
    api.notices.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ unread: only, limit: 50, cursor }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  const items = pages.data?.pages.flatMap((page) => page.items);
  const at = current ?? items?.find((one) => String(one.conversation.number) === chosen)?.id ?? null;
  const open = (id: string) => {
    const notice = items?.find((one) => one.id === id);
    if (!notice) return;
    if (!notice.read) void mark({ ids: [id] });
    void navigate({ to: '/notices/$number', params: { number: String(notice.conversation.number) } });
  };
  const step = (by: number) => {
    if (!items?.length) return;
    const to = items[Math.min(Math.max(items.findIndex((one) => one.id === at) + by, 0), items.length - 1)];
    setCurrent(to?.id ?? null);
    if (chosen && to) open(to.id);
  };
  useCommand('next', () => step(1));
  useCommand('previous', () => step(-1));
  useCommand('open', () => at && open(at), at !== null);
  useCommand(
    'select',
    () => {
      const notice = items?.find((one) => one.id === at);
      if (notice) void mark({ ids: [notice.id], read: !notice.read });
    },
    at !== null,
  );
  const Title = chosen ? 'h2' : 'h1';
  return (
    <>
      <Bar className="gap-1.5">
        <NavButton />
        <Title className="truncate font-semibold text-14">{t('notices.title')}</Title>
        <div className="ms-auto flex items-center">
          <IconButton
            label={t('notices.markAll')}
            disabled={!unread}
            onClick={() => void markAll(items ?? [])}
          >
            <CheckCheck size={16} aria-hidden="true" />
          </IconButton>
          <Link
            to="/settings/$"
            params={{ _splat: 'notices' }}
            aria-label={t('notices.settings.open')}
            data-tip={t('notices.settings.open')}
            className="grid size-7 place-items-center rounded-control text-ink2 hover:bg-raise hover:text-ink pointer-coarse:size-9"
          >
            <Settings2 size={16} aria-hidden="true" />
          </Link>
        </div>
      </Bar>
      <div className="flex gap-1 px-4 pt-2">
        {[false, true].map((choice) => (
          <Button
            key={String(choice)}
            look={only === choice ? 'outline' : 'quiet'}
            aria-pressed={only === choice}
            onClick={() => setOnly(choice)}
          >
            {t(choice ? 'notices.unread' : 'notices.all')}
          </Button>
        ))}
      </div>
      <div className="relative flex min-h-0 flex-1 flex-col">
        {pages.isError && !items && (
          <ErrorState title={sentence(pages.error)} onRetry={() => void pages.refetch()} />
        )}
        {pages.isPending && <Loading />}
        {items?.length === 0 && (
          <EmptyState
            icon={<Bell size={20} aria-hidden="true" />}
            title={t(only ? 'notices.emptyUnread.title' : 'notices.empty.title')}
          >
            {t('notices.empty.body')}
          </EmptyState>
        )}
        {items && items.length > 0 && (
          <VirtualList
            items={items}
            keyOf={(notice) => notice.id}
            rowHeight={72}
            label={t('notices.list')}
            current={at}
            onCurrent={setCurrent}
            onOpen={open}
            onMore={() => pages.hasNextPage && !pages.isFetchingNextPage && void pages.fetchNextPage()}
            row={(notice) => (
              <NoticeRow
                notice={notice}
                current={notice.id === at || (!at && String(notice.conversation.number) === chosen)}
                now={now}
              />
            )}
          />
        )}
      </div>
    </>
  );
}

function Loading() {
  return (
    <div aria-busy="true" className="p-2">
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} className="flex h-18 gap-2.5 px-3 pt-2">
          <Skeleton className="size-7 rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-3.5 w-40" />
            <Skeleton className="h-3 w-56 max-w-full" />
          </div>
        </div>
      ))}
    </div>
  );
}

async function mark(input: Parameters<typeof client.notices.mark>[0]): Promise<string[]> {
  try {
    return (await client.notices.mark(input)).ids;
  } catch (error) {
    toast(sentence(error), { bad: true });
    return [];
  } finally {
    refreshNotices();
  }
}

/** Reads all up to the newest that is shown: what comes meanwhile stays unread. With a way back. */
async function markAll(shown: readonly Notice[]): Promise<void> {
  const until = shown[0]?.at;
  if (!until) return;
  const ids = await mark({ until });
  if (ids.length === 0) return;
  const back = () => void mark({ ids: ids.slice(0, 200), read: false });
  toast(t('notices.marked', { count: ids.length }), {
    action: { label: t('conversations.undo'), onAct: back },
  });
}

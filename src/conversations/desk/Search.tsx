import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Search as SearchIcon } from 'lucide-react';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { Avatar } from '../../ui/Avatar.tsx';
import { api, type client } from '../../ui/api.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Bar, NavButton } from '../../ui/Columns.tsx';
import { useNow } from '../../ui/clock.ts';
import { useCommand } from '../../ui/commands.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { sentence } from '../../ui/errors.ts';
import { fullTime, shortAgo } from '../../ui/format.ts';
import { announce } from '../../ui/LiveLog.tsx';
import { resting } from '../../ui/rest.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { t } from '../../ui/words.ts';
import { statusName, statusTone } from './names.ts';
import { KeepSearch, Wrong } from './search/Said.tsx';
import { SearchField } from './search/SearchField.tsx';
import { useCompose } from './use-compose.ts';

type Found = Awaited<ReturnType<typeof client.conversations.search>>;

/** Search over everything this person may see. The words stand in the address, so a search can be kept. */
export default function Search() {
  const { q = '' } = useSearch({ strict: false }) as { q?: string };
  const navigate = useNavigate();
  const [text, setText] = useState(q);
  const field = useRef<HTMLInputElement>(null);
  // The address keeps no spaces at the ends; what is being typed may.
  useEffect(() => setText((now) => (now.trim() === q ? now : q)), [q]);
  useEffect(() => field.current?.focus(), []);
  useCommand('search', () => field.current?.select());
  useCompose();
  const go = (words: string) =>
    void navigate({ to: '/search', search: words.trim() ? { q: words.trim() } : {}, replace: true });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Bar>
        <NavButton />
        <h1 className="sr-only">{t('ui.keys.search')}</h1>
        <SearchIcon size={16} aria-hidden="true" className="shrink-0 text-ink3" />
        <search className="flex-1">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              go(text);
            }}
          >
            <SearchField
              field={field}
              value={text}
              onChange={(next) => {
                setText(next);
                go(next);
              }}
            />
          </form>
        </search>
      </Bar>
      <div tabIndex={-1} {...resting} className="min-h-0 flex-1 overflow-y-auto bg-bg outline-none">
        {q.trim() ? (
          <Results q={q.trim()} />
        ) : (
          <EmptyState
            icon={<SearchIcon size={20} aria-hidden="true" />}
            title={t('conversations.search.begin')}
          >
            {t('conversations.search.beginBody')}
          </EmptyState>
        )}
      </div>
    </div>
  );
}

function Results({ q }: { q: string }) {
  const words = useDeferredValue(q);
  const pages = useInfiniteQuery(
    api.conversations.search.infiniteOptions({
      input: (cursor: string | undefined) => ({ q: words, limit: 20, cursor }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      placeholderData: (before) => before,
    }),
  );
  const first = pages.data?.pages[0];
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = pages.isSuccess && !pages.isPlaceholderData ? items.length : undefined;
  useEffect(() => {
    if (shown !== undefined) announce(t('conversations.search.found', { count: shown }));
  }, [shown]);
  if (pages.isError && !pages.data)
    return <ErrorState title={sentence(pages.error)} onRetry={() => void pages.refetch()} />;
  if (!first) return <Loading />;
  const wrong = first.wrong.filter(({ value }) => value !== '');
  if (wrong.length > 0) return <Wrong wrong={wrong} />;
  if (items.length === 0 && first.customers.length === 0)
    return (
      <EmptyState
        icon={<SearchIcon size={20} aria-hidden="true" />}
        title={t('conversations.search.nothing', { q: words })}
      >
        {t('conversations.search.nothingBody')}
      </EmptyState>
    );
  return (
    <div className="mx-auto flex max-w-180 flex-col gap-6 p-4 pair:p-6" aria-busy={pages.isPlaceholderData}>
      {first.filter && <KeepSearch filter={first.filter} name={words} />}
      {first.corrected && (
        <p className="text-ink2">{t('conversations.search.corrected', { word: first.corrected })}</p>
      )}
      {first.customers.length > 0 && <Customers customers={first.customers} />}
      {items.length > 0 && (
        <section>
          <h2 className="mb-2 font-medium text-12 text-ink2">{t('conversations.search.conversations')}</h2>
          <ul className="overflow-hidden rounded-surface border border-line bg-panel">
            {items.map((item) => (
              <li key={`${item.id}${item.messageId ?? ''}`} className="border-line border-b last:border-b-0">
                <Hit item={item} />
              </li>
            ))}
          </ul>
          {pages.hasNextPage && (
            <Button
              className="mx-auto mt-4 flex"
              busy={pages.isFetchingNextPage}
              onClick={() => void pages.fetchNextPage()}
            >
              {t('conversations.search.more')}
            </Button>
          )}
        </section>
      )}
    </div>
  );
}

function Customers({ customers }: { customers: Found['customers'] }) {
  return (
    <section>
      <h2 className="mb-2 font-medium text-12 text-ink2">{t('conversations.search.customers')}</h2>
      <ul className="grid gap-2 pair:grid-cols-2">
        {customers.map(({ id, name, email }) => (
          <li key={id}>
            <Link
              to="/customers/$id"
              params={{ id }}
              className="flex items-center gap-2.5 rounded-surface border border-line bg-panel px-3 py-2 text-ink no-underline hover:border-line-strong"
            >
              <Avatar id={id} name={name || (email ?? '')} />
              <span className="min-w-0">
                <span dir="auto" className="block truncate font-medium">
                  {name || email}
                </span>
                {email && <bdi className="block truncate text-12 text-ink2">{email}</bdi>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Hit({ item }: { item: Found['items'][number] }) {
  const now = useNow();
  return (
    <Link
      to="/inbox/$view/$number"
      params={{ view: 'all', number: String(item.number) }}
      className="flex gap-3 px-4 py-3 text-ink no-underline hover:bg-raise/60"
    >
      <Avatar id={item.customer.id} name={item.customer.name} />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span dir="auto" className="truncate font-medium">
            {item.subject || t('conversations.noSubject')}
          </span>
          <bdi className="shrink-0 text-12 text-ink3">#{item.number}</bdi>
          <Badge tone={statusTone(item.status)}>{statusName(item.status)}</Badge>
          <time
            dateTime={item.lastMessageAt.toISOString()}
            title={fullTime(item.lastMessageAt)}
            className="tabular ms-auto shrink-0 text-11 text-ink3"
          >
            {shortAgo(item.lastMessageAt, now)}
          </time>
        </span>
        <span dir="auto" className="block truncate text-12 text-ink2">
          {item.customer.name}
        </span>
        {item.highlights.length > 0 && (
          <span dir="auto" className="mt-0.5 line-clamp-2 block text-ink2">
            {item.highlights.map((part, place) =>
              part.hit ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one snippet never move
                <mark key={place} className="rounded-[3px] bg-accent-soft font-medium text-accent-ink">
                  {part.text}
                </mark>
              ) : (
                part.text
              ),
            )}
          </span>
        )}
      </span>
    </Link>
  );
}

function Loading() {
  return (
    <div aria-busy="true" className="mx-auto flex max-w-180 flex-col gap-3 p-6">
      {[0, 1, 2, 3].map((line) => (
        <Skeleton key={line} className="h-18 rounded-surface" />
      ))}
    </div>
  );
}

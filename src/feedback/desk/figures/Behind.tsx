import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { api, type client } from '../../../ui/api.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { useNow } from '../../../ui/clock.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { fullTime, shortAgo } from '../../../ui/format.ts';
import { LinesLoading } from '../../../ui/Page.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { t } from '../../../ui/words.ts';
import { type FigureId, figures, type Place, type Which } from './figure.ts';

/** A number somebody pressed: which figure, of which part, and that part's name. */
export type Asked = { id: FigureId; place: Place; name?: string };
type Line = Awaited<ReturnType<typeof client.feedback.rows>>['items'][number];

/** What a number means, and the conversations it counts. */
export function Behind({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const { label, definition, rows } = figures[asked.id];
  const [which, setWhich] = useState<Which>(rows[0]);
  return (
    <Dialog
      open
      width={720}
      onClose={onClose}
      title={asked.name ? `${t(label)} · ${asked.name}` : t(label)}
      description={t(definition)}
      foot={
        <a
          href={csvOf(asked.place, which)}
          download
          className="inline-flex min-h-7 items-center gap-1.5 no-underline hover:underline"
        >
          <Download size={14} aria-hidden="true" />
          {t('feedback.csv')}
        </a>
      }
    >
      <Tabs
        label={t('feedback.rows')}
        value={which}
        onChange={setWhich}
        tabs={rows.map((value) => ({ value, label: t(`feedback.which.${value}`) }))}
      >
        <Rows key={which} place={asked.place} which={which} onLeave={onClose} />
      </Tabs>
    </Dialog>
  );
}

function csvOf({ from, ...of }: Place, which: Which): string {
  const query = new URLSearchParams({ which, ...of, ...(from && { from: from.toISOString() }) });
  return `/api/satisfaction/rows.csv?${query}`;
}

type RowsProps = { place: Place; which: Which; onLeave: () => void };

function Rows({ place, which, onLeave }: RowsProps) {
  const pages = useInfiniteQuery(
    api.feedback.rows.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...place, which, limit: 30, cursor }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  const lines = pages.data?.pages.flatMap((page) => page.items);
  if (pages.isError && !lines)
    return <ErrorState title={sentence(pages.error)} onRetry={() => void pages.refetch()} />;
  if (!lines) return <LinesLoading />;
  if (lines.length === 0) return <p className="py-6 text-center text-ink2">{t('feedback.noRows')}</p>;
  return (
    <>
      <ul className="mt-2 divide-y divide-line">
        {lines.map((line) => (
          <Answer key={line.conversation.id} line={line} onLeave={onLeave} />
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button
          className="mx-auto mt-3 flex"
          busy={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('feedback.more')}
        </Button>
      )}
    </>
  );
}

function Answer({ line, onLeave }: { line: Line; onLeave: () => void }) {
  const now = useNow();
  const at = line.answeredAt ?? line.askedAt;
  return (
    <li className="flex flex-col gap-0.5 py-2.5">
      <div className="flex items-center gap-2">
        <Link
          to="/inbox/$view/$number"
          params={{ view: 'all', number: String(line.conversation.number) }}
          onClick={onLeave}
          dir="auto"
          className="min-w-0 truncate font-medium text-ink no-underline hover:underline"
        >
          {line.conversation.subject || `#${line.conversation.number}`}
        </Link>
        <span className="ms-auto flex shrink-0 items-center gap-1.5">
          {line.rating !== null && (
            <span className="tabular text-ink2">{t('feedback.rated', { rating: line.rating })}</span>
          )}
          {line.settled !== null && (
            <Badge tone={line.settled ? 'good' : 'warn'}>
              {t('feedback.settled', { settled: String(line.settled) })}
            </Badge>
          )}
          {line.settled === null && <span className="text-ink3">{t('feedback.noAnswer')}</span>}
        </span>
      </div>
      {line.comment && (
        <p dir="auto" className="line-clamp-3 whitespace-pre-wrap wrap-anywhere">
          {line.comment}
        </p>
      )}
      <p className="truncate text-12 text-ink3">
        {[line.customer.name, line.agent?.name, line.inbox.name].filter(Boolean).map((part) => (
          <span key={part}>
            <bdi>{part}</bdi> ·{' '}
          </span>
        ))}
        <time dateTime={at.toISOString()} title={fullTime(at)}>
          {shortAgo(at, now)}
        </time>
      </p>
    </li>
  );
}

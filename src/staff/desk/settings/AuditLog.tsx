import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Download, ScrollText } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { api, client } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Combobox } from '../../../ui/Combobox.tsx';
import { useNow } from '../../../ui/clock.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { fullTime, shortTime } from '../../../ui/format.ts';
import { Card, Line, Lines, LinesLoading, PageHead } from '../../../ui/Page.tsx';
import { Select } from '../../../ui/Select.tsx';
import { toast } from '../../../ui/toast.ts';
import { t } from '../../../ui/words.ts';
import { type AuditEntry, auditSentence, whoDid } from './audit-sentence.ts';

const kinds = [
  ...(['sign-in', 'access', 'people', 'keys', 'inboxes', 'mail'] as const),
  ...(['words', 'customers', 'data', 'workspace'] as const),
];
type Kind = (typeof kinds)[number];
const periods = { day: 1, week: 7, month: 30, all: null } as const;
type Period = keyof typeof periods;
const everything = 'all';
const dayMs = 24 * 60 * 60_000;

type Filter = { agentId?: string; kind?: Kind; from?: Date };

/** Who did what that matters, newest first, with ways to look closer and to take it out. */
export default function AuditLog() {
  const now = useNow();
  const [agentId, setAgent] = useState<string | null>(null);
  const [kind, setKind] = useState<Kind | typeof everything>(everything);
  const [period, setPeriod] = useState<Period>('all');
  const [begun, setBegun] = useState(now);
  const days = periods[period];
  const filter: Filter = {
    ...(agentId && { agentId }),
    ...(kind !== everything && { kind }),
    ...(days && { from: new Date(begun.getTime() - days * dayMs) }),
  };
  const agents = useQuery(api.staff.agents.list.queryOptions()).data?.items ?? [];
  const log = useInfiniteQuery(
    api.staff.audit.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...filter, limit: 50, cursor }),
      initialPageParam: undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  );
  const entries = log.data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <PageHead title={t('audit.title')} action={<Export filter={filter} />}>
        {t('audit.lead')}
      </PageHead>
      <div className="mb-4 grid gap-2 pair:grid-cols-3">
        <Combobox
          label={t('audit.by')}
          value={agentId ?? everything}
          onChange={(next) => setAgent(next === everything ? null : next)}
          choices={[
            { value: everything, label: t('audit.by.anyone') },
            ...agents.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Select
          label={t('audit.kind')}
          value={kind}
          onChange={setKind}
          choices={[
            { value: everything, label: t('audit.kind.all') },
            ...kinds.map((one) => ({ value: one, label: t(`audit.kind.${one}`) })),
          ]}
        />
        <Select
          label={t('audit.period')}
          value={period}
          onChange={(next) => {
            setPeriod(next);
            setBegun(now);
          }}
          choices={(Object.keys(periods) as Period[])
            .reverse()
            .map((one) => ({ value: one, label: t(`audit.period.${one}`) }))}
        />
      </div>
      <Card flush>
        {log.isError && <ErrorState title={sentence(log.error)} onRetry={() => void log.refetch()} />}
        {log.isPending && <LinesLoading count={8} />}
        {entries?.length === 0 && (
          <EmptyState icon={<ScrollText size={20} aria-hidden="true" />} title={t('audit.none.title')}>
            {t('audit.none.body')}
          </EmptyState>
        )}
        {entries && entries.length > 0 && (
          <Lines label={t('audit.title')}>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} now={now} />
            ))}
          </Lines>
        )}
      </Card>
      {log.hasNextPage && <More busy={log.isFetchingNextPage} onMore={() => void log.fetchNextPage()} />}
    </>
  );
}

/** Brings earlier entries as the end comes into sight; as a button for whoever moves without scrolling. */
function More({ busy, onMore }: { busy: boolean; onMore: () => void }) {
  const end = useRef<HTMLDivElement>(null);
  const bring = useRef(onMore);
  bring.current = onMore;
  useEffect(() => {
    if (!end.current || busy) return;
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && bring.current(), {
      rootMargin: '400px',
    });
    seen.observe(end.current);
    return () => seen.disconnect();
  }, [busy]);
  return (
    <div ref={end}>
      <Button size={36} busy={busy} onClick={onMore}>
        {t('audit.more')}
      </Button>
    </div>
  );
}

function Entry({ entry, now }: { entry: AuditEntry; now: Date }) {
  const from = [
    entry.key && (entry.key.name ? t('audit.key', { key: entry.key.name }) : t('audit.key.gone')),
    entry.ip && t('audit.from', { address: entry.ip }),
  ].filter(Boolean);
  return (
    <Line
      title={
        <span dir="auto" className="font-normal">
          {auditSentence(entry, whoDid(entry))}
        </span>
      }
      detail={
        <>
          <time dateTime={entry.at.toISOString()} title={fullTime(entry.at)} className="tabular">
            {shortTime(entry.at, now)}
          </time>
          {from.length > 0 && <bdi>{` · ${from.join(' · ')}`}</bdi>}
        </>
      }
    />
  );
}

/** Takes out what the filter shows, piece by piece, so that no answer grows without end. */
function Export({ filter }: { filter: Filter }) {
  const [taken, setTaken] = useState<number | null>(null);
  const take = async () => {
    const pieces: string[] = [];
    let count = 0;
    let cursor: string | undefined;
    setTaken(0);
    try {
      do {
        const piece = await client.staff.audit.export({ ...filter, ...(cursor && { cursor }) });
        pieces.push(piece.csv);
        // The first piece begins with the headings.
        count += piece.csv.split('\r\n').length - (cursor ? 1 : 2);
        setTaken(count);
        cursor = piece.next ?? undefined;
      } while (cursor);
      save('rapport-audit-log.csv', pieces);
      toast(t('audit.export.done', { count }));
    } catch (error) {
      toast(sentence(error), { bad: true });
    } finally {
      setTaken(null);
    }
  };
  return (
    <Button
      size={36}
      icon={<Download size={14} aria-hidden="true" />}
      busy={taken !== null}
      onClick={() => void take()}
    >
      {taken ? t('audit.export.going', { count: taken }) : t('audit.export')}
    </Button>
  );
}

function save(name: string, pieces: string[]): void {
  // The mark at the beginning tells spreadsheets that it is UTF-8.
  const url = URL.createObjectURL(new Blob(['\uFEFF', ...pieces], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

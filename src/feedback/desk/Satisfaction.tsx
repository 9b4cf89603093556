import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Smile } from 'lucide-react';
import { useMemo, useState } from 'react';
import { api } from '../../ui/api.ts';
import { Bar, NavButton } from '../../ui/Columns.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { sentence } from '../../ui/errors.ts';
import { Select } from '../../ui/Select.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { t } from '../../ui/words.ts';
import { type Asked, Behind } from './figures/Behind.tsx';
import { Cards } from './figures/Cards.tsx';
import { Table } from './figures/Table.tsx';

const periods = ['7', '30', '90', '365'] as const;
const groups = ['inbox', 'team', 'agent'] as const;
type Group = (typeof groups)[number];

/** The beginning of the day so many days ago, the same all day long, so that the question stays the same. */
function daysAgo(days: number): Date {
  const date = new Date();
  date.setHours(0, 0, 0, 0);
  date.setDate(date.getDate() - days);
  return date;
}

/** Whether it was settled and how it was, in all and apart; every number opens what it counts. */
export default function Satisfaction() {
  const [period, setPeriod] = useState<(typeof periods)[number]>('30');
  const [by, setBy] = useState<Group>('inbox');
  const [asked, setAsked] = useState<Asked | null>(null);
  const from = useMemo(() => daysAgo(Number(period)), [period]);
  const found = useQuery({
    ...api.feedback.figures.queryOptions({ input: { from, by } }),
    placeholderData: keepPreviousData,
  });
  const none = found.data?.total.asked === 0;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <Bar>
        <NavButton />
        <h1 className="min-w-0 truncate font-semibold text-14">{t('feedback.title')}</h1>
        <div className="ms-auto w-40 shrink-0">
          <Select
            size={28}
            label={t('feedback.period')}
            value={period}
            onChange={setPeriod}
            choices={periods.map((days) => ({ value: days, label: t('feedback.lastDays', { days }) }))}
          />
        </div>
      </Bar>
      <div className="min-h-0 flex-1 overflow-y-auto bg-bg">
        <div className="mx-auto flex max-w-240 flex-col gap-5 p-4 pair:p-6">
          {found.isError && !found.data && (
            <ErrorState title={sentence(found.error)} onRetry={() => void found.refetch()} />
          )}
          {found.isPending && <Skeleton className="h-28 rounded-surface" />}
          {none && (
            <EmptyState
              icon={<Smile size={20} aria-hidden="true" />}
              title={t('feedback.none')}
              action={
                <Link to="/settings/$" params={{ _splat: 'after-solving' }}>
                  {t('feedback.noneDo')}
                </Link>
              }
            >
              {t('feedback.noneBody')}
            </EmptyState>
          )}
          {found.data && !none && (
            <>
              <Cards of={found.data.total} onOpen={(id) => setAsked({ id, place: { from } })} />
              <Tabs
                label={t('feedback.by')}
                value={by}
                onChange={setBy}
                tabs={groups.map((value) => ({ value, label: t(`feedback.by.${value}`) }))}
              >
                <Table
                  by={by}
                  items={found.data.items}
                  onOpen={(id, of) =>
                    setAsked({
                      id,
                      place: { from, ...(of && { [`${by}Id`]: of.id }) },
                      ...(of && { name: of.name }),
                    })
                  }
                />
              </Tabs>
            </>
          )}
        </div>
      </div>
      {asked && <Behind asked={asked} onClose={() => setAsked(null)} />}
    </div>
  );
}

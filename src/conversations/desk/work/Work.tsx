import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Avatar } from '../../../ui/Avatar.tsx';
import { api, type client } from '../../../ui/api.ts';
import { Bar, NavButton } from '../../../ui/Columns.tsx';
import { useNow } from '../../../ui/clock.ts';
import { cx } from '../../../ui/cx.ts';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { countText, fullTime, shortAgo } from '../../../ui/format.ts';
import { LinesLoading } from '../../../ui/Page.tsx';
import { t } from '../../../ui/words.ts';
import type { Filter } from '../views/saved.ts';

type Line = Awaited<ReturnType<typeof client.conversations.workload>>[number];

/** Who works on what, for those who lead: every number opens its conversations. */
export default function Work() {
  const lines = useQuery(api.conversations.workload.queryOptions({ refetchInterval: 15_000 }));
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <Bar>
        <NavButton />
        <h1 className="font-semibold text-14">{t('conversations.work.title')}</h1>
        <p className="truncate text-ink2 max-pair:hidden">{t('conversations.work.lead')}</p>
      </Bar>
      <div className="min-h-0 flex-1 overflow-auto bg-bg p-4 pair:p-6">
        {lines.isError && <ErrorState title={sentence(lines.error)} onRetry={() => void lines.refetch()} />}
        {lines.isPending && <LinesLoading />}
        {lines.data && <Table lines={lines.data} />}
      </div>
    </div>
  );
}

const cell = 'px-3 py-2.5 align-middle first:ps-4 last:pe-4';

function Table({ lines }: { lines: readonly Line[] }) {
  const heads = ['agent', 'open', 'oldest', 'solved', 'now'] as const;
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
      tabIndex={0}
      data-scrolls-sideways
      aria-label={t('conversations.work.title')}
      className="mx-auto max-w-240 overflow-x-auto rounded-surface border border-line bg-panel"
    >
      <table className="w-full border-collapse text-start">
        <thead>
          <tr className="border-line border-b text-12 text-ink2">
            {heads.map((head) => (
              <th key={head} scope="col" className={cx(cell, 'whitespace-nowrap text-start font-medium')}>
                {t(`conversations.work.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <AgentRow key={line.agent.id} line={line} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function AgentRow({ line }: { line: Line }) {
  const { agent, online, lastSeenAt, open, oldestWaitingSince, solvedToday, at } = line;
  const now = useNow();
  const theirs = { field: 'assignee', is: 'any', values: [agent.id] } as const;
  const midnight = new Date(now);
  midnight.setHours(0, 0, 0, 0);
  return (
    <tr className="border-line border-b last:border-b-0">
      <th scope="row" className={cx(cell, 'text-start font-normal')}>
        <span className="flex items-center gap-2.5">
          <Avatar id={agent.id} name={agent.name} />
          <span className="min-w-0">
            <span dir="auto" className="block truncate font-medium">
              {agent.name}
            </span>
            <span className={cx('block whitespace-nowrap text-12', online ? 'text-good' : 'text-ink3')}>
              {online ? t('conversations.work.online') : t('conversations.work.away')}
              {!online &&
                lastSeenAt &&
                ` · ${t('conversations.work.seen', { time: shortAgo(lastSeenAt, now) })}`}
            </span>
          </span>
        </span>
      </th>
      <td className={cell}>
        <Rows
          count={open}
          name={t('conversations.work.openOf', { name: agent.name })}
          filter={{
            match: 'all',
            conditions: [
              { field: 'list', is: 'any', values: ['open'] },
              { ...theirs, values: [agent.id] },
            ],
          }}
        />
      </td>
      <td className={cx(cell, 'tabular whitespace-nowrap text-ink2')}>
        {oldestWaitingSince ? (
          <time dateTime={oldestWaitingSince.toISOString()} title={fullTime(oldestWaitingSince)}>
            {shortAgo(oldestWaitingSince, now)}
          </time>
        ) : (
          '–'
        )}
      </td>
      <td className={cell}>
        <Rows
          count={solvedToday}
          name={t('conversations.work.solvedOf', { name: agent.name })}
          filter={{
            match: 'all',
            conditions: [
              { field: 'list', is: 'any', values: ['solved'] },
              { ...theirs, values: [agent.id] },
              { field: 'solved', is: 'after', at: midnight.toISOString() },
            ],
          }}
        />
      </td>
      <td className={cx(cell, 'whitespace-nowrap text-ink2')}>
        {at.map(({ number, state }) => (
          <Link
            key={number}
            to="/inbox/$view/$number"
            params={{ view: 'all', number: String(number) }}
            className="me-3 text-accent-ink underline-offset-2 hover:underline"
          >
            {t(state === 'viewing' ? 'conversations.work.viewing' : 'conversations.work.replying', {
              number,
            })}
          </Link>
        ))}
        {at.length === 0 && '–'}
      </td>
    </tr>
  );
}

/** A number that opens what it counts. */
function Rows({ count, name, filter }: { count: number; name: string; filter: Filter }) {
  if (count === 0) return <span className="tabular text-ink3">0</span>;
  return (
    <Link
      to="/inbox/$view"
      params={{ view: 'filter' }}
      search={{ f: JSON.stringify(filter), name }}
      aria-label={`${name}: ${countText(count)}`}
      className="tabular font-medium text-accent-ink underline-offset-2 hover:underline"
    >
      {countText(count)}
    </Link>
  );
}

import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ArrowUp, Inbox as InboxIcon, SquarePen } from 'lucide-react';
import { lazy, memo, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useAfterFrame } from '../../ui/after-frame.ts';
import { Bar, Columns, NavButton } from '../../ui/Columns.tsx';
import { keysOf, run, useCommand } from '../../ui/commands.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { sentence } from '../../ui/errors.ts';
import { countText } from '../../ui/format.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { restCursor } from '../../ui/rest.ts';
import { type Row, slots } from '../../ui/slots.ts';
import { type ListHandle, VirtualList } from '../../ui/VirtualList.tsx';
import { t, withWords } from '../../ui/words.ts';
import { useActing } from './act/acting.ts';
import { ConversationRow } from './ConversationRow.tsx';
import { Loading, NothingHere } from './ListStates.tsx';
import { useList } from './live/use-list.ts';
import { channelName } from './names.ts';
import { ThreadLoading } from './ThreadLoading.tsx';
import { useColleagues, writingLine } from './thread/Notices.tsx';
import { useAsked } from './together/asking.ts';
import { useCompose } from './use-compose.ts';
import { useSelection } from './use-selection.ts';
import { useSteady } from './use-steady.ts';
import { useWriteTo } from './use-write-to.ts';
import { type ListPlace, useListPlace } from './views/place.ts';
import type { Sort } from './views/saved.ts';

const Thread = lazy(() => import('./Thread.tsx'));
const ListMenu = lazy(withWords(() => import('./views/ListMenu.tsx')));
const BrokenView = lazy(withWords(() => import('./views/BrokenView.tsx')));
const SelectionBar = lazy(withWords(() => import('./SelectionBar.tsx')));
const Asking = lazy(withWords(() => import('./together/Asking.tsx')));
const Picks = lazy(withWords(() => import('./act/Picks.tsx')));

/** A view of conversations, and the open one beside it. */
export default function Inbox() {
  const params = useParams({ strict: false });
  const search = useSearch({ strict: false }) as { f?: string; name?: string };
  const place = useListPlace(params.view, search.f, search.name);
  const chosen = params.number ?? null;
  const navigate = useNavigate();
  const close = () => void navigate({ to: '/inbox/$view', params: { view: place.param }, search: true });
  useCommand('back', close, chosen !== null);
  // What was open had the cursor, and took it along.
  useEffect(() => {
    if (!chosen) restCursor();
  }, [chosen]);
  const asked = useAsked();
  return (
    <>
      <Columns
        list={<List key={place.key} place={place} chosen={chosen} />}
        detail={
          chosen && (
            <Suspense fallback={<ThreadLoading onBack={close} />}>
              <Thread key={chosen} number={chosen} onBack={close} />
            </Suspense>
          )
        }
        empty={
          <EmptyState icon={<InboxIcon size={20} aria-hidden="true" />} title={t('conversations.choose')}>
            {keysOf('next') && keysOf('previous') && (
              <span className="max-pair:hidden pointer-coarse:hidden">
                {t('conversations.chooseHow', {
                  next: keysOf('next') ?? '',
                  previous: keysOf('previous') ?? '',
                })}
              </span>
            )}
          </EmptyState>
        }
      />
      {asked && (
        <Suspense>
          <Asking asked={asked} />
        </Suspense>
      )}
    </>
  );
}

function List({ place, chosen }: { place: ListPlace; chosen: string | null }) {
  const navigate = useNavigate();
  const { input, count, saved, view } = place;
  const broken = saved !== null && saved.problems.length > 0;
  const [sort, setSort] = useState<Sort | undefined>();
  const order = sort ?? saved?.sort ?? 'newest';
  const list = useList({ ...input, sort: order }, !broken && !place.unknown);
  const { rows, waiting, letIn, hover } = useSteady(list.rows);
  const [current, setCurrent] = useState<string | null>(null);
  const handle = useRef<ListHandle>(null);
  const bar = useRef<HTMLDivElement>(null);
  const { selected, toggle, clear } = useSelection(rows);

  const open = useCallback(
    (id: string) => {
      const row = rows?.find((one) => one.id === id);
      if (row) {
        const number = String(row.number);
        void navigate({ to: '/inbox/$view/$number', params: { view: place.param, number }, search: true });
      }
    },
    [rows, navigate, place.param],
  );
  const opened = (chosen && rows?.find((row) => String(row.number) === chosen)?.id) || null;
  const at = current ?? opened;
  const afterFrame = useAfterFrame();
  const step = (by: number) => {
    if (!rows?.length) return;
    const to = rows[
      Math.min(Math.max(rows.findIndex((row) => row.id === at) + by, 0), rows.length - 1)
    ] as Row;
    setCurrent(to.id);
    if (chosen && selected.size === 0) afterFrame(() => open(to.id));
  };
  useCommand('next', () => step(1));
  useCommand('previous', () => step(-1));
  useCommand('open', () => at && open(at), at !== null);
  useCommand('select', () => at && toggle(at), at !== null);
  useCommand('back', clear, selected.size > 0);
  useWriteTo(
    rows?.find((row) => row.id === at),
    open,
  );
  useCompose();

  // Acts go to what is selected; without a selection to the row the keyboard stands on, unless one is open.
  const targets = (rows ?? []).filter((row) => (selected.size > 0 ? selected.has(row.id) : row.id === at));
  const acting = useActing(targets, selected.size > 0 || !chosen);

  // Once a conversation is open, its subject is what the page is about.
  const Title = chosen ? 'h2' : 'h1';
  // biome-ignore lint/correctness/useExhaustiveDependencies: a step through the list leaves its head as it is
  const head = useMemo(
    () => (
      <>
        <NavButton />
        <Title dir="auto" className="truncate font-semibold text-14">
          {place.title}
        </Title>
        {count !== undefined && <span className="tabular text-ink3">{countText(count)}</span>}
        <div ref={bar} className="ms-auto flex items-center">
          <Suspense>
            <ListMenu place={place} sort={order} onSort={setSort} />
          </Suspense>
          <IconButton label={t('ui.keys.compose')} keys={keysOf('compose')} onClick={() => run('compose')}>
            <SquarePen size={15} aria-hidden="true" />
          </IconButton>
        </div>
      </>
    ),
    [place.key, place.title, saved, count, order, Title],
  );
  return (
    <>
      <Bar className="gap-1.5">
        {selected.size > 0 ? (
          <Suspense>
            <SelectionBar acting={acting} anchor={bar} onClear={clear} page={!chosen} />
          </Suspense>
        ) : (
          head
        )}
        <Suspense>{acting.pick && <Picks acting={acting} anchor={bar.current} />}</Suspense>
      </Bar>
      <div className="relative flex min-h-0 flex-1 flex-col">
        {waiting > 0 && (
          <button
            type="button"
            onClick={() => {
              letIn();
              handle.current?.toTop();
            }}
            className="absolute inset-x-0 top-2 z-10 mx-auto flex h-7 w-fit items-center gap-1.5 rounded-full bg-accent px-3 font-medium text-12 text-on-accent shadow-float"
          >
            <ArrowUp size={13} aria-hidden="true" />
            {t('conversations.newAbove', { count: waiting })}
          </button>
        )}
        {list.error && !rows && <ErrorState title={sentence(list.error)} onRetry={list.retry} />}
        {broken && (
          <Suspense>
            <BrokenView view={saved} />
          </Suspense>
        )}
        {list.pending && !broken && <Loading />}
        {rows?.length === 0 && <NothingHere view={view} />}
        {rows && rows.length > 0 && (
          <VirtualList
            handle={handle}
            items={rows}
            keyOf={idOf}
            rowHeight={84}
            label={place.title}
            total={count !== undefined && count <= 1_000 ? count : undefined}
            current={at}
            opened={opened}
            onCurrent={setCurrent}
            onOpen={open}
            selected={selected}
            onSelect={toggle}
            onHover={hover}
            onMore={list.more}
            row={drawRow}
          />
        )}
      </div>
    </>
  );
}

const idOf = ({ id }: Row) => id;
const drawRow = (row: Row, { current, selected }: { current: boolean; selected: boolean }) => (
  <ListRow row={row} current={current} selected={selected} />
);

type ListRowProps = { row: Row; current: boolean; selected: boolean };

/** Drawn again only when its conversation, its state or its colleagues become others; times move on by themselves. */
const ListRow = memo(function ListRow({ row, current, selected }: ListRowProps) {
  const colleagues = useColleagues(row.id);
  return (
    <ConversationRow
      customer={{ id: row.customer.id, name: row.customer.name || (row.customer.email ?? '') }}
      channel={row.channel}
      channelName={channelName(row.channel)}
      subject={row.subject}
      preview={row.preview}
      lastMessageAt={row.lastMessageAt}
      clock={row.dueAt && row.waitingSince ? { due: row.dueAt, started: row.waitingSince } : null}
      unread={row.status === 'new'}
      writing={writingLine(colleagues)}
      viewing={colleagues.viewing}
      current={current}
      selected={selected}
      badges={slots().badges.map(({ id, Badge }) => <Badge key={id} row={row} />)}
    />
  );
});

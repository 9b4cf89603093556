import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowDown, ArrowUp, CircleAlert, Ellipsis, EyeOff, ListFilter, Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import { api, client, queries } from '../../../ui/api.ts';
import { sentence } from '../../../ui/errors.ts';
import { countText } from '../../../ui/format.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { toast } from '../../../ui/toast.ts';
import { t } from '../../../ui/words.ts';
import { type SavedView, useSavedCount, useSavedViews } from './saved.ts';
import { ViewDialog } from './ViewDialog.tsx';

type Looks = { line: string; away: string; here: string };

/** The views of this person in the navigation: counted, in an order of their own, by mouse or menu. */
export default function NavViews(looks: Looks) {
  const all = useSavedViews() ?? [];
  const views = all.filter(({ hidden }) => !hidden);
  const order = useOrder(all);
  const [dragged, setDragged] = useState<string | null>(null);
  const [asked, setAsked] = useState<SavedView | 'new' | null>(null);
  return (
    <section aria-label={t('conversations.views.title')} className="mt-3 mb-1 flex flex-col gap-0.5">
      <div className="flex h-6 items-center ps-2 pe-0.5 text-12 text-ink3">
        <h2 className="font-medium">{t('conversations.views.title')}</h2>
        <IconButton className="ms-auto" label={t('conversations.views.new')} onClick={() => setAsked('new')}>
          <Plus size={14} aria-hidden="true" />
        </IconButton>
      </div>
      {views.map((view, n) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: dragging has a twin in the menu
        <div
          key={view.id}
          draggable
          onDragStart={() => setDragged(view.id)}
          onDragEnd={() => setDragged(null)}
          onDragOver={(event) => dragged && event.preventDefault()}
          onDrop={() => dragged && order.put(dragged, view.id)}
          className="group/view relative"
        >
          <ViewLine view={view} {...looks} />
          <div className="absolute inset-y-0 end-0.5 flex items-center opacity-0 focus-within:opacity-100 group-hover/view:opacity-100 pointer-coarse:opacity-100">
            <Menu
              trigger={
                <IconButton label={t('conversations.views.more', { name: view.name })} className="bg-raise">
                  <Ellipsis size={14} aria-hidden="true" />
                </IconButton>
              }
              items={linesOf(view, n, views.length, order, () => setAsked(view))}
            />
          </div>
        </div>
      ))}
      {asked && <ViewDialog view={asked === 'new' ? null : asked} onClose={() => setAsked(null)} />}
    </section>
  );
}

function ViewLine({ view, line, away, here }: { view: SavedView } & Looks) {
  const count = useSavedCount(view.id);
  return (
    <Link
      to="/inbox/$view"
      params={{ view: view.id }}
      className={line}
      activeProps={{ className: here, 'aria-current': 'page' }}
      inactiveProps={{ className: away }}
    >
      {view.problems.length > 0 ? (
        <CircleAlert size={16} className="shrink-0 text-warn" aria-label={t('conversations.views.broken')} />
      ) : (
        <ListFilter size={16} aria-hidden="true" className="shrink-0" />
      )}
      <span dir="auto" className="truncate">
        {view.name}
      </span>
      {typeof count === 'number' && count > 0 && (
        <span className="tabular ms-auto font-normal text-12 text-ink3 group-focus-within/view:invisible group-hover/view:invisible">
          {countText(count)}
        </span>
      )}
    </Link>
  );
}

type Order = ReturnType<typeof useOrder>;

function linesOf(view: SavedView, n: number, count: number, order: Order, edit: () => void): MenuItem[] {
  const icon = { size: 14, 'aria-hidden': true } as const;
  return [
    ...(view.may.change
      ? [{ label: t('conversations.views.edit'), icon: <Pencil {...icon} />, onSelect: edit }]
      : []),
    {
      label: t('conversations.views.up'),
      icon: <ArrowUp {...icon} />,
      disabled: n === 0,
      onSelect: () => order.move(view.id, -1),
    },
    {
      label: t('conversations.views.down'),
      icon: <ArrowDown {...icon} />,
      disabled: n === count - 1,
      onSelect: () => order.move(view.id, 1),
    },
    {
      label: t('conversations.views.hide'),
      icon: <EyeOff {...icon} />,
      onSelect: () => order.hide(view.id, true),
    },
  ];
}

/** Changes this person's own order, at once here and then on the server. */
export function useOrder(all: readonly SavedView[]) {
  const save = useMutation({
    mutationFn: (next: SavedView[]) => {
      queries.setQueryData(api.conversations.views.queryKey(), next);
      return client.conversations.orderViews({
        ids: next.map(({ id }) => id),
        hidden: next.filter(({ hidden }) => hidden).map(({ id }) => id),
      });
    },
    onError: (error) => toast(sentence(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: api.conversations.viewCounts.key() }),
  });
  const put = (id: string, before: string) => {
    const one = all.find((view) => view.id === id);
    if (!one || id === before) return;
    const from = all.indexOf(one);
    const to = all.findIndex((view) => view.id === before);
    save.mutate(all.toSpliced(from, 1).toSpliced(to, 0, one));
  };
  return {
    put,
    /** One place up or down among those that are shown. */
    move(id: string, by: 1 | -1) {
      const shown = all.filter(({ hidden }) => !hidden);
      const beside = shown[shown.findIndex((view) => view.id === id) + by];
      if (beside) put(id, beside.id);
    },
    hide: (id: string, hidden: boolean) =>
      save.mutate(all.map((view) => (view.id === id ? { ...view, hidden } : view))),
  };
}

import { t } from '../../../ui/words.ts';
import { useCount, type ViewName } from '../caches.ts';
import { isView, viewTitle } from '../names.ts';
import { type SavedView, useSavedCount, useSavedViews } from './saved.ts';

/** What a list shows: a built-in view, a saved one, or a filter that stands in the address. */
export type ListPlace = {
  /** The word in the address, and what tells one list from another. */
  param: string;
  key: string;
  input: { view?: ViewName; viewId?: string; filter?: string; followed?: boolean };
  title: string;
  count: number | undefined;
  view: ViewName | null;
  saved: SavedView | null;
  /** Saved views are on their way, and this may be one. */
  unknown: boolean;
};

const isId = (word: string): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(word);

/** The list an address names; a word that names none leads to what is open. */
export function useListPlace(
  param: string | undefined,
  filter: string | undefined,
  name?: string,
): ListPlace {
  const views = useSavedViews();
  const id = param && isId(param) ? param : undefined;
  const saved = views?.find((one) => one.id === id) ?? null;
  const followed = param === 'followed';
  const view = isView(param) ? param : id || followed || (param === 'filter' && filter) ? null : 'open';
  const builtIn = useCount(view ?? 'open');
  const kept = useSavedCount(id);
  if (view) {
    const title = viewTitle(view);
    return {
      param: view,
      key: view,
      input: { view },
      title,
      count: builtIn,
      view,
      saved: null,
      unknown: false,
    };
  }
  if (followed) {
    return {
      param: 'followed',
      key: 'followed',
      input: { view: 'all', followed },
      title: t('conversations.view.followed'),
      count: undefined,
      view,
      saved: null,
      unknown: false,
    };
  }
  if (id) {
    const title = saved?.name ?? '';
    const count = kept ?? undefined;
    return { param: id, key: id, input: { viewId: id }, title, count, view, saved, unknown: !views };
  }
  const given = filter ?? '';
  return {
    param: 'filter',
    key: given,
    input: { filter: given },
    title: name ?? '',
    count: undefined,
    view,
    saved: null,
    unknown: false,
  };
}

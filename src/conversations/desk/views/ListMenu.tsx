import { ArrowDownWideNarrow, Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { t } from '../../../ui/words.ts';
import { wordOf } from './phrase.ts';
import type { ListPlace } from './place.ts';
import type { Filter, Sort } from './saved.ts';
import { ViewDialog } from './ViewDialog.tsx';

const sorts: readonly Sort[] = ['newest', 'oldest', 'due', 'waiting', 'priority'];

type Props = { place: ListPlace; sort: Sort; onSort: (sort: Sort) => void };

/** How a list is sorted, and what can be done with the view it shows. */
export default function ListMenu({ place: { saved, input }, sort, onSort }: Props) {
  const [editing, setEditing] = useState(false);
  const filter = input.filter ? (readJson(input.filter) ?? undefined) : undefined;
  const items: MenuItem[] = [
    { heading: t('conversations.views.sortBy') },
    ...sorts.map((one) => ({
      label: wordOf('sort', one),
      checked: one === sort,
      onSelect: () => onSort(one),
    })),
  ];
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t('conversations.views.sorted', { by: wordOf('sort', sort) })}>
            <ArrowDownWideNarrow size={15} aria-hidden="true" />
          </IconButton>
        }
        items={items}
      />
      {(saved?.may.change || filter) && (
        <IconButton
          label={t(saved ? 'conversations.views.edit' : 'conversations.views.save')}
          onClick={() => setEditing(true)}
        >
          <Ellipsis size={15} aria-hidden="true" />
        </IconButton>
      )}
      {editing && <ViewDialog view={saved} filter={filter} sort={sort} onClose={() => setEditing(false)} />}
    </>
  );
}

function readJson(text: string): Filter | null {
  try {
    return JSON.parse(text) as Filter;
  } catch {
    // A broken address; the list says so itself.
    return null;
  }
}

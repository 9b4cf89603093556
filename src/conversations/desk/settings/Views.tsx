import { Link } from '@tanstack/react-router';
import {
  ArrowDown,
  ArrowUp,
  CircleAlert,
  Ellipsis,
  Eye,
  EyeOff,
  ListFilter,
  Pencil,
  Plus,
} from 'lucide-react';
import { useState } from 'react';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { Card, Line, Lines, LinesLoading, PageHead } from '../../../ui/Page.tsx';
import { t } from '../../../ui/words.ts';
import { useWorld } from '../views/fields.ts';
import { useOrder } from '../views/NavViews.tsx';
import { sentenceOf, wordOf } from '../views/phrase.ts';
import { problemText } from '../views/problems.ts';
import { type SavedView, useSavedViews } from '../views/saved.ts';
import { ViewDialog } from '../views/ViewDialog.tsx';

/** All views this person sees: what each says, for whom it is, and what is broken about it. */
export default function Views() {
  const views = useSavedViews();
  const [asked, setAsked] = useState<SavedView | 'new' | null>(null);
  return (
    <>
      <PageHead
        title={t('conversations.views.settings')}
        action={
          <Button
            size={36}
            look="primary"
            icon={<Plus size={15} aria-hidden="true" />}
            onClick={() => setAsked('new')}
          >
            {t('conversations.views.new')}
          </Button>
        }
      >
        {t('conversations.views.settingsLead')}
      </PageHead>
      <Card flush>
        {!views && <LinesLoading />}
        {views?.length === 0 && (
          <EmptyState
            icon={<ListFilter size={20} aria-hidden="true" />}
            title={t('conversations.views.none')}
          >
            {t('conversations.views.noneBody')}
          </EmptyState>
        )}
        {views && views.length > 0 && (
          <Lines label={t('conversations.views.settings')}>
            {views.map((view) => (
              <ViewLine key={view.id} view={view} all={views} onEdit={() => setAsked(view)} />
            ))}
          </Lines>
        )}
      </Card>
      {asked && <ViewDialog view={asked === 'new' ? null : asked} onClose={() => setAsked(null)} />}
    </>
  );
}

type LineProps = { view: SavedView; all: readonly SavedView[]; onEdit: () => void };

function ViewLine({ view, all, onEdit }: LineProps) {
  const { names } = useWorld(view.names);
  const order = useOrder(all);
  const broken = view.problems.length > 0;
  const icon = { size: 14, 'aria-hidden': true } as const;
  return (
    <Line
      faded={view.hidden}
      start={
        broken ? (
          <CircleAlert size={16} aria-hidden="true" className="text-warn" />
        ) : (
          <ListFilter size={16} aria-hidden="true" className="text-ink3" />
        )
      }
      title={
        <>
          <Link to="/inbox/$view" params={{ view: view.id }} dir="auto" className="truncate">
            {view.name}
          </Link>
          <Badge>{view.team?.name ?? wordOf('scope', view.scope)}</Badge>
        </>
      }
      detail={
        broken ? (
          <span className="text-bad">{view.problems.map(problemText).join(' ')}</span>
        ) : (
          view.filter && `${sentenceOf(view.filter, names)} · ${wordOf('sort', view.sort)}`
        )
      }
      end={
        <Menu
          trigger={
            <IconButton label={t('conversations.views.more', { name: view.name })}>
              <Ellipsis size={16} aria-hidden="true" />
            </IconButton>
          }
          items={[
            ...(view.may.change
              ? [{ label: t('conversations.views.edit'), icon: <Pencil {...icon} />, onSelect: onEdit }]
              : []),
            { label: t('conversations.views.up'), icon: <ArrowUp {...icon} />, disabled: all[0] === view, onSelect: () => order.move(view.id, -1) }, // biome-ignore format: one line
            { label: t('conversations.views.down'), icon: <ArrowDown {...icon} />, disabled: all.at(-1) === view, onSelect: () => order.move(view.id, 1) }, // biome-ignore format: one line
            view.hidden
              ? { label: t('conversations.views.show'), icon: <Eye {...icon} />, onSelect: () => order.hide(view.id, false) } // biome-ignore format: one line
              : { label: t('conversations.views.hide'), icon: <EyeOff {...icon} />, onSelect: () => order.hide(view.id, true) }, // biome-ignore format: one line
          ]}
        />
      }
    />
  );
}

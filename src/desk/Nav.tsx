import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { ChevronDown, LogOut, Moon, Search, Settings, Sun } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { keysOf, run, useCommand } from '../ui/commands.ts';
import { cx } from '../ui/cx.ts';
import { countText } from '../ui/format.ts';
import { initials } from '../ui/hue.ts';
import { Kbd } from '../ui/Kbd.tsx';
import type { NavEntry } from '../ui/slots.ts';
import { useShownTheme } from '../ui/theme.ts';
import { t, withWords } from '../ui/words.ts';
import type { Session } from './session.ts';
import { likeIt } from './settings/like.ts';
import { nav, navSections } from './slots.ts';

const Checklist = lazy(withWords(() => import('./start/Checklist.tsx')));

const line =
  'flex h-7 w-full shrink-0 items-center gap-2.5 rounded-control px-2 text-start no-underline transition-colors ' +
  'hover:bg-raise hover:text-ink pointer-coarse:h-9';
const away = 'text-ink2';
const here = 'bg-raise font-semibold text-ink';

/** The desk's navigation: the workspace, the way to search, the views, and what belongs to the person below. */
export function Nav({ session, onSignOut }: { session: Session; onSignOut: () => void }) {
  const [more, setMore] = useState(false);
  const leads = !['agent', 'light'].includes(session.agent.role);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const entries = (place: NavEntry['place']) =>
    nav.filter((entry) => entry.place === place && (!entry.role || leads));
  const moreOpen = more || entries('more').some((entry) => path.startsWith(entry.to));
  return (
    <nav aria-label={t('desk.nav')} className="flex h-full w-52 flex-col gap-0.5 overflow-y-auto p-2 pe-2">
      <div className="mb-1 flex h-8 items-center gap-2.5 px-2 font-semibold">
        <span
          aria-hidden="true"
          className="grid size-5 place-items-center rounded-control bg-accent text-11 text-on-accent"
        >
          {initials(session.workspace.name).slice(0, 1)}
        </span>
        <span dir="auto" className="truncate">
          {session.workspace.name}
        </span>
      </div>
      <button
        type="button"
        onClick={() => run('palette')}
        className="mb-2 flex h-7 items-center gap-1.5 rounded-control border border-line bg-panel ps-2 pe-1.5 text-12 text-ink2 hover:border-line-strong pointer-coarse:h-9"
      >
        <Search size={14} aria-hidden="true" className="shrink-0" />
        <span className="truncate">{t('ui.keys.palette')}</span>
        {keysOf('palette') && <Kbd keys={keysOf('palette') as string} />}
      </button>
      {entries('main').map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
      {navSections.map(({ id, Section }) => (
        <Suspense key={id}>
          <Section line={line} away={away} here={here} />
        </Suspense>
      ))}
      <button
        type="button"
        className={cx(line, away)}
        aria-expanded={moreOpen}
        onClick={() => setMore(!more)}
      >
        <ChevronDown size={16} aria-hidden="true" className={cx(!moreOpen && '-rotate-90 rtl:rotate-90')} />
        {t('desk.more')}
      </button>
      {moreOpen && entries('more').map((entry) => <Entry key={entry.id} entry={entry} />)}
      {(session.agent.role === 'owner' || session.agent.role === 'admin') && (
        <Suspense>
          <Checklist />
        </Suspense>
      )}
      <div className="mt-auto flex flex-col gap-0.5 pt-4">
        {entries('foot').map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
        <Link
          to="/settings/$"
          params={{ _splat: '' }}
          className={line}
          activeProps={{ className: here, 'aria-current': 'page' }}
          inactiveProps={{ className: away }}
        >
          <Settings size={16} aria-hidden="true" />
          {t('desk.settings')}
        </Link>
        <ThemeLine />
        <button type="button" className={cx(line, away)} onClick={onSignOut}>
          <LogOut size={16} aria-hidden="true" className="rtl:-scale-x-100" />
          {t('desk.signOut')}
        </button>
      </div>
    </nav>
  );
}

function Entry({ entry }: { entry: NavEntry }) {
  const navigate = useNavigate();
  const count = entry.useCount?.();
  const Icon = entry.icon;
  return (
    <>
      {entry.command && <Going entry={entry} go={() => void navigate({ to: entry.to })} />}
      <Link
        to={entry.to}
        className={line}
        activeProps={{ className: here, 'aria-current': 'page' }}
        inactiveProps={{ className: away }}
      >
        <Icon size={16} aria-hidden="true" className="shrink-0" />
        <span className="truncate">{t(entry.label)}</span>
        {count !== undefined && count > 0 && (
          <span className="tabular ms-auto text-12 font-normal text-ink3">{countText(count)}</span>
        )}
      </Link>
    </>
  );
}

/** Ties the entry's keys to going there. */
function Going({ entry, go }: { entry: NavEntry; go: () => void }): ReactNode {
  useCommand(entry.command as NonNullable<NavEntry['command']>, go);
  return null;
}

function ThemeLine() {
  const shown = useShownTheme();
  const other = shown === 'dark' ? 'light' : 'dark';
  return (
    <button type="button" className={cx(line, away)} onClick={() => likeIt({ theme: other })}>
      {other === 'dark' ? <Moon size={16} aria-hidden="true" /> : <Sun size={16} aria-hidden="true" />}
      {t(other === 'dark' ? 'desk.darkTheme' : 'desk.lightTheme')}
    </button>
  );
}

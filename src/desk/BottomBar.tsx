import { Link } from '@tanstack/react-router';
import { Menu, Search } from 'lucide-react';
import { cx } from '../ui/cx.ts';
import { number } from '../ui/format.ts';
import type { NavEntry } from '../ui/slots.ts';
import { t } from '../ui/words.ts';
import { nav } from './slots.ts';

/** The places a thumb reaches first on a phone; everything else is behind the last one. */
const places = ['mine', 'open', 'notices'];
const place =
  'flex min-h-13 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 px-1 py-1 text-center text-11 no-underline wrap-anywhere hyphens-auto';

/** The way round on a phone, where the thumb is. An open conversation has the room to itself. */
export function BottomBar({ path, onMenu }: { path: string; onMenu: () => void }) {
  if (/^\/(?:inbox\/[^/]+\/.|notices\/.|new)/.test(path)) return null;
  return (
    <nav
      aria-label={t('desk.bar')}
      className="flex shrink-0 border-line border-t bg-panel pb-[env(safe-area-inset-bottom)] pair:hidden"
    >
      {places
        .flatMap((id) => nav.find((entry) => entry.id === id) ?? [])
        .map((entry) => (
          <Place key={entry.id} entry={entry} />
        ))}
      <Link
        to="/search"
        className={place}
        activeProps={{ className: 'font-semibold text-accent-ink', 'aria-current': 'page' }}
        inactiveProps={{ className: 'text-ink2' }}
      >
        <Search size={20} aria-hidden="true" />
        {t('ui.keys.search')}
      </Link>
      <button type="button" onClick={onMenu} className={cx(place, 'text-ink2')}>
        <Menu size={20} aria-hidden="true" />
        {t('desk.bar.more')}
      </button>
    </nav>
  );
}

function Place({ entry }: { entry: NavEntry }) {
  const count = entry.useCount?.();
  const Icon = entry.icon;
  return (
    <Link
      to={entry.to}
      className={place}
      activeProps={{ className: 'font-semibold text-accent-ink', 'aria-current': 'page' }}
      inactiveProps={{ className: 'text-ink2' }}
    >
      <span className="relative">
        <Icon size={20} aria-hidden="true" />
        {count !== undefined && count > 0 && (
          <span className="tabular absolute start-3.5 -top-1 whitespace-nowrap wrap-normal rounded-full bg-raise px-1 text-ink2">
            {number(count)}
          </span>
        )}
      </span>
      {t(entry.label)}
    </Link>
  );
}

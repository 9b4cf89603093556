import { Link, useParams } from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense } from 'react';
import { Bar, Columns, NavButton } from '../ui/Columns.tsx';
import { cx } from '../ui/cx.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import type { SettingsPage } from '../ui/slots.ts';
import { t, type WordId } from '../ui/words.ts';
import { NotFound } from './States.tsx';
import { type Session, useSession } from './session.ts';
import { settingsPages } from './slots.ts';

const groups: { id: SettingsPage['group']; title: WordId }[] = [
  { id: 'you', title: 'desk.settings.you' },
  { id: 'workspace', title: 'desk.settings.workspace' },
  { id: 'channels', title: 'desk.settings.channels' },
  { id: 'developers', title: 'desk.settings.developers' },
];

const ladder = ['light', 'agent', 'supervisor', 'admin', 'owner'] as const;
const maySee = (page: SettingsPage, session: Session) =>
  !page.role || ladder.indexOf(session.agent.role) >= ladder.indexOf(page.role);

/** One lazy component a page, made once, or React would draw the page anew each time. */
const pages = new Map<string, ComponentType>(settingsPages.map((page) => [page.path, lazy(page.load)]));

/** Settings: the rooms' pages in a list, the chosen one beside it. */
export default function SettingsScreen() {
  const { _splat: path = '' } = useParams({ from: '/desk/settings/$' });
  const session = useSession();
  const seen = settingsPages.filter((page) => maySee(page, session));
  const chosen = seen.find((page) => page.path === path);
  const Page = chosen && pages.get(chosen.path);
  return (
    <Columns
      list={
        <>
          <Bar>
            <NavButton />
            <h1 className="font-semibold text-14">{t('desk.settings')}</h1>
          </Bar>
          <div className="flex-1 overflow-y-auto p-2">
            {groups.map((group) => (
              <Group
                key={group.id}
                title={t(group.title)}
                pages={seen.filter((page) => page.group === group.id)}
              />
            ))}
          </div>
        </>
      }
      detail={
        path === '' ? null : (
          <div className="min-w-0 flex-1 overflow-y-auto">
            {Page ? (
              <Suspense fallback={<Skeleton className="m-6 h-40" />}>
                <div className="mx-auto max-w-160 p-6">
                  <Page />
                </div>
              </Suspense>
            ) : (
              <NotFound />
            )}
          </div>
        )
      }
      empty={<EmptyState title={t('desk.settings.empty')} />}
    />
  );
}

function Group({ title, pages: shown }: { title: string; pages: SettingsPage[] }) {
  if (shown.length === 0) return null;
  return (
    <section className="mb-4">
      <h2 className="px-2 py-1 font-medium text-12 text-ink3">{title}</h2>
      {shown.map((page) => (
        <Link
          key={page.path}
          to="/settings/$"
          params={{ _splat: page.path }}
          className={cx(
            'flex h-8 items-center gap-2.5 rounded-control px-2 no-underline hover:bg-raise pointer-coarse:h-10',
          )}
          activeProps={{ className: 'bg-raise font-medium text-ink', 'aria-current': 'page' }}
          inactiveProps={{ className: 'text-ink2' }}
        >
          <page.icon size={16} aria-hidden="true" />
          {t(page.title)}
        </Link>
      ))}
    </section>
  );
}

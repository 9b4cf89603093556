import { Link, useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { ArrowLeft, Settings2 } from 'lucide-react';
import { type ComponentType, lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Bar, Columns, NavButton } from '../ui/Columns.tsx';
import { cx } from '../ui/cx.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Input } from '../ui/Input.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import type { SettingsPage } from '../ui/slots.ts';
import { t, type WordId } from '../ui/words.ts';
import { settingsPages } from './later-slots.ts';
import { NotFound } from './States.tsx';
import { useSession } from './session.ts';
import { type FoundSetting, findSettings, pagesFor } from './settings/find.ts';
import { pointAt } from './settings/point-at.ts';

const groups: { id: SettingsPage['group']; title: WordId }[] = [
  { id: 'you', title: 'desk.settings.you' },
  { id: 'workspace', title: 'desk.settings.workspace' },
  { id: 'conversations', title: 'desk.settings.conversations' },
  { id: 'channels', title: 'desk.settings.channels' },
  { id: 'developers', title: 'desk.settings.developers' },
];

/** One lazy component a page, made once, or React would draw the page anew each time. */
const pages = new Map<string, ComponentType>(settingsPages.map((page) => [page.path, lazy(page.load)]));

/** Settings: the rooms' pages in a list with a search over it, the chosen one beside it. */
export default function SettingsScreen() {
  const { _splat: path = '' } = useParams({ from: '/desk/settings/$' });
  const session = useSession();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const seen = pagesFor(session.agent.role);
  const found = findSettings(seen, text);
  const { hash } = useLocation();
  const detail = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (hash && path && detail.current) return pointAt(hash, detail.current);
  }, [hash, path]);
  // The list is longer than many a screen: what is open is seen in it, however one came here.
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    if (path) list.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest' });
  }, [path]);
  const chosen = seen.find((page) => page.path === path.split('/')[0]);
  const Page = chosen && pages.get(chosen.path);
  const goTo = (to: string, setting?: string | null) =>
    void navigate({ to: '/settings/$', params: { _splat: to }, hash: setting ?? '' });
  // Where a page is open, its own title is what the screen is about.
  const Title = path === '' ? 'h1' : 'p';
  return (
    <Columns
      narrow
      list={
        <>
          <Bar>
            <NavButton />
            <Title className="font-semibold text-14">{t('desk.settings')}</Title>
          </Bar>
          <search className="px-3 pt-3">
            <Input
              type="search"
              aria-label={t('desk.settings.search')}
              placeholder={t('desk.settings.search')}
              value={text}
              onValueChange={(next) => setText(next)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && text.trim() && found[0])
                  goTo(found[0].page.path, found[0].setting);
                if (event.key === 'Escape') setText('');
              }}
            />
          </search>
          <nav ref={list} aria-label={t('desk.settings')} className="flex-1 overflow-y-auto p-2">
            {groups.map((group) => (
              <Group
                key={group.id}
                title={t(group.title)}
                found={found.filter(({ page }) => page.group === group.id)}
              />
            ))}
            {found.length === 0 && (
              <p role="status" className="px-2 py-3 text-ink2">
                {t('desk.settings.none')}
              </p>
            )}
          </nav>
        </>
      }
      detail={
        path === '' ? null : (
          <div ref={detail} className="min-w-0 flex-1 overflow-y-auto">
            <div className="sticky top-0 z-10 bg-bg px-4 py-2 pair:hidden">
              <Button
                look="quiet"
                icon={<ArrowLeft size={14} aria-hidden="true" className="rtl:-scale-x-100" />}
                onClick={() => goTo('')}
              >
                {t('desk.settings.back')}
              </Button>
            </div>
            {Page ? (
              <Suspense fallback={<Loading />}>
                <div className="mx-auto max-w-180 px-4 pt-2 pb-10 pair:p-8">
                  <Page />
                </div>
              </Suspense>
            ) : (
              <NotFound />
            )}
          </div>
        )
      }
      empty={
        <EmptyState icon={<Settings2 size={20} aria-hidden="true" />} title={t('desk.settings.empty')} />
      }
    />
  );
}

function Loading() {
  return (
    <div aria-busy="true" className="mx-auto flex max-w-180 flex-col gap-3 px-4 pair:p-8">
      <Skeleton className="h-5 w-32" />
      <Skeleton className="h-4 w-72 max-w-full" />
      <Skeleton className="mt-2 h-48 rounded-surface" />
    </div>
  );
}

function Group({ title, found }: { title: string; found: FoundSetting[] }) {
  if (found.length === 0) return null;
  return (
    <section className="mb-4">
      <h2 className="px-2 py-1 font-medium text-12 text-ink3">{title}</h2>
      {found.map(({ page, setting }) => (
        <Link
          key={`${page.path}#${setting}`}
          to="/settings/$"
          params={{ _splat: page.path }}
          hash={setting ?? ''}
          activeOptions={{ includeHash: setting !== null }}
          className={cx(
            'flex min-h-8 items-center gap-2.5 rounded-control px-2 no-underline hover:bg-raise pointer-coarse:min-h-10',
            setting && 'py-1',
          )}
          activeProps={{ className: 'bg-raise font-medium text-ink', 'aria-current': 'page' }}
          inactiveProps={{ className: 'text-ink2' }}
        >
          <page.icon size={16} aria-hidden="true" className="shrink-0" />
          {setting ? (
            <span className="flex min-w-0 flex-col">
              <span className="truncate">{t(setting)}</span>
              <span className="truncate font-normal text-12 text-ink3">{t(page.title)}</span>
            </span>
          ) : (
            t(page.title)
          )}
        </Link>
      ))}
    </section>
  );
}

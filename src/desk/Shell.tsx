import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { WifiOff } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Banner } from '../ui/Banner.tsx';
import { listen, useCommand } from '../ui/commands.ts';
import { LiveLog } from '../ui/LiveLog.tsx';
import { goLive, useOnline } from '../ui/live-caches.ts';
import { OpenNav } from '../ui/nav-drawer.ts';
import { takeUp, useWaiting } from '../ui/waiting.ts';
import { t, withWords } from '../ui/words.ts';
import { BottomBar } from './BottomBar.tsx';
import { Nav } from './Nav.tsx';
import { forgetSession, signOut, useSession } from './session.ts';
import { touches } from './slots.ts';

const NavDrawer = lazy(withWords(() => import('./NavDrawer.tsx')));
const loadPalette = withWords(() => import('./Palette.tsx'));
const Palette = lazy(loadPalette);
const SampleBar = lazy(withWords(() => import('./start/SampleBar.tsx')));
const NoticeAlerts = lazy(withWords(() => import('../notices/desk/NoticeAlerts.tsx')));
const KeySheet = lazy(withWords(() => import('./KeySheet.tsx')));

/** Everything behind the sign-in: navigation on paper, one white work surface, keys, palette, live connection. */
export function Shell() {
  const session = useSession();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'palette' | 'sheet' | 'nav' | null>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useCommand('palette', () => setOpen('palette'));
  useCommand('sheet', () => setOpen('sheet'));
  useCommand('search', () => void navigate({ to: '/search' }));
  useEffect(listen, []);
  // What was read is kept for an hour without connection; what waited from such an hour goes now.
  useEffect(() => {
    void takeUp(session.agent.id);
    let stop = () => {};
    const timer = setTimeout(
      () =>
        void import('../ui/kept/answers.ts').then(({ keepAnswers }) => {
          stop = keepAnswers(session.agent.id);
        }),
      1_000,
    );
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [session.agent.id]);
  // Once the desk stands: what it needs to open without a connection.
  useEffect(() => {
    const timer = setTimeout(
      () => void import('./app/register.ts').then(({ register }) => register()),
      3_000,
    );
    return () => clearTimeout(timer);
  }, []);
  // Fetched ahead, or what is typed right after its keys would be taken for commands.
  useEffect(() => {
    const timer = setTimeout(loadPalette, 1_500);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    const toSignIn = () => {
      void forgetSession();
      void navigate({ to: '/sign-in' });
    };
    return goLive(touches, (reason) => reason === 'signed-out' && toSignIn());
  }, [navigate]);
  // Going somewhere closes the drawer the way was found in.
  useEffect(() => setOpen((now) => (path && now === 'nav' ? null : now)), [path]);

  const navigation = <Nav session={session} onSignOut={() => void signOut()} />;
  return (
    <OpenNav value={() => setOpen('nav')}>
      <a
        href="#work"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-control focus:bg-float focus:p-2"
      >
        {t('desk.skip')}
      </a>
      <div className="flex h-dvh bg-bg">
        <div data-nav className="hidden shrink-0 nav:block">
          {navigation}
        </div>
        <div className="flex min-w-0 flex-1 flex-col">
          <main
            id="work"
            tabIndex={-1}
            className="flex min-h-0 min-w-0 flex-1 flex-col overflow-hidden border-line bg-panel outline-none pair:m-2 pair:rounded-surface pair:border pair:shadow-[0_1px_2px_oklch(0.1_0.01_280/0.03)] nav:ms-0"
          >
            <Offline />
            <Suspense>
              <SampleBar />
            </Suspense>
            <Outlet />
          </main>
          <BottomBar path={path} onMenu={() => setOpen('nav')} />
        </div>
      </div>
      <Suspense>
        {open === 'nav' && <NavDrawer onClose={() => setOpen(null)}>{navigation}</NavDrawer>}
        {open === 'palette' && <Palette onClose={() => setOpen(null)} />}
        {open === 'sheet' && <KeySheet onClose={() => setOpen(null)} />}
      </Suspense>
      <Suspense>
        <NoticeAlerts />
      </Suspense>
      <LiveLog />
    </OpenNav>
  );
}

function Offline() {
  const waiting = useWaiting();
  if (useOnline()) return null;
  return (
    <Banner tone="warn" icon={<WifiOff size={14} aria-hidden="true" />}>
      {t('desk.offline')} {waiting > 0 && t('desk.offline.waiting', { count: waiting })}
    </Banner>
  );
}

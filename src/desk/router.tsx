import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { withWords } from '../ui/words.ts';
import { Shell } from './Shell.tsx';
import { Broken, NotFound } from './States.tsx';
import { askSession } from './session.ts';

/** Every page of the desk, in one list. */

const word = (value: unknown) => (typeof value === 'string' ? value : undefined);

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

// One-time links carry their token behind the #, which no server ever sees: read it with `linkToken()`.
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(withWords(() => import('../staff/desk/doors/Setup.tsx'))),
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  // `failed` and `attempt` come back from the identity provider (src/staff/provider).
  validateSearch: (search): { to?: string; failed?: string; attempt?: string } => ({
    to: word(search.to),
    failed: word(search.failed),
    attempt: word(search.attempt),
  }),
  component: lazyRouteComponent(withWords(() => import('../staff/desk/doors/SignIn.tsx'))),
});
const invite = createRoute({
  getParentRoute: () => root,
  path: '/invite',
  component: lazyRouteComponent(withWords(() => import('../staff/desk/doors/Invite.tsx'))),
});
const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  component: lazyRouteComponent(withWords(() => import('../staff/desk/doors/Reset.tsx'))),
});

const desk = createRoute({
  getParentRoute: () => root,
  id: 'desk',
  component: Shell,
  beforeLoad: async ({ location }) => {
    if (!(await askSession())) throw redirect({ to: '/sign-in', search: { to: location.href } });
  },
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(withWords(() => import('./start/Welcome.tsx'))),
  beforeLoad: async () => {
    if (!(await askSession())) throw redirect({ to: '/sign-in', search: { to: '/welcome' } });
  },
});

const home = createRoute({
  getParentRoute: () => desk,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox/$view', params: { view: 'open' } });
  },
});
const inbox = createRoute({
  getParentRoute: () => desk,
  path: '/inbox/$view',
  validateSearch: (given): { f?: string; name?: string } => ({
    // A filter as JSON that stands in the address, and what the list is called.
    ...(typeof given.f === 'string' && { f: given.f }),
    ...(typeof given.name === 'string' && { name: given.name }),
  }),
  component: lazyRouteComponent(() => import('../conversations/desk/Inbox.tsx')),
});
const thread = createRoute({ getParentRoute: () => inbox, path: '/$number' });
const settings = createRoute({
  getParentRoute: () => desk,
  path: '/settings/$',
  component: lazyRouteComponent(withWords(() => import('./SettingsScreen.tsx'))),
});
const customer = createRoute({
  getParentRoute: () => desk,
  path: '/customers/$id',
  component: lazyRouteComponent(withWords(() => import('../customers/desk/CustomerScreen.tsx'))),
});
const compose = createRoute({
  getParentRoute: () => desk,
  path: '/new',
  validateSearch: (given): { to?: string } => ({ to: typeof given.to === 'string' ? given.to : undefined }),
  component: lazyRouteComponent(withWords(() => import('../conversations/desk/NewConversation.tsx'))),
});
const satisfaction = createRoute({
  getParentRoute: () => desk,
  path: '/satisfaction',
  component: lazyRouteComponent(withWords(() => import('../feedback/desk/Satisfaction.tsx'))),
});
const notices = createRoute({
  getParentRoute: () => desk,
  path: '/notices',
  component: lazyRouteComponent(withWords(() => import('./NoticesPage.tsx'))),
});
const noticed = createRoute({ getParentRoute: () => notices, path: '/$number' });
const work = createRoute({
  getParentRoute: () => desk,
  path: '/team',
  component: lazyRouteComponent(withWords(() => import('../conversations/desk/work/Work.tsx'))),
});
const search = createRoute({
  getParentRoute: () => desk,
  path: '/search',
  validateSearch: (given): { q?: string } => ({ q: typeof given.q === 'string' ? given.q : undefined }),
  component: lazyRouteComponent(withWords(() => import('../conversations/desk/Search.tsx'))),
});

export const router = createRouter({
  routeTree: root.addChildren([
    setup,
    signIn,
    invite,
    reset,
    welcome,
    desk.addChildren([
      home,
      inbox.addChildren([thread]),
      notices.addChildren([noticed]),
      settings,
      customer,
      compose,
      satisfaction,
      work,
      search,
    ]),
  ]),
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: NotFound,
  defaultPreload: 'intent',
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

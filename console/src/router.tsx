import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Frame } from './shell/frame.tsx';
import { Missing } from './shell/missing.tsx';

const root = createRootRoute({ component: Frame, notFoundComponent: Missing });

type Search = Record<string, string>;

/** What a page is asked for stays in its address, so that it can be sent to a colleague and gone back to. */
const words = (search: Record<string, unknown>): Search =>
  Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  );

const page = <Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => root, path, component, validateSearch: words });

const routes = [
  page(
    '/',
    lazyRouteComponent(() => import('./pages/today.tsx'), 'Today'),
  ),
  page(
    '/requests',
    lazyRouteComponent(() => import('./pages/requests.tsx'), 'Requests'),
  ),
  page(
    '/requests/$id',
    lazyRouteComponent(() => import('./pages/request.tsx'), 'Request'),
  ),
  page(
    '/people',
    lazyRouteComponent(() => import('./pages/people.tsx'), 'People'),
  ),
  page(
    '/people/$id',
    lazyRouteComponent(() => import('./pages/person.tsx'), 'Person'),
  ),
  page(
    '/cases',
    lazyRouteComponent(() => import('./pages/cases.tsx'), 'Cases'),
  ),
  page(
    '/board',
    lazyRouteComponent(() => import('./pages/board.tsx'), 'Board'),
  ),
  page(
    '/board/$id',
    lazyRouteComponent(() => import('./pages/promise.tsx'), 'Promised'),
  ),
  page(
    '/board/on/$day',
    lazyRouteComponent(() => import('./pages/board-on.tsx'), 'BoardOn'),
  ),
  page(
    '/retention',
    lazyRouteComponent(() => import('./pages/retention.tsx'), 'Retention'),
  ),
  page(
    '/retention/proposals/$id',
    lazyRouteComponent(() => import('./pages/proposal.tsx'), 'Proposal'),
  ),
  page(
    '/retention/holds',
    lazyRouteComponent(() => import('./pages/holds.tsx'), 'Holds'),
  ),
  page(
    '/retention/media',
    lazyRouteComponent(() => import('./pages/media.tsx'), 'Media'),
  ),
  page(
    '/retention/certificates',
    lazyRouteComponent(() => import('./pages/certificates.tsx'), 'Certificates'),
  ),
  page(
    '/map',
    lazyRouteComponent(() => import('./pages/map.tsx'), 'DataMap'),
  ),
  page(
    '/outbox',
    lazyRouteComponent(() => import('./pages/outbox.tsx'), 'Outbox'),
  ),
  page(
    '/outbox/$id',
    lazyRouteComponent(() => import('./pages/mail.tsx'), 'Mail'),
  ),
  page(
    '/ledger',
    lazyRouteComponent(() => import('./pages/ledger.tsx'), 'Ledger'),
  ),
  page(
    '/ledger/$id',
    lazyRouteComponent(() => import('./pages/entry.tsx'), 'Entry'),
  ),
  page(
    '/staff',
    lazyRouteComponent(() => import('./pages/staff.tsx'), 'Staff'),
  ),
  page(
    '/keys',
    lazyRouteComponent(() => import('./pages/keys.tsx'), 'Keys'),
  ),
];

export const router = createRouter({
  routeTree: root.addChildren(routes),
  basepath: '/console',
  defaultPreload: 'intent',
  // Addresses are for people: ?state=broken, not ?state=%22broken%22.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const said = new URLSearchParams(
      Object.entries(search).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])),
    ).toString();
    return said === '' ? '' : `?${said}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

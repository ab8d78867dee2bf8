import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { HomePage } from '../pages/home-page.tsx';
import { ListPage } from '../pages/list-page.tsx';
import { NewRecordPage } from '../pages/new-record-page.tsx';
import { RecordPage } from '../pages/record-page.tsx';
import { Shell } from './shell.tsx';

/** What a list remembers in the address, so that "back" and a shared link show the same. */
export interface ListSearch {
  readonly q?: string;
  readonly sort?: string;
  readonly after?: string;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const rootRoute = createRootRoute({ component: Shell });
const homeRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: HomePage });
const listRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/r/$entity',
  validateSearch: (search: Record<string, unknown>): ListSearch => {
    const [q, sort, after] = [text(search.q), text(search.sort), text(search.after)];
    return { ...(q && { q }), ...(sort && { sort }), ...(after && { after }) };
  },
  component: ListPage,
});
const newRoute = createRoute({ getParentRoute: () => rootRoute, path: '/new/$entity', component: NewRecordPage });
const recordRoute = createRoute({ getParentRoute: () => rootRoute, path: '/r/$entity/$id', component: RecordPage });

export const router = createRouter({ routeTree: rootRoute.addChildren([homeRoute, listRoute, newRoute, recordRoute]) });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

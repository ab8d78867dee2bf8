import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { listSearchOf } from '../api/list-search.ts';
import { HomePage } from '../pages/home-page.tsx';
import { ListPage } from '../pages/list-page.tsx';
import { NewRecordPage } from '../pages/new-record-page.tsx';
import { RecordPage } from '../pages/record-page.tsx';
import { TasksPage } from '../pages/tasks-page.tsx';
import { Shell } from './shell.tsx';

const rootRoute = createRootRoute({ component: Shell });
const homeRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: HomePage });
const listRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/r/$entity',
  validateSearch: listSearchOf,
  component: ListPage,
});
const tasksRoute = createRoute({ getParentRoute: () => rootRoute, path: '/tasks', component: TasksPage });
const newRoute = createRoute({ getParentRoute: () => rootRoute, path: '/new/$entity', component: NewRecordPage });
const recordRoute = createRoute({ getParentRoute: () => rootRoute, path: '/r/$entity/$id', component: RecordPage });

export const router = createRouter({
  routeTree: rootRoute.addChildren([homeRoute, tasksRoute, listRoute, newRoute, recordRoute]),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { NotFound } from './pages/not-found.tsx'
import { Shell } from './pages/shell.tsx'
import { later } from './parts/later.tsx'
import { readBoardMetric } from './state/boards.ts'
import { type InboxShown, readShown } from './state/inbox.ts'
import { readChoice, writeChoice } from './state/queue.ts'

const page = {
  waiting: <main className="skeleton flex-1" aria-busy="true" />,
  failed: { as: 'main', className: 'flex-1 bg-bg1 p-4' },
} as const

// Each page is a piece of its own, fetched when it is first gone to.
const Dashboard = later(async () => (await import('./pages/dashboard.tsx')).Dashboard, page)
const MissionPage = later(async () => (await import('./pages/mission.tsx')).MissionPage, page)
const SignalPage = later(async () => (await import('./pages/signal.tsx')).SignalPage, page)
const FusionPage = later(async () => (await import('./pages/fusion.tsx')).FusionPage, page)
const Boards = later(async () => (await import('./pages/boards.tsx')).Boards, page)
const Alerts = later(async () => (await import('./pages/alerts.tsx')).Alerts, page)
const PanelPage = later(async () => (await import('./pages/panel.tsx')).PanelPage, page)
const Wall = later(async () => (await import('./pages/wall.tsx')).Wall, page)
const SettingsPage = later(async () => (await import('./pages/settings.tsx')).SettingsPage, page)

/** Everything that is fetched when it is first gone to. */
export const PAGE_PARTS = [
  Dashboard,
  MissionPage,
  SignalPage,
  FusionPage,
  Boards,
  Alerts,
  SettingsPage,
  PanelPage,
  Wall,
] as const

/** The page's addresses. What is not built is not here. */
export function openRouter(onSignOut: () => void) {
  const root = createRootRoute({
    component: () => <Shell onSignOut={onSignOut} />,
    notFoundComponent: () => <NotFound what="There is no page at this address." />,
  })
  const dashboard = createRoute({
    getParentRoute: () => root,
    path: '/',
    // What the reader wants to see of the queue stands in the address; what is no choice is dropped from it.
    validateSearch: (search) => writeChoice(readChoice(search)),
    component: () => <Dashboard />,
  })
  const mission = createRoute({
    getParentRoute: () => root,
    path: '/mission/$signalId',
    component: function MissionRoute() {
      const { signalId } = mission.useParams()
      return <MissionPage key={signalId} signalId={signalId} />
    },
  })
  const signal = createRoute({
    getParentRoute: () => root,
    path: '/signals/$signalId',
    component: function SignalRoute() {
      const { signalId } = signal.useParams()
      return <SignalPage key={signalId} signalId={signalId} />
    },
  })
  const boards = createRoute({
    getParentRoute: () => root,
    path: '/leaderboards',
    validateSearch: (search: Record<string, unknown>) => ({ board: readBoardMetric(search.board) }),
    component: function BoardsRoute() {
      const { board } = boards.useSearch()
      return <Boards metric={board} />
    },
  })
  const fusion = createRoute({
    getParentRoute: () => root,
    path: '/fusion',
    // The book that is looked at stands in the address; none is the first.
    validateSearch: ({ book }: Record<string, unknown>): { readonly book?: string } =>
      typeof book === 'string' ? { book } : {},
    component: function FusionRoute() {
      const { book } = fusion.useSearch()
      return <FusionPage asked={book ?? null} />
    },
  })
  const alerts = createRoute({
    getParentRoute: () => root,
    path: '/alerts',
    validateSearch: ({ show }: Record<string, unknown>): { readonly show?: InboxShown } => {
      const shown = readShown(show)
      return shown === 'all' ? {} : { show: shown }
    },
    component: function AlertsRoute() {
      const { show } = alerts.useSearch()
      return <Alerts shown={show ?? 'all'} />
    },
  })
  const settings = createRoute({
    getParentRoute: () => root,
    path: '/settings',
    validateSearch: ({ section }: Record<string, unknown>): { readonly section?: string } =>
      typeof section === 'string' ? { section } : {},
    component: function SettingsRoute() {
      const { section } = settings.useSearch()
      return <SettingsPage section={section ?? null} />
    },
  })
  const panel = createRoute({
    getParentRoute: () => root,
    path: '/panel/$panelId',
    component: function PanelRoute() {
      return <PanelPage id={panel.useParams().panelId} />
    },
  })
  const wall = createRoute({ getParentRoute: () => root, path: '/wall', component: () => <Wall /> })
  return createRouter({
    routeTree: root.addChildren([dashboard, mission, signal, fusion, boards, alerts, settings, panel, wall]),
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof openRouter>
  }
}

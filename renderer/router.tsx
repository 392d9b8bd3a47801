import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import {
  AchievementsPage,
  Alerts,
  AuditPage,
  Boards,
  CampaignsPage,
  Dashboard,
  Docs,
  FusionPage,
  MissionPage,
  MissionsPage,
  NetworkPage,
  OpsPage,
  PanelPage,
  ProfilePage,
  ReportPage,
  RewardsPage,
  SettingsPage,
  SignalPage,
  Wall,
  WelcomePage,
} from './page-parts.tsx'
import { NotFound } from './pages/not-found.tsx'
import { Shell } from './pages/shell.tsx'
import { type AuditSearch, readAuditChoice, writeAuditChoice } from './state/audit.ts'
import { type InboxShown, readShown } from './state/inbox.ts'
import {
  type LogSearch,
  type OpsTab,
  readLogChoice,
  readOpsTab,
  writeLogChoice,
} from './state/ops-address.ts'
import { readChoice, writeChoice } from './state/queue.ts'
import { readPlace, type WelcomePlace } from './state/welcome-place.ts'
import { sayIn } from './words/words.ts'

const say = sayIn('frame')

type Root = ReturnType<typeof openRoot>

function openRoot(onSignOut: () => void) {
  return createRootRoute({
    component: () => <Shell onSignOut={onSignOut} />,
    notFoundComponent: () => <NotFound what={say('no_page')} />,
  })
}

/** Signals, and what is known of them. */
function routesOfSignals(root: Root) {
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
  return [dashboard, mission, signal, fusion] as const
}

/** Boards and the pages of progress. */
function routesOfProgress(root: Root) {
  const boards = createRoute({
    getParentRoute: () => root,
    path: '/leaderboards',
    // Which boards there are is known where they are shown.
    validateSearch: ({ board }: Record<string, unknown>): { readonly board?: string } =>
      typeof board === 'string' ? { board } : {},
    component: function BoardsRoute() {
      const { board } = boards.useSearch()
      return <Boards asked={board ?? null} />
    },
  })
  const missions = createRoute({
    getParentRoute: () => root,
    path: '/missions',
    component: () => <MissionsPage />,
  })
  const achievements = createRoute({
    getParentRoute: () => root,
    path: '/achievements',
    component: () => <AchievementsPage />,
  })
  const rewards = createRoute({
    getParentRoute: () => root,
    path: '/rewards',
    component: () => <RewardsPage />,
  })
  const campaigns = createRoute({
    getParentRoute: () => root,
    path: '/campaigns',
    component: () => <CampaignsPage />,
  })
  const profile = createRoute({
    getParentRoute: () => root,
    path: '/u/$userId',
    component: function ProfileRoute() {
      const { userId } = profile.useParams()
      return <ProfilePage key={userId} userId={userId} />
    },
  })
  const report = createRoute({
    getParentRoute: () => root,
    path: '/report',
    component: () => <ReportPage />,
  })
  return [boards, missions, achievements, rewards, campaigns, profile, report] as const
}

/** What belongs to the device: its alerts, its settings, its windows. */
function routesOfDevice(root: Root) {
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
  return [alerts, settings, panel, wall] as const
}

/** The address of operations. */
interface OpsSearch extends LogSearch {
  readonly tab?: OpsTab
}

/** What is read of the station itself. */
function routesOfStation(root: Root) {
  const docs = createRoute({
    getParentRoute: () => root,
    path: '/docs',
    // The route that is looked at stands in the address; none is the first.
    validateSearch: ({ op }: Record<string, unknown>): { readonly op?: string } =>
      typeof op === 'string' ? { op } : {},
    component: function DocsRoute() {
      const { op } = docs.useSearch()
      return <Docs chosen={op ?? null} />
    },
  })
  const audit = createRoute({
    getParentRoute: () => root,
    path: '/audit',
    // What is looked for stands in the address, so that it can be kept and sent.
    validateSearch: (search): AuditSearch => writeAuditChoice(readAuditChoice(search)),
    component: function AuditRoute() {
      return <AuditPage choice={readAuditChoice(audit.useSearch())} />
    },
  })
  const network = createRoute({
    getParentRoute: () => root,
    path: '/network',
    component: () => <NetworkPage />,
  })
  const ops = createRoute({
    getParentRoute: () => root,
    path: '/ops',
    // The tab stands in the address, and what is looked for in the log.
    validateSearch: ({ tab, ...search }: Record<string, unknown>): OpsSearch => {
      const chosen = readOpsTab(tab)
      return { tab: chosen, ...(chosen === 'logs' && writeLogChoice(readLogChoice(search))) }
    },
    component: function OpsRoute() {
      const { tab, ...search } = ops.useSearch()
      return <OpsPage tab={tab ?? 'health'} choice={readLogChoice(search)} />
    },
  })
  const welcome = createRoute({
    getParentRoute: () => root,
    path: '/welcome',
    // None is wherever the reader left off.
    validateSearch: ({ step }: Record<string, unknown>): { readonly step?: WelcomePlace } => {
      const place = readPlace(step)
      return place === null ? {} : { step: place }
    },
    component: function WelcomeRoute() {
      return <WelcomePage asked={welcome.useSearch().step ?? null} />
    },
  })
  return [docs, audit, network, ops, welcome] as const
}

/** The page's addresses. What is not built is not here. */
export function openRouter(onSignOut: () => void) {
  const root = openRoot(onSignOut)
  const routes = [
    ...routesOfSignals(root),
    ...routesOfProgress(root),
    ...routesOfDevice(root),
    ...routesOfStation(root),
  ] as const
  return createRouter({ routeTree: root.addChildren(routes) })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof openRouter>
  }
}

import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import { Dashboard } from './pages/dashboard.tsx'
import { MissionPage } from './pages/mission.tsx'
import { NotFound } from './pages/not-found.tsx'
import { Shell } from './pages/shell.tsx'
import { readBoardMetric } from './state/boards.ts'

// Pages that few begin with are loaded when somebody goes there.
const Boards = lazy(async () => ({ default: (await import('./pages/boards.tsx')).Boards }))

/** The page's addresses. What is not built is not here. */
export function openRouter(onSignOut: () => void) {
  const root = createRootRoute({
    component: () => <Shell onSignOut={onSignOut} />,
    notFoundComponent: () => <NotFound what="There is no page at this address." />,
  })
  const dashboard = createRoute({ getParentRoute: () => root, path: '/', component: Dashboard })
  const mission = createRoute({
    getParentRoute: () => root,
    path: '/mission/$signalId',
    component: function MissionRoute() {
      const { signalId } = mission.useParams()
      return <MissionPage key={signalId} signalId={signalId} />
    },
  })
  const boards = createRoute({
    getParentRoute: () => root,
    path: '/leaderboards',
    validateSearch: (search: Record<string, unknown>) => ({ board: readBoardMetric(search.board) }),
    component: function BoardsRoute() {
      const { board } = boards.useSearch()
      return (
        <Loaded>
          <Boards metric={board} />
        </Loaded>
      )
    },
  })
  return createRouter({ routeTree: root.addChildren([dashboard, mission, boards]) })
}

/** A page that is on its way keeps its place. */
function Loaded({ children }: { readonly children: ReactNode }): ReactNode {
  return <Suspense fallback={<main className="flex-1" aria-busy="true" />}>{children}</Suspense>
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof openRouter>
  }
}

import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { Dashboard } from './pages/dashboard.tsx'
import { MissionPage } from './pages/mission.tsx'
import { NotFound } from './pages/not-found.tsx'
import { Shell } from './pages/shell.tsx'

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
  return createRouter({ routeTree: root.addChildren([dashboard, mission]) })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof openRouter>
  }
}

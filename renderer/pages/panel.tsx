import type { ReactNode } from 'react'
import { BreakdownPanel } from '../parts/breakdown.tsx'
import { CrowdPanel } from '../parts/crowd.tsx'
import { BoardPanel, MissionsToday } from '../parts/dashboard-later.tsx'
import { ExecutePanel } from '../parts/execute.tsx'
import { Panel } from '../parts/panel.tsx'
import { Picture, useFirstQuoted } from '../parts/picture.tsx'
import { useBoards, useGame } from '../parts/places.ts'
import { QueuePanel } from '../parts/queue.tsx'
import { TradesPanel } from '../parts/trades.tsx'
import { useStation } from '../parts/use-desk.ts'
import { useOwnRouting } from '../parts/use-own-routing.ts'
import { useTrades } from '../parts/use-queries.ts'
import { useTitle } from '../parts/use-title.ts'
import { ZoomLater } from '../parts/zoom-later.tsx'
import { PANELS, type PanelId, readPanel } from '../state/panels.ts'
import { sayIn } from '../words/words.ts'
import { NotFound } from './not-found.tsx'

const sayFrame = sayIn('frame')

const say = sayIn('dashboard')

/** One panel of the dashboard in a window of its own. */
export function PanelPage({ id }: { readonly id: string }): ReactNode {
  const panel = readPanel(id)
  if (panel === null) return <NotFound what={say('no_panel')} />
  return <Alone panel={panel} />
}

function Alone({ panel }: { readonly panel: PanelId }): ReactNode {
  useTitle(PANELS[panel])
  // Elsewhere head and foot ask for these.
  useOwnRouting()
  useTrades()
  return (
    <main className="@container flex min-h-0 flex-1 flex-col overflow-y-auto">
      <h1 className="sr-only">{PANELS[panel]}</h1>
      <Content panel={panel} />
    </main>
  )
}

function Content({ panel }: { readonly panel: PanelId }): ReactNode {
  const selected = useStation((state) => state.selected)
  const boards = useBoards()
  const game = useGame()
  switch (panel) {
    case 'queue':
      return <QueuePanel />
    case 'trades':
      return <TradesPanel />
    case 'chart':
      return <Chart signalId={selected} />
    case 'breakdown':
      return <BreakdownPanel signalId={selected} />
    case 'board':
      return boards ? (
        <BoardPanel className="flex-1" />
      ) : (
        <p className="p-3 text-fg2">{say('no_boards_here')}</p>
      )
    case 'missions':
      return game ? <MissionsToday /> : <p className="p-3 text-fg2">{say('no_missions_here')}</p>
    case 'execute':
      return selected === null ? (
        <Panel title={sayFrame('panel_execute')} className="flex-1">
          <p className="p-3">{say('choose_in_desk')}</p>
        </Panel>
      ) : (
        <>
          <ExecutePanel key={selected} signalId={selected} linked />
          <CrowdPanel signalId={selected} />
        </>
      )
  }
}

function Chart({ signalId }: { readonly signalId: string | null }): ReactNode {
  const symbol = useStation((state) => (signalId === null ? undefined : state.signals[signalId]?.symbol))
  const quoted = useFirstQuoted()
  return <Picture symbol={symbol ?? quoted} signalId={signalId} detail={ZoomLater} />
}

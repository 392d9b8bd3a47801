import type { ReactNode } from 'react'
import { PANELS, type PanelId } from '../state/panels.ts'
import { fetchWords } from '../words/words.ts'
import { later } from './later.tsx'
import { Panel, Skeleton } from './panel.tsx'
import { useShownForAWhile } from './use-shown-for-a-while.ts'

/** What the game layer and the boards add to the dashboard and the head, fetched after them: whoever decides does not wait for it. */

/** What is on its way has its head and its place, so that nothing moves when it comes. */
function OnItsWay({ panel, rows }: { readonly panel: PanelId; readonly rows: number }): ReactNode {
  return (
    <Panel title={PANELS[panel]}>
      <Skeleton rows={rows} />
    </Panel>
  )
}

const Missions = later(
  async () => {
    const [{ MissionsToday: Part }] = await Promise.all([
      import('./missions-today.tsx'),
      fetchWords('missions', 'progress'),
    ])
    return Part
  },
  { waiting: <OnItsWay panel="missions" rows={3} />, failed: { className: 'bg-bg1 p-3' } },
)

const Standing = later(
  async () => {
    const [{ OwnStanding: Part }] = await Promise.all([import('./own-standing.tsx'), fetchWords('progress')])
    return Part
  },
  { waiting: null, failed: { className: 'hidden' } },
)

const Heard = later(
  async () => {
    const [{ SourcesHeard: Part }] = await Promise.all([import('./sources-heard.tsx'), fetchWords('fusion')])
    return Part
  },
  { waiting: null, failed: { className: 'hidden' } },
)

/** Which sources a probability does without now. */
export function SourcesHeard(): ReactNode {
  return useShownForAWhile() && <Heard />
}

const Board = later(
  async () => {
    const [{ BoardPanel: Part }] = await Promise.all([import('./board-panel.tsx'), fetchWords('boards')])
    return Part
  },
  { waiting: <OnItsWay panel="board" rows={4} />, failed: { className: 'bg-bg1 p-3' } },
)

/** The best of the week. */
export function BoardPanel({ className = '' }: { readonly className?: string }): ReactNode {
  const shown = useShownForAWhile()
  return (
    <div className={`flex min-h-40 flex-col bg-bg1 ${className}`}>
      {shown ? <Board /> : <OnItsWay panel="board" rows={4} />}
    </div>
  )
}

const Saving = later(async () => (await import('./save-trades.tsx')).SaveTrades, {
  waiting: null,
  failed: { className: 'hidden' },
})

/** Saves the reader's last trades. */
export function SaveTrades(): ReactNode {
  return useShownForAWhile() && <Saving />
}

/** The missions of the day, for the dashboard. */
export function MissionsToday({ className = '' }: { readonly className?: string }): ReactNode {
  return (
    <div className={className}>
      {useShownForAWhile() ? <Missions /> : <OnItsWay panel="missions" rows={3} />}
    </div>
  )
}

/** The reader's streak, level and points, for the head. */
export function OwnStanding(): ReactNode {
  return useShownForAWhile() && <Standing />
}

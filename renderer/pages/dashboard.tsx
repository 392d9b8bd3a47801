import { type CSSProperties, type ReactNode, useEffect } from 'react'
import { BreakdownPanel } from '../parts/breakdown.tsx'
import { CrowdPanel } from '../parts/crowd.tsx'
import { BoardPanel, MissionsToday } from '../parts/dashboard-later.tsx'
import { ExecutePanel } from '../parts/execute.tsx'
import { useKeys } from '../parts/keys.ts'
import { FoldedPane, PaneEdge } from '../parts/pane-edge.tsx'
import { Panel } from '../parts/panel.tsx'
import { Picture, useFirstQuoted } from '../parts/picture.tsx'
import { useBoards, useGame } from '../parts/places.ts'
import { focusedPanel, popOut } from '../parts/pop-out.tsx'
import { QueuePanel } from '../parts/queue.tsx'
import { StatsStrip } from '../parts/stats-strip.tsx'
import { TradesPanel } from '../parts/trades.tsx'
import { useDesk, useStation } from '../parts/use-desk.ts'
import { type Panes, usePanes } from '../parts/use-layout.ts'
import { type Layout, PRESETS, presetOf } from '../state/layout.ts'
import { ordered } from '../state/queue.ts'
import { sayIn } from '../words/words.ts'

const sayFrame = sayIn('frame')

const say = sayIn('dashboard')

/** Width of what is left of a folded pane. */
const FOLDED_PX = 24

/** The queue, the picture and the decision. */
export function Dashboard(): ReactNode {
  const panes = usePanes()
  useFirstSelection()
  usePaneKeys(panes)
  const { leftFolded, rightFolded } = panes.layout
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">{say('title')}</h1>
      <StatsStrip />
      <div
        ref={panes.box}
        style={worn(panes.layout)}
        className="grid min-h-0 grid-cols-1 gap-px bg-line mid:grid-cols-[minmax(0,1fr)_340px] desk:flex-1 desk:grid-cols-[var(--left)_minmax(0,1fr)_var(--right)] desk:grid-rows-[minmax(0,1fr)_var(--trades)]"
      >
        {leftFolded && <FoldedPane side="left" onUnfold={() => panes.change({ leftFolded: false })} />}
        <Left panes={panes} />
        <Middle panes={panes} />
        {rightFolded && <FoldedPane side="right" onUnfold={() => panes.change({ rightFolded: false })} />}
        <Right panes={panes} />
      </div>
    </main>
  )
}

/** The sizes where the style sheet reads them; on small screens it does not. */
function worn({ left, right, trades, below, leftFolded, rightFolded }: Layout): CSSProperties {
  const sizes = {
    '--left': `${leftFolded ? FOLDED_PX : left}px`,
    '--right': `${rightFolded ? FOLDED_PX : right}px`,
    '--trades': `${trades}px`,
    '--below': `${below}px`,
  }
  return sizes as CSSProperties
}

/** Folded panes are away where there are panes; on a small screen everything stands below everything. */
const away = (folded: boolean): string => (folded ? 'desk:hidden' : '')

function Left({ panes }: { readonly panes: Panes }): ReactNode {
  const folded = away(panes.layout.leftFolded)
  return (
    <>
      <div
        className={`relative flex min-h-0 flex-col max-desk:max-h-96 mid:max-desk:col-span-2 desk:col-start-1 ${folded}`}
      >
        <QueuePanel />
        <PaneEdge edge="left" panes={panes} />
      </div>
      <div
        className={`relative flex min-h-0 flex-col max-desk:order-4 mid:max-desk:col-span-2 desk:col-start-1 desk:row-start-2 ${folded}`}
      >
        <TradesPanel />
        <PaneEdge edge="trades" panes={panes} />
      </div>
    </>
  )
}

function Middle({ panes }: { readonly panes: Panes }): ReactNode {
  const { reader } = useDesk()
  const boards = useBoards()
  const selected = useStation((state) => state.selected)
  const symbol = useStation((state) => (selected === null ? undefined : state.signals[selected]?.symbol))
  const quoted = useFirstQuoted()
  return (
    <div className="@container flex min-h-0 flex-col gap-px max-mid:order-3 desk:col-start-2 desk:row-span-2 desk:row-start-1">
      {reader.features.includes('candles') && <Picture symbol={symbol ?? quoted} signalId={selected} />}
      <div className="relative flex min-h-0 shrink-0 flex-col gap-px @xl:h-64 @xl:flex-row desk:@xl:h-(--below)">
        <BreakdownPanel signalId={selected} />
        {boards && <BoardPanel className="@xl:w-60 @xl:shrink-0" />}
        <PaneEdge edge="below" panes={panes} />
      </div>
    </div>
  )
}

function Right({ panes }: { readonly panes: Panes }): ReactNode {
  const game = useGame()
  const selected = useStation((state) => state.selected)
  return (
    <div
      className={`relative flex min-h-0 flex-col max-mid:order-2 desk:col-start-3 desk:row-span-2 desk:row-start-1 ${away(panes.layout.rightFolded)}`}
    >
      <div className="flex min-h-0 flex-1 flex-col gap-px desk:overflow-y-auto">
        {selected === null ? (
          <Panel title={sayFrame('panel_execute')} className="flex-1">
            <p className="p-3">{say('choose_signal')}</p>
          </Panel>
        ) : (
          <>
            <ExecutePanel key={selected} signalId={selected} linked />
            <CrowdPanel signalId={selected} />
          </>
        )}
        {game && <MissionsToday className="shrink-0 max-mid:hidden" />}
      </div>
      <PaneEdge edge="right" panes={panes} />
    </div>
  )
}

/** Brackets fold, Alt and a number divide anew, Shift P takes the panel with the focus out. */
function usePaneKeys({ layout, change }: Panes): void {
  const fold = (part: Partial<Layout>) => {
    if (!layout.locked) change(part)
  }
  const presets = PRESETS.map((_, n) => {
    const divide = (event: KeyboardEvent) => {
      event.preventDefault()
      change(presetOf(layout, n))
    }
    return [`Alt+${n + 1}`, divide] as const
  })
  useKeys({
    '[': () => fold({ leftFolded: !layout.leftFolded }),
    ']': () => fold({ rightFolded: !layout.rightFolded }),
    'Shift+p': () => popOut(focusedPanel()),
    ...Object.fromEntries(presets),
  })
}

/** The first list selects its first row, once; after that only the reader does. */
function useFirstSelection(): void {
  const { state, apply } = useDesk()
  const waiting = useStation((now) => now.selected === null && (now.open?.length ?? 0) > 0)
  useEffect(() => {
    const { open, selected, signals } = state()
    const first = selected === null ? ordered(open ?? [], signals)[0] : undefined
    if (waiting && first !== undefined) apply({ kind: 'select', signalId: first })
  }, [waiting, state, apply])
}

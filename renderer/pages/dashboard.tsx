import { type ReactNode, useEffect, useState } from 'react'
import { BoardPanel } from '../parts/board-panel.tsx'
import { BreakdownPanel } from '../parts/breakdown.tsx'
import { CandlePanel } from '../parts/candle-panel.tsx'
import { CrowdPanel } from '../parts/crowd.tsx'
import { ExecutePanel } from '../parts/execute.tsx'
import { Panel } from '../parts/panel.tsx'
import { QueuePanel } from '../parts/queue.tsx'
import { StatsStrip } from '../parts/stats-strip.tsx'
import { TradesPanel } from '../parts/trades.tsx'
import { useDesk, useStation } from '../parts/use-desk.ts'
import { ordered } from '../state/queue.ts'

/** The queue, the picture and the decision. */
export function Dashboard(): ReactNode {
  const { reader } = useDesk()
  const selected = useStation((state) => state.selected)
  const symbol = useStation((state) => (selected === null ? undefined : state.signals[selected]?.symbol))
  useFirstSelection()
  const quoted = useFirstQuoted()
  const shown = symbol ?? quoted
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">Fusion dashboard</h1>
      <StatsStrip />
      <div className="grid min-h-0 grid-cols-1 gap-px bg-line mid:grid-cols-[minmax(0,1fr)_340px] desk:grid-cols-[408px_minmax(0,1fr)_340px] desk:flex-1 desk:grid-rows-[minmax(0,1fr)_auto]">
        <div className="flex min-h-0 flex-col max-desk:max-h-96 mid:max-desk:col-span-2">
          <QueuePanel />
        </div>
        <div className="flex min-h-0 flex-col max-desk:order-4 mid:max-desk:col-span-2 desk:row-start-2">
          <TradesPanel />
        </div>
        <div className="@container flex min-h-0 flex-col gap-px max-mid:order-3 desk:row-span-2">
          {reader.features.includes('candles') && <Picture symbol={shown} signalId={selected} />}
          <div className="flex min-h-0 shrink-0 flex-col gap-px @xl:h-64 @xl:flex-row">
            <BreakdownPanel signalId={selected} />
            {reader.features.includes('leaderboards') && <BoardPanel />}
          </div>
        </div>
        <div className="flex min-h-0 flex-col gap-px max-mid:order-2 desk:row-span-2 desk:overflow-y-auto">
          {selected === null ? (
            <Panel title="Execute" className="flex-1">
              <p className="p-3">Choose a signal in the queue to see its levels and decide.</p>
            </Panel>
          ) : (
            <>
              <ExecutePanel key={selected} signalId={selected} linked />
              <CrowdPanel signalId={selected} />
            </>
          )}
        </div>
      </div>
    </main>
  )
}

/** The candles of a symbol; a station that has never had a market knows none. */
function Picture({
  symbol,
  signalId,
}: {
  readonly symbol: string | undefined
  readonly signalId: string | null
}): ReactNode {
  if (symbol !== undefined) return <CandlePanel symbol={symbol} signalId={signalId} />
  return (
    <Panel title="Candles" className="flex-1">
      <p className="p-3 text-fg2">No market has run at this desk yet, so there is nothing to draw.</p>
    </Panel>
  )
}

/** The symbol to look at without a signal: the first that has a price, since another may have no bar yet; then that one. */
function useFirstQuoted(): string | undefined {
  const { reader, prices } = useDesk()
  const [symbol, setSymbol] = useState<string>()
  useEffect(() => {
    if (symbol !== undefined) return undefined
    const look = () => setSymbol(reader.symbols.find((name) => prices.quote(name) !== null))
    look()
    return prices.subscribe(look)
  }, [symbol, prices, reader])
  return symbol ?? reader.symbols[0]
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

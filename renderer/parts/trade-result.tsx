import type { ReactNode } from 'react'
import { percent, price, signed } from '../state/format.ts'
import type { TradeView } from '../state/model.ts'
import { changeColour } from './direction.tsx'
import { ExecutorMark } from './trades.tsx'
import { useTimes } from './use-times.ts'

/** What became of the reader's fire: recorded, filled, ended. Nothing here takes it back. */
export function TradeResult({ trade }: { readonly trade: TradeView }): ReactNode {
  const times = useTimes()
  const { outcome, pnl, r, exit, symbol } = trade
  return (
    <section aria-label="Your trade" className="flex flex-col gap-1 border border-line bg-bg2 px-3 py-2">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <strong title={`station time, ${times.zone}`}>
          FIRED {times.millisecond(trade.firedAt)} {times.place}
        </strong>
        <span className="font-mono text-label text-fg2" title={`Trade ${trade.tradeId}`}>
          #{trade.tradeId.slice(-12)}
        </span>
      </p>
      <p className="text-cell">{fillText(trade)}</p>
      {outcome !== null && (
        <p className="flex flex-wrap items-baseline gap-x-3">
          <strong className={`text-kpi ${changeColour(pnl)}`}>{outcome}</strong>
          <span className={changeColour(pnl)}>{signed(pnl)}</span>
          <span className="text-fg2">
            {signed(r, 1)} R{exit === null ? '' : ` at ${price(symbol, exit)}`}
          </span>
          {trade.byExecutor && <ExecutorMark />}
        </p>
      )}
    </section>
  )
}

/** Fill and risk in words: `executed 1.08503, risk 1.0 %`. */
function fillText(trade: TradeView): string {
  const risk = `risk ${percent(trade.riskPct / 100)}`
  if (trade.executedPrice !== null) {
    const open = trade.outcome === null ? ', open until target, stop or its end' : ''
    return `executed ${price(trade.symbol, trade.executedPrice)}, ${risk}${open}`
  }
  if (trade.status === 'unfilled') return `never filled: no price came before the window closed, ${risk}`
  return `fill pending: recorded, waiting for the next price, ${risk}`
}

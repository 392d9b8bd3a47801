import type { ReactNode } from 'react'
import { price, signed, utcTime } from '../state/format.ts'
import type { TradeView } from '../state/model.ts'
import { changeColour } from './direction.tsx'

/** What became of the reader's fire: recorded, filled, ended. */
export function TradeResult({ trade }: { readonly trade: TradeView }): ReactNode {
  return (
    <section aria-label="Your trade" className="flex flex-col gap-1 border border-line bg-bg2 p-3">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <strong>FIRED {utcTime(trade.firedAt)}</strong>
        <span className="font-mono text-label text-fg2" title={trade.tradeId}>
          {trade.tradeId.slice(-12)}
        </span>
      </p>
      <p>{fillText(trade)}</p>
      {trade.outcome !== null && (
        <p className="flex flex-wrap items-baseline gap-x-3">
          <strong className={`text-kpi ${changeColour(trade.pnl)}`}>{trade.outcome}</strong>
          <span className={changeColour(trade.pnl)}>{signed(trade.pnl)}</span>
          <span className="text-fg2">
            {signed(trade.r, 1)} R{trade.exit === null ? '' : ` at ${price(trade.symbol, trade.exit)}`}
          </span>
        </p>
      )}
    </section>
  )
}

function fillText(trade: TradeView): string {
  const risk = `risk ${trade.riskPct.toFixed(1)} %`
  if (trade.executedPrice !== null) return `executed ${price(trade.symbol, trade.executedPrice)}, ${risk}`
  if (trade.status === 'unfilled') return `never filled: no price came before the window closed, ${risk}`
  return `recorded, waiting for the next price, ${risk}`
}

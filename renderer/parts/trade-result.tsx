import type { ReactNode } from 'react'
import { percent, price, signed } from '../state/format.ts'
import type { TradeView } from '../state/model.ts'
import { outcomeName } from '../state/names.ts'
import { sayIn } from '../words/words.ts'
import { changeColour } from './direction.tsx'
import { ExecutorMark } from './trades.tsx'
import { useStation } from './use-desk.ts'
import { useTimes } from './use-times.ts'

const say = sayIn('decide')

/** What became of the reader's fire: recorded, filled, ended. Nothing here takes it back. */
export function TradeResult({ trade }: { readonly trade: TradeView }): ReactNode {
  const times = useTimes()
  const ended = useStation((now) => now.feed?.ended === true)
  const { outcome, pnl, r, exit, symbol } = trade
  return (
    <section
      aria-label={say('own_trade')}
      className="flex flex-col gap-1 border border-line bg-bg2 px-3 py-2"
    >
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <strong title={say('station_time', { zone: times.zone })}>
          {say('fired_stamp', { time: times.millisecond(trade.firedAt), place: times.place })}
        </strong>
        <span className="font-mono text-label text-fg2" title={say('trade_id', { id: trade.tradeId })}>
          #{trade.tradeId.slice(-12)}
        </span>
      </p>
      <p className="text-cell">{fillText(trade, ended)}</p>
      {outcome !== null && (
        <p className="flex flex-wrap items-baseline gap-x-3">
          <strong className={`text-kpi ${changeColour(pnl)}`}>{outcomeName(outcome)}</strong>
          <span className={changeColour(pnl)}>{signed(pnl)}</span>
          <span className="text-fg2">
            {say('r_at', {
              r: signed(r, 1),
              at: exit === null ? '' : say('at_price', { price: price(symbol, exit) }),
            })}
          </span>
          {trade.byExecutor && <ExecutorMark />}
        </p>
      )}
    </section>
  )
}

/** Fill and risk in words: `executed 1.08503, risk 1.0 %`. */
function fillText(trade: TradeView, ended: boolean): string {
  const risk = say('with_risk', { risk: percent(trade.riskPct / 100) })
  if (trade.executedPrice !== null) {
    const open = trade.outcome === null ? say('open_until') : ''
    return say('executed', { price: price(trade.symbol, trade.executedPrice), risk, open })
  }
  if (trade.status === 'unfilled') return say('never_filled', { risk })
  return say(ended ? 'fill_ended' : 'fill_pending', { risk })
}

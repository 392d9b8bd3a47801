import type { ReactNode } from 'react'
import { resultWord } from '../state/result-word.ts'
import { sayIn } from '../words/words.ts'
import { SaveTable } from './save-table.tsx'
import { useStation } from './use-desk.ts'
import { useTrades } from './use-queries.ts'
import { useTimes } from './use-times.ts'

const say = sayIn('dashboard')
const sayFrame = sayIn('frame')

/** Saves the reader's last trades, also the columns for which a narrow pane has no room. */
export function SaveTrades(): ReactNode {
  const more = useTrades().data === true
  const recent = useStation((state) => state.recent) ?? []
  const trades = useStation((state) => state.trades)
  const { place, stamp } = useTimes()
  const shown = recent.flatMap((id) => trades[id] ?? [])
  if (shown.length === 0) return null
  return (
    <SaveTable
      caption={sayFrame('panel_trades')}
      heads={[
        say('fired_at', { place }),
        say('pair'),
        say('dir'),
        say('risk'),
        say('filled'),
        say('result'),
        'R',
        say('pnl'),
      ]}
      rows={() =>
        shown.map((trade) => [
          stamp(trade.firedAt),
          trade.symbol,
          trade.side,
          trade.riskPct === null ? null : trade.riskPct / 100,
          trade.executedPrice,
          resultWord(trade),
          trade.r,
          trade.pnl,
        ])
      }
      loaded={more ? shown.length : undefined}
    />
  )
}

import type { ReactNode } from 'react'
import type { CandleView } from '../link/wire.ts'
import type { Series } from '../state/series.ts'
import { sayIn } from '../words/words.ts'
import { Price } from './price.tsx'
import { SaveTable } from './save-table.tsx'
import { useNow } from './use-desk.ts'
import { useTimes } from './use-times.ts'

const say = sayIn('dashboard')

const ROWS_IN_TABLE = 20

interface CandleTableProps {
  readonly symbol: string
  /** The newest series; read second by second. */
  readonly live: () => Series
}

/** The newest candles in figures, newest first, second by second. */
export function CandleTable({ symbol, live }: CandleTableProps): ReactNode {
  useNow()
  const { closed, forming } = live()
  return <BarTable symbol={symbol} closed={closed} forming={forming} drawnMax={ROWS_IN_TABLE} />
}

interface BarTableProps extends Series {
  readonly symbol: string
  /** No more closed ones than these are drawn; the file has all. */
  readonly drawnMax?: number
}

/** All candles of a series in figures, newest first. */
export function BarTable({ symbol, closed, forming, drawnMax }: BarTableProps): ReactNode {
  const { place, minute } = useTimes()
  const caption = say('candles_caption', { symbol })
  const prices = [say('open_price'), say('high'), say('low'), say('close')]
  const rows = () =>
    [...closed, ...(forming === null ? [] : [forming])]
      .toReversed()
      .map(({ at, open, high, low, close }) => [minute(at), open, high, low, close])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className="min-h-0 flex-1 overflow-auto" aria-label={say('candles_scroll')} tabIndex={0}>
      <table className="w-full text-cell">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-bg1 text-fg2">
          <tr className="h-(--row) border-b border-line">
            <th scope="col" className="px-3 text-left font-medium">
              {say('time_in', { place })}
            </th>
            {prices.map((name) => (
              <th key={name} scope="col" className="px-3 text-right font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {forming !== null && <CandleRow symbol={symbol} candle={forming} forming />}
          {closed
            .toReversed()
            .slice(0, drawnMax)
            .map((candle) => (
              <CandleRow key={candle.at} symbol={symbol} candle={candle} />
            ))}
        </tbody>
      </table>
      <SaveTable caption={caption} heads={[say('time_in', { place }), ...prices]} rows={rows} />
    </section>
  )
}

interface CandleRowProps {
  readonly symbol: string
  readonly candle: CandleView
  readonly forming?: boolean
}

function CandleRow({ symbol, candle, forming = false }: CandleRowProps): ReactNode {
  const { open, high, low, close } = candle
  const times = useTimes()
  return (
    <tr className="h-6 border-b border-line">
      <th scope="row" className="px-3 text-left font-normal">
        {times.minute(candle.at)} {forming && <span className="text-warn">{say('forming')}</span>}
      </th>
      {[open, high, low, close].map((value, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the four columns never move
        <td key={column} className="px-3 text-right text-fg0">
          <Price symbol={symbol} value={value} />
        </td>
      ))}
    </tr>
  )
}

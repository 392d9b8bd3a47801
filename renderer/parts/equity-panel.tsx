import { type ReactNode, useState } from 'react'
import { CURVE_RANGES, type CurveRange, deepestFall, newest, sumStretch, sumsOf } from '../state/curve.ts'
import { amount, signed } from '../state/format.ts'
import { pairsOf, placeOn } from '../state/plot.ts'
import { figure } from '../state/saved-table.ts'
import { useWords } from '../words/words.ts'
import { FigurePanel, type FigureRow, FigureTable } from './figure.tsx'
import { useKeys } from './keys.ts'
import { Plot, share } from './plot.tsx'
import { useClosedTrades } from './use-progress.ts'

const TABLE_ROWS_MAX = 100

/** What the reader's trades came to, in money and in units of their risk. */
export function EquityPanels(): ReactNode {
  const say = useWords('profile')
  const [range, setRange] = useState<CurveRange>('100')
  useKeys({
    t: () => setRange(CURVE_RANGES[(CURVE_RANGES.indexOf(range) + 1) % CURVE_RANGES.length] ?? 'all'),
  })
  return (
    <section aria-label={say('equity')} className="flex flex-col gap-px">
      <RangeChoice range={range} onRange={setRange}>
        <kbd aria-hidden className="pl-1 font-mono text-label text-fg2 max-mid:hidden">
          T
        </kbd>
      </RangeChoice>
      <Curves range={range} />
    </section>
  )
}

interface RangeChoiceProps {
  readonly range: CurveRange
  readonly onRange: (range: CurveRange) => void
  /** What stands behind the choice. */
  readonly children?: ReactNode
}

/** How many of the newest trades are looked at. */
export function RangeChoice({ range, onRange, children }: RangeChoiceProps): ReactNode {
  const say = useWords('profile')
  return (
    <fieldset className="flex flex-wrap items-center gap-1 bg-bg1 px-3 py-2">
      <legend className="sr-only">{say('range')}</legend>
      {CURVE_RANGES.map((one) => (
        <button
          key={one}
          type="button"
          className={`plain-button max-mid:min-h-11 ${one === range ? 'bg-bg3' : ''}`}
          aria-pressed={one === range}
          onClick={() => onRange(one)}
        >
          {say(`range_${one}`)}
        </button>
      ))}
      {children}
    </fieldset>
  )
}

/** The curves of the newest trades, in money and in R. */
export function Curves({ range }: { readonly range: CurveRange }): ReactNode {
  const say = useWords('profile')
  return (
    <div className="grid grid-cols-1 gap-px mid:grid-cols-2">
      <Curve title={say('equity')} range={range} unit="pnl" decimals={2} />
      <Curve title={say('r_curve')} range={range} unit="r" decimals={1} />
    </div>
  )
}

interface CurveProps {
  readonly title: string
  readonly range: CurveRange
  readonly unit: 'pnl' | 'r'
  readonly decimals: number
}

function Curve({ title, range, unit, decimals }: CurveProps): ReactNode {
  const say = useWords('profile')
  const asking = useClosedTrades()
  const trades = newest(asking.data?.trades ?? [], range)
  const sums = sumsOf(trades.map((trade) => trade[unit]))
  const suffix = unit === 'r' ? ' R' : ''
  const text = (value: number) => `${signed(value, decimals)}${suffix}`
  return (
    <FigurePanel
      title={title}
      asking={asking}
      known={asking.data !== undefined}
      empty={trades.length === 0 ? say('curve_empty') : null}
      summary={say('curve_says', {
        count: trades.length,
        sum: text(sums.at(-1) ?? 0),
        fall: `${amount(deepestFall(sums), decimals)}${suffix}`,
      })}
      picture={<Line sums={sums} unit={title} decimals={unit === 'r' ? 1 : 0} />}
      table={
        <FigureTable
          caption={title}
          heads={[say('trade_no'), say('result'), say('running')]}
          rows={trades
            .map(
              (trade, index): FigureRow => [
                `${amount(index + 1, 0)} ${trade.symbol}`,
                figure(text(trade[unit]), trade[unit]),
                figure(text(sums[index + 1] ?? 0), sums[index + 1] ?? 0),
              ],
            )
            .reverse()}
          drawnMax={TABLE_ROWS_MAX}
        />
      }
    />
  )
}

interface LineProps {
  readonly sums: readonly number[]
  readonly unit: string
  readonly decimals: number
}

function Line({ sums, unit, decimals }: LineProps): ReactNode {
  const say = useWords('profile')
  const stretch = sumStretch(sums)
  const across = { from: 0, to: Math.max(1, sums.length - 1) }
  const levels = [...new Set([stretch.from, 0, stretch.to])]
  const y = (sum: number) => share(1 - placeOn(stretch, sum))
  const points = sums.map((sum, at) => ({ at, sum }))
  return (
    <Plot
      across={[0, across.to].map((at) => ({ place: placeOn(across, at), text: amount(at, 0) }))}
      up={levels.map((level) => ({ place: placeOn(stretch, level), text: signed(level, decimals) }))}
      acrossName={say('trades_in_order')}
      upName={unit}
    >
      {pairsOf(points).map(([one, other]) => (
        <line
          key={other.at}
          className="stroke-fg0"
          strokeWidth="1.5"
          x1={share(placeOn(across, one.at))}
          x2={share(placeOn(across, other.at))}
          y1={y(one.sum)}
          y2={y(other.sum)}
        />
      ))}
    </Plot>
  )
}

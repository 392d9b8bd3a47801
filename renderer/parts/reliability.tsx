import type { ReactNode } from 'react'
import { amount, fixed, percent } from '../state/format.ts'
import {
  type BandView,
  type BookView,
  intervalText,
  reliabilityText,
  type Verdict,
  verdictOf,
  verdictWords,
} from '../state/fusion.ts'
import { placeOn, reliabilityStretch, type Stretch, ticksOf } from '../state/plot.ts'
import { figure } from '../state/saved-table.ts'
import { sayIn } from '../words/words.ts'
import { FigurePanel, FigureTable } from './figure.tsx'
import type { Asking } from './panel.tsx'
import { Key, Plot, share } from './plot.tsx'

const sayFrame = sayIn('frame')

const say = sayIn('fusion')

interface BookFigureProps {
  readonly asking: Asking
  /** Null while the book has heard of no candidate; undefined before it was asked for. */
  readonly book: BookView | null | undefined
}

/** Whether what was given 40 % came true 40 times in a hundred. */
export function ReliabilityPanel({ asking, book }: BookFigureProps): ReactNode {
  const bands = (book?.bands ?? []).filter((band) => band.outcomes > 0)
  return (
    <FigurePanel
      title={say('reliability')}
      asking={asking}
      known={book !== undefined}
      empty={bands.length === 0 ? say('no_outcome_reliability') : null}
      summary={reliabilityText(bands)}
      picture={<Diagram bands={bands} />}
      table={
        <FigureTable
          caption={say('reliability_caption')}
          heads={[say('band'), 'n', say('predicted'), say('realised'), say('interval_90'), say('verdict')]}
          rows={bands.map((band) => [
            bandText(band),
            figure(amount(band.outcomes, 0), band.outcomes),
            figure(percent(band.predicted), band.predicted),
            figure(percent(band.rate), band.rate),
            intervalText(band.interval),
            verdictWords(verdictOf(band)).word,
          ])}
        />
      }
    />
  )
}

function bandText({ from, to }: BandView): string {
  return sayFrame('range', { low: fixed(from * 100, 0), high: percent(to, 0) })
}

function Diagram({ bands }: { readonly bands: readonly BandView[] }): ReactNode {
  const stretch = reliabilityStretch(bands)
  const ticks = ticksOf(stretch).map((value) => ({ place: placeOn(stretch, value), text: percent(value, 0) }))
  return (
    <Plot
      across={ticks}
      up={ticks}
      acrossName={say('key_predicted')}
      upName={say('realised_with')}
      legend={(['honest', 'off', 'unproven'] as const).map((verdict) => (
        <Key key={verdict} mark={<Dot x="6" y="6" verdict={verdict} />}>
          {verdict === 'unproven' ? say('under_30') : say(`word_${verdict}`)}
        </Key>
      ))}
    >
      <line className="stroke-line-strong" strokeDasharray="4 3" x1="0%" y1="100%" x2="100%" y2="0%" />
      {bands.map((band) => (
        <Mark key={band.from} band={band} stretch={stretch} />
      ))}
    </Plot>
  )
}

function Mark({ band, stretch }: { readonly band: BandView; readonly stretch: Stretch }): ReactNode {
  const { rate, predicted, interval } = band
  if (rate === null || predicted === null || interval === null) return null
  const x = share(placeOn(stretch, predicted))
  const y = (value: number) => share(1 - placeOn(stretch, value))
  return (
    <g>
      <title>
        {say('point_title', {
          at: bandText(band),
          rate: percent(rate),
          n: band.outcomes,
          predicted: percent(predicted),
        })}
      </title>
      <line className="stroke-fg2" strokeWidth="2" x1={x} x2={x} y1={y(interval[0])} y2={y(interval[1])} />
      <Dot x={x} y={y(rate)} verdict={verdictOf(band)} />
    </g>
  )
}

interface DotProps {
  readonly x: string
  readonly y: string
  readonly verdict: Verdict
}

/** Full where it holds, a square where it does not, hollow where it cannot be judged: shape before colour. */
function Dot({ x, y, verdict }: DotProps): ReactNode {
  switch (verdict) {
    case 'honest':
      return <circle className="fill-source-1" cx={x} cy={y} r="4.5" />
    case 'off':
      return (
        <rect
          className="fill-warn"
          x={x}
          y={y}
          width="9"
          height="9"
          style={{ transform: 'translate(-4.5px, -4.5px)' }}
        />
      )
    case 'unproven':
      return <circle className="fill-bg1 stroke-fg2" strokeWidth="1.5" cx={x} cy={y} r="4" />
  }
}

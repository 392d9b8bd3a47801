import type { ReactNode } from 'react'
import { amount, fixed, percent } from '../state/format.ts'
import { type BookView, histogramText, type TierView } from '../state/fusion.ts'
import { figure } from '../state/saved-table.ts'
import { sayIn } from '../words/words.ts'
import { FigurePanel, FigureTable } from './figure.tsx'
import type { Asking } from './panel.tsx'
import { Plot, share } from './plot.tsx'

const sayFrame = sayIn('frame')

const say = sayIn('fusion')

interface ProbabilityHistogramProps {
  readonly asking: Asking
  readonly book: BookView | null | undefined
  /** Where the tiers begin; empty before they were told. */
  readonly tiers: readonly TierView[]
}

/** Which probabilities the book gives, on the whole scale: what is far from the tiers is seen to be. */
export function ProbabilityHistogramPanel({ asking, book, tiers }: ProbabilityHistogramProps): ReactNode {
  const histogram = book?.histogram ?? []
  const total = histogram.reduce((sum, count) => sum + count, 0)
  const band = (index: number) => index / Math.max(1, histogram.length)
  return (
    <FigurePanel
      title={say('probabilities')}
      asking={asking}
      known={book !== undefined}
      empty={total === 0 ? say('no_probability') : null}
      summary={histogramText(histogram)}
      picture={<Bars histogram={histogram} tiers={tiers} />}
      table={
        <FigureTable
          caption={say('by_band')}
          heads={[say('band'), 'n', say('share')]}
          rows={histogram.flatMap((count, index) =>
            count === 0
              ? []
              : [
                  [
                    sayFrame('range', {
                      low: fixed(band(index) * 100, 0),
                      high: percent(band(index + 1), 0),
                    }),
                    figure(amount(count, 0), count),
                    figure(percent(count / total), count / total),
                  ],
                ],
          )}
        />
      }
    />
  )
}

const QUARTERS = [0, 0.25, 0.5, 0.75, 1] as const

interface BarsProps {
  readonly histogram: readonly number[]
  readonly tiers: readonly TierView[]
}

function Bars({ histogram, tiers }: BarsProps): ReactNode {
  const highest = Math.max(1, ...histogram)
  const width = 1 / histogram.length
  return (
    <Plot
      across={QUARTERS.map((place) => ({ place, text: percent(place, 0) }))}
      up={[0, 1].map((place) => ({ place, text: amount(place * highest, 0) }))}
      acrossName={say('axis_probability')}
      upName={say('of_last')}
    >
      {tiers.map(({ tier, floor }) =>
        floor === 0 ? null : (
          <line
            key={tier}
            className="stroke-line-strong"
            strokeDasharray="4 3"
            x1={share(floor)}
            x2={share(floor)}
            y1="0%"
            y2="100%"
          >
            <title>{say('tier_from', { tier, floor: percent(floor, 0) })}</title>
          </line>
        ),
      )}
      {histogram.map((count, band) =>
        count === 0 ? null : (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a band is its place
            key={band}
            className="fill-source-1"
            x={share(band * width)}
            y={share(1 - count / highest)}
            width={share(width * 0.9)}
            height={share(count / highest)}
          >
            <title>
              {say('band_share', {
                low: fixed(band * width * 100, 0),
                high: percent((band + 1) * width, 0),
                share: count,
              })}
            </title>
          </rect>
        ),
      )}
    </Plot>
  )
}

import type { ReactNode } from 'react'
import { amount, fixed, percent } from '../state/format.ts'
import { type BookView, histogramText, type TierView } from '../state/fusion.ts'
import { FigurePanel, FigureTable } from './figure.tsx'
import type { Asking } from './panel.tsx'
import { Plot, share } from './plot.tsx'

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
      title="Probabilities given"
      asking={asking}
      known={book !== undefined}
      empty={total === 0 ? 'No probability given yet.' : null}
      summary={histogramText(histogram)}
      picture={<Bars histogram={histogram} tiers={tiers} />}
      table={
        <FigureTable
          caption="The last probabilities by band"
          heads={['Band', 'n', 'Share']}
          rows={histogram.flatMap((count, index) =>
            count === 0
              ? []
              : [
                  [
                    `${fixed(band(index) * 100, 0)} to ${percent(band(index + 1), 0)}`,
                    amount(count, 0),
                    percent(count / total),
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
      acrossName="probability"
      upName="of the last 1,000; dashed: where the tiers begin"
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
            <title>{`${tier} from ${percent(floor, 0)}`}</title>
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
            <title>{`${fixed(band * width * 100, 0)} to ${percent((band + 1) * width, 0)}: ${count}`}</title>
          </rect>
        ),
      )}
    </Plot>
  )
}

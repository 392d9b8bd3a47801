import type { BandView, HistoryView } from './fusion.ts'

/** Where things stand in a picture of probabilities; places are shares of its width or height, 0 to 1. */

/** A stretch of a scale. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** Scales begin and end on tenths and are no narrower than this. */
const STEP = 10
const WIDTH_MIN = 0.2

/** The stretch of probability that holds all values, out to whole tenths, within 0 and 1. */
export function stretchOf(values: readonly number[]): Stretch {
  if (values.length === 0) return { from: 0, to: 1 }
  const from = Math.floor(Math.min(...values) * STEP) / STEP
  const to = Math.ceil(Math.max(...values) * STEP) / STEP
  if (to - from >= WIDTH_MIN) return { from, to }
  const low = Math.max(0, Math.min(from, 1 - WIDTH_MIN))
  return { from: low, to: Math.round((low + WIDTH_MIN) * STEP) / STEP }
}

/** Place of a value on a stretch; the middle where it has no length. */
export function placeOn({ from, to }: Stretch, value: number): number {
  return to === from ? 0.5 : (value - from) / (to - from)
}

const TICKS_MAX = 6

/** Round values to label a stretch of probability with. */
export function ticksOf({ from, to }: Stretch): readonly number[] {
  const tenths = Math.round((to - from) * STEP)
  const every = tenths <= TICKS_MAX ? 1 : 2
  return Array.from({ length: Math.floor(tenths / every) + 1 }, (_, tick) => {
    return Math.round(from * STEP + tick * every) / STEP
  })
}

/** All values a reliability diagram has to hold, on both scales alike so that the diagonal is one. */
export function reliabilityStretch(bands: readonly BandView[]): Stretch {
  return stretchOf(
    bands.flatMap(({ predicted, interval }) =>
      predicted === null || interval === null ? [] : [predicted, ...interval],
    ),
  )
}

/** All rates and predictions of a history. */
export function historyStretch(history: readonly HistoryView[]): Stretch {
  return stretchOf(
    history.flatMap(({ rate, predicted, interval }) =>
      [rate, predicted, ...(interval ?? [])].filter((value) => value !== null),
    ),
  )
}

/** Neighbours, to be joined by a line. */
export function pairsOf<Point>(points: readonly Point[]): readonly (readonly [Point, Point])[] {
  return points.slice(1).map((point, index) => [points[index] ?? point, point])
}

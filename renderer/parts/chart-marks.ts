import type { Chart, Plugin } from 'chart.js'
import { placeWords } from '../state/market-session.ts'
import { type Band, SESSION_NAMES } from '../state/session-bands.ts'
import { sayIn } from '../words/words.ts'
import { type Average, drawAverages, drawMoments, drawPrices, type Level } from './chart-levels.ts'

const say = sayIn('dashboard')

/** What is written into the picture beside candles and levels. */
export interface Marks {
  readonly bands: readonly Band[]
  /** Place of the candle that is still forming; null where none is. */
  readonly forming: number | null
  readonly levels: readonly Level[]
  readonly moments: readonly Level[]
  readonly averages: readonly Average[]
  /** The strength of the closes in words; null where it is not shown or not known. */
  readonly strength: string | null
  readonly text: string
  readonly fill: string
  readonly panel: string
}

const LANE_HEIGHT = 14
const FONT = '11px "IBM Plex Sans Variable"'
/** Room a word needs beside its own width. */
const WORD_AIR = 8

/** Height the lanes of the sessions take above the candles. */
export const LANES_HEIGHT = LANE_HEIGHT * SESSION_NAMES.length

/** Draws session bands above the candles, levels and moments across them, and `forming` beside the open one. */
export function marksPlugin(read: () => Marks): Plugin<'candlestick'> {
  return {
    id: 'marks',
    beforeDatasetsDraw: (chart) => {
      const { bands, fill, text } = read()
      for (const band of bands) drawBand(chart, band, { fill, text })
    },
    afterDatasetsDraw: (chart) => {
      const { forming, levels, moments, averages, strength, ...colours } = read()
      drawAverages(chart, { averages, strength, ...colours })
      drawMoments(chart, moments, colours.panel)
      drawPrices(chart, levels, colours.panel)
      if (forming !== null) drawForming(chart, forming, colours)
    },
  }
}

/** A lane of its own for each place, named where there is room. */
function drawBand(
  chart: Chart,
  band: Band,
  { fill, text }: { readonly fill: string; readonly text: string },
) {
  const [first, last] = [candle(chart, band.first), candle(chart, band.last)]
  if (first === null || last === null) return
  const { ctx, chartArea } = chart
  const left = Math.max(chartArea.left, first.x - first.width)
  const right = Math.min(chartArea.right, last.x + last.width)
  const top = chartArea.top - LANES_HEIGHT + SESSION_NAMES.indexOf(band.name) * LANE_HEIGHT
  ctx.save()
  ctx.fillStyle = fill
  ctx.fillRect(left, top, right - left, LANE_HEIGHT - 2)
  ctx.font = FONT
  ctx.fillStyle = text
  ctx.textBaseline = 'middle'
  const name = placeWords(band.name)
  if (ctx.measureText(name).width + WORD_AIR <= right - left)
    ctx.fillText(name, left + WORD_AIR / 2, top + LANE_HEIGHT / 2 - 1)
  ctx.restore()
}

/** The word stands above the candles it would cover. */
function drawForming(
  chart: Chart,
  index: number,
  { text, panel }: { readonly text: string; readonly panel: string },
) {
  const at = candle(chart, index)
  if (at === null) return
  const { ctx, chartArea } = chart
  ctx.save()
  ctx.font = FONT
  const width = ctx.measureText(say('forming')).width
  const right = Math.min(chartArea.right, at.x + at.width)
  const bottom = Math.max(chartArea.top + LANE_HEIGHT, highestFrom(chart, right - width, index) - 4)
  ctx.fillStyle = panel
  ctx.fillRect(right - width - 2, bottom - LANE_HEIGHT + 1, width + 4, LANE_HEIGHT)
  ctx.fillStyle = text
  ctx.textAlign = 'right'
  ctx.textBaseline = 'bottom'
  ctx.fillText(say('forming'), right, bottom)
  ctx.restore()
}

/** Pixels of the highest price among the candles right of `left`, up to `last`. */
function highestFrom(chart: Chart, left: number, last: number): number {
  let top = Number.POSITIVE_INFINITY
  for (let index = last; index >= 0; index -= 1) {
    const at = candle(chart, index)
    if (at === null || at.x + at.width < left) break
    top = Math.min(top, at.high)
  }
  return top
}

/** Where a candle stands on the canvas; null where it is not drawn. */
function candle(chart: Chart, index: number) {
  const drawn = chart.getDatasetMeta(0).data[index] as unknown as
    | { readonly x: number; readonly high: number; readonly width: number }
    | undefined
  return drawn === undefined ? null : { x: drawn.x, high: drawn.high, width: drawn.width / 2 }
}

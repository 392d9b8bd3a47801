import type { Chart } from 'chart.js'
import { apart } from '../state/apart.ts'

/** A line across the whole picture with its words: a price, or a moment. */
export interface Level {
  readonly at: number
  readonly words: string
  readonly colour: string
}

const FONT = '600 11px "IBM Plex Sans Variable"'
const LABEL_HEIGHT = 14
const LABEL_AIR = 4
const DASH = [4, 3]

/** Dashed lines at these prices, named at the left; names that would lie on each other stand below each other. */
export function drawPrices(chart: Chart, levels: readonly Level[], panel: string): void {
  const { ctx, chartArea, scales } = chart
  const y = scales.y
  if (y === undefined || levels.length === 0) return
  const { left, right, top, bottom } = chartArea
  const lines = levels.map(({ at }) => Math.round(y.getPixelForValue(at)) + 0.5)
  const room = { from: top + LABEL_HEIGHT / 2, to: bottom - LABEL_HEIGHT / 2 }
  const names = apart(lines, LABEL_HEIGHT, room)
  ctx.save()
  levels.forEach(({ colour }, index) => {
    const at = lines[index] ?? top
    stroke(ctx, colour, { from: [left, at], to: [right, at] })
  })
  levels.forEach(({ words, colour }, index) => {
    name(ctx, { words, colour, panel }, { x: left + LABEL_AIR, y: names[index] ?? top })
  })
  ctx.restore()
}

/** Dashed lines at these instants, named at the top. */
export function drawMoments(chart: Chart, moments: readonly Level[], panel: string): void {
  const { ctx, chartArea, scales } = chart
  const { x } = scales
  if (x === undefined) return
  const { left, right, top, bottom } = chartArea
  ctx.save()
  for (const { at, words, colour } of moments) {
    const place = Math.round(x.getPixelForValue(at)) + 0.5
    if (place < left || place > right) continue
    stroke(ctx, colour, { from: [place, top], to: [place, bottom] })
    ctx.font = FONT
    const half = ctx.measureText(words).width / 2
    name(ctx, { words, colour, panel }, { x: place - half, y: top + LABEL_HEIGHT / 2 })
  }
  ctx.restore()
}

type Context = Chart['ctx']
type Spot = readonly [x: number, y: number]

function stroke(
  ctx: Context,
  colour: string,
  { from, to }: { readonly from: Spot; readonly to: Spot },
): void {
  ctx.strokeStyle = colour
  ctx.lineWidth = 1
  ctx.setLineDash(DASH)
  ctx.beginPath()
  ctx.moveTo(...from)
  ctx.lineTo(...to)
  ctx.stroke()
}

interface Name {
  readonly words: string
  readonly colour: string
  readonly panel: string
}

function name(
  ctx: Context,
  { words, colour, panel }: Name,
  { x, y }: { readonly x: number; readonly y: number },
) {
  ctx.font = FONT
  const { width } = ctx.measureText(words)
  ctx.fillStyle = panel
  ctx.fillRect(x - LABEL_AIR, y - LABEL_HEIGHT / 2, width + 2 * LABEL_AIR, LABEL_HEIGHT)
  ctx.fillStyle = colour
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  ctx.fillText(words, x, y + 0.5)
}

/** A line through the candles: one value each, null where there is none. */
export interface Average {
  readonly words: string
  readonly colour: string
  readonly values: readonly (number | null)[]
}

interface Averages {
  readonly averages: readonly Average[]
  readonly strength: string | null
  readonly text: string
  readonly panel: string
}

/** The averages through the candles, and at the top right what they are called and how strong the closes are. */
export function drawAverages(chart: Chart, { averages, strength, text, panel }: Averages): void {
  const { ctx, chartArea } = chart
  if (averages.length === 0) return
  ctx.save()
  for (const { values, colour } of averages) curve(chart, values, colour)
  const names = averages.filter(({ values }) => values.some((value) => value !== null))
  const legend = [...names, ...(strength === null ? [] : [{ words: strength, colour: text }])]
  let right = chartArea.right
  ctx.font = FONT
  for (const { words, colour } of legend.toReversed()) {
    right -= ctx.measureText(words).width + 2 * LABEL_AIR
    name(ctx, { words, colour, panel }, { x: right + LABEL_AIR, y: chartArea.top + LABEL_HEIGHT / 2 })
  }
  ctx.restore()
}

function curve(chart: Chart, values: readonly (number | null)[], colour: string): void {
  const { ctx, scales } = chart
  const { y } = scales
  const candles = chart.getDatasetMeta(0).data
  if (y === undefined) return
  ctx.strokeStyle = colour
  ctx.lineWidth = 1.5
  ctx.setLineDash([])
  ctx.beginPath()
  let drawing = false
  values.forEach((value, index) => {
    const candle = candles[index]
    if (value === null || candle === undefined) return
    const [x, at] = [candle.x, y.getPixelForValue(value)]
    if (drawing) ctx.lineTo(x, at)
    else ctx.moveTo(x, at)
    drawing = true
  })
  ctx.stroke()
}

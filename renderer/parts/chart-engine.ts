import { Chart, type ChartConfiguration, LinearScale, TimeSeriesScale, Tooltip } from 'chart.js'
import { CandlestickController, CandlestickElement } from 'chartjs-chart-financial'
import type { CandleView } from '../link/wire.ts'
import { type AxisTick, axisTicks } from '../state/axis-ticks.ts'
import { candlesThatFit } from '../state/candle-room.ts'
import { fixed, price } from '../state/format.ts'
import { EMA_CLOSES, emaOf, RSI_CLOSES, rsiOf } from '../state/indicators.ts'
import type { Series } from '../state/series.ts'
import { bandsOf } from '../state/session-bands.ts'
import type { Times } from '../state/times.ts'
import { sayIn } from '../words/words.ts'
import type { Level } from './chart-levels.ts'
import { LANES_HEIGHT, type Marks, marksPlugin } from './chart-marks.ts'
import { teachTime } from './chart-time.ts'

const say = sayIn('dashboard')

/** The three prices of the selected signal. */
export interface LevelLines {
  readonly entry: number
  readonly stop: number
  readonly target: number
}

/** What one drawing shows. */
export interface Picture {
  readonly symbol: string
  readonly series: Series
  /** Candles before the series that are not drawn, but are in its averages. */
  readonly before?: readonly CandleView[]
  /** Candles that are drawn, the newest ones; as many as are read well where it is not given. */
  readonly count?: number
  readonly levels: LevelLines | null
  /** Bands of the trading sessions are drawn. */
  readonly sessions: boolean
  /** Averages of the closes are drawn, and their strength written. */
  readonly indicators: boolean
  /** How axis and tooltip write instants. */
  readonly times: Times
  /** Upright lines with their words; milliseconds of market time. */
  readonly moments?: readonly { readonly at: number; readonly words: string }[]
}

/** A chart on a canvas. */
export interface CandleChart {
  draw(picture: Picture): void
  /** Takes the page's colours anew: Chart.js copies them when it is made. */
  recolour(): void
  close(): void
}

interface Point {
  readonly x: number
  readonly o: number
  readonly h: number
  readonly l: number
  readonly c: number
  readonly forming: boolean
}

interface Colours {
  readonly up: string
  readonly down: string
  readonly text: string
  readonly strong: string
  readonly grid: string
  readonly panel: string
  readonly band: string
  readonly first: string
  readonly second: string
}

/** Pixels one label of the time axis needs. */
const LABEL_WIDTH = 72

Chart.register(CandlestickController, CandlestickElement, LinearScale, TimeSeriesScale, Tooltip)
teachTime()

/** Opens a chart on a canvas; nothing is drawn before `draw`. */
export function openCandleChart(canvas: HTMLCanvasElement): CandleChart {
  let colours = readColours(canvas)
  let shown: Picture | null = null
  let lanes = 0
  let marks = marksOf(colours, null, { all: [], drawn: [] })
  const chart = new Chart(canvas, {
    ...configuration(colours, shown),
    plugins: [marksPlugin(() => marks)],
  } as CandleConfiguration)

  const redraw = (anew: boolean) => {
    if (shown === null) return
    const { series, before = [], count: visible = candlesThatFit(canvas.clientWidth) } = shown
    const all = points({ ...series, closed: [...before, ...series.closed] })
    const drawn = all.slice(before.length).slice(-visible)
    const [dataset] = chart.data.datasets
    if (dataset !== undefined) dataset.data = drawn
    marks = marksOf(colours, shown, { all, drawn })
    // Where no session was open there is nothing to keep room for.
    const room = marks.bands.length === 0 ? 0 : LANES_HEIGHT
    // Options cost more than candles: they are made anew only where they differ.
    if (anew || room !== lanes) chart.options = options(colours, shown, room)
    lanes = room
    chart.update('none')
  }

  return {
    draw(picture) {
      const before = shown
      shown = picture
      redraw(before === null || !alike(before, picture))
    },
    recolour() {
      colours = readColours(canvas)
      const [dataset] = chart.data.datasets
      if (dataset !== undefined) Object.assign(dataset, paint(colours))
      redraw(true)
    },
    close: () => chart.destroy(),
  }
}

function alike(one: Picture, other: Picture): boolean {
  const { symbol, levels, sessions, times } = other
  const sameWords = one.symbol === symbol && one.times === times
  return sameWords && one.levels === levels && one.sessions === sessions
}

/** All candles of a picture, and the newest, which have room. */
interface Drawn {
  readonly all: readonly Point[]
  readonly drawn: readonly Point[]
}

/** What is written into the picture beside its candles. */
function marksOf(colours: Colours, picture: Picture | null, { all, drawn }: Drawn): Marks {
  const indicators = picture?.indicators === true ? indicatorsOf(all, drawn.length, colours) : NO_INDICATORS
  return {
    bands: picture?.sessions === true ? bandsOf(drawn.map(({ x }) => x)) : [],
    forming: drawn.at(-1)?.forming === true ? drawn.length - 1 : null,
    levels:
      picture === null || picture.levels === null ? [] : pricesOf(picture.symbol, picture.levels, colours),
    moments: (picture?.moments ?? []).map((moment) => ({ ...moment, colour: colours.text })),
    ...indicators,
    text: colours.text,
    fill: colours.band,
    panel: colours.panel,
  }
}

const NO_INDICATORS: Pick<Marks, 'averages' | 'strength'> = { averages: [], strength: null }

function indicatorsOf(
  all: readonly Point[],
  visible: number,
  { first, second }: Colours,
): typeof NO_INDICATORS {
  const closes = all.map(({ c }) => c)
  const strength = rsiOf(closes, RSI_CLOSES)
  return {
    averages: EMA_CLOSES.map((n, index) => ({
      words: `EMA ${n}`,
      colour: index === 0 ? first : second,
      values: emaOf(closes, n).slice(-visible),
    })),
    strength: strength === null ? null : `RSI ${RSI_CLOSES}  ${fixed(strength, 1)}`,
  }
}

function pricesOf(
  symbol: string,
  { entry, stop, target }: LevelLines,
  { up, down, strong }: Colours,
): Level[] {
  return [
    { at: target, words: `TP ${price(symbol, target)}`, colour: up },
    { at: entry, words: say('chart_entry', { price: price(symbol, entry) }), colour: strong },
    { at: stop, words: `SL ${price(symbol, stop)}`, colour: down },
  ]
}

function points({ closed, forming }: Series): Point[] {
  const drawn = closed.map((candle) => point(candle, false))
  return forming === null ? drawn : [...drawn, point(forming, true)]
}

function point({ at, open, high, low, close }: CandleView, forming: boolean): Point {
  return { x: at, o: open, h: high, l: low, c: close, forming }
}

function readColours(canvas: HTMLCanvasElement): Colours {
  const style = getComputedStyle(canvas)
  const of = (name: string) => style.getPropertyValue(name).trim()
  return {
    up: of('--up'),
    down: of('--down'),
    text: of('--fg2'),
    strong: of('--fg0'),
    grid: of('--line'),
    panel: of('--bg1'),
    band: of('--bg2'),
    first: of('--source-1'),
    second: of('--source-4'),
  }
}

type CandleConfiguration = ChartConfiguration<'candlestick', Point[]>

function configuration(colours: Colours, picture: Picture | null): CandleConfiguration {
  return {
    type: 'candlestick',
    data: { datasets: [{ data: [], ...paint(colours) }] },
    options: options(colours, picture),
  } as CandleConfiguration
}

/** The forming candle is hollow: it is not over yet. */
function paint(colours: Colours) {
  const solid = { up: colours.up, down: colours.down, unchanged: colours.text }
  const hollow = { up: colours.panel, down: colours.panel, unchanged: colours.panel }
  return {
    borderColors: solid,
    backgroundColors: (context: { readonly raw?: Partial<Point> }) =>
      context.raw?.forming === true ? hollow : solid,
  }
}

type Options = NonNullable<CandleConfiguration['options']>

/** `lanes` are the pixels that sessions take above the candles. */
function options(colours: Colours, picture: Picture | null, lanes = 0): Options {
  const levels = picture?.levels ?? null
  const symbol = picture?.symbol ?? ''
  const font = { family: 'IBM Plex Sans Variable', size: 11 }
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    normalized: true,
    layout: { padding: { top: 8 + lanes, right: 4, left: 4 } },
    scales: {
      x: {
        type: 'timeseries',
        offset: true,
        grid: { color: colours.grid, drawTicks: false },
        border: { display: false },
        afterBuildTicks: (axis) => {
          const room = Math.max(2, Math.floor(axis.width / LABEL_WIDTH))
          const openedAt = axis.ticks.map(({ value }) => value)
          const ticks = picture === null ? [] : axisTicks(openedAt, room, picture.times)
          axis.ticks = ticks.map(({ at, words }) => ({ value: at, words }))
        },
        ticks: {
          color: colours.text,
          font,
          padding: 6,
          maxRotation: 0,
          autoSkip: false,
          source: 'data',
          // The words came with the tick.
          callback: (_, index, ticks) => (ticks[index] as Partial<AxisTick> | undefined)?.words ?? '',
        },
      },
      y: {
        position: 'right',
        ...(levels === null ? {} : reach(levels)),
        grace: '4%',
        grid: { color: colours.grid, drawTicks: false },
        border: { display: false },
        ticks: { color: colours.text, font, padding: 6, callback: (value) => price(symbol, Number(value)) },
      },
    },
    plugins: {
      tooltip: {
        mode: 'index',
        intersect: false,
        animation: false,
        displayColors: false,
        callbacks: {
          title: ([item]) =>
            picture === null || item === undefined ? '' : instant(picture.times, item.raw as Point),
          label: ({ raw }) => candleWords(symbol, raw as Point),
        },
      },
    },
  } as Options
}

/** The levels are always in the picture. */
function reach({ entry, stop, target }: LevelLines) {
  return { suggestedMin: Math.min(entry, stop, target), suggestedMax: Math.max(entry, stop, target) }
}

function candleWords(symbol: string, { o, h, l, c, forming }: Point): string {
  const [open, high, low, close] = [o, h, l, c].map((value) => price(symbol, value))
  return `O ${open}  H ${high}  L ${low}  C ${close}${forming ? `  ${say('forming')}` : ''}`
}

const instant = ({ minute, place }: Times, { x }: Point): string => `${minute(x)} ${place}`

import { Chart, type ChartConfiguration, LinearScale, TimeSeriesScale, Tooltip } from 'chart.js'
import { CandlestickController, CandlestickElement } from 'chartjs-chart-financial'
import annotation from 'chartjs-plugin-annotation'
import type { CandleView } from '../link/wire.ts'
import { axisTicks } from '../state/axis-ticks.ts'
import { price } from '../state/format.ts'
import type { Series } from '../state/series.ts'
import { bandsOf } from '../state/session-bands.ts'
import { type Marks, marksPlugin } from './chart-marks.ts'
import { axisTime, teachTime } from './chart-time.ts'

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
  readonly levels: LevelLines | null
  /** Bands of the trading sessions are drawn. */
  readonly sessions: boolean
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
}

/** Pixels one candle needs to be read. */
const CANDLE_WIDTH = 7
const CANDLES_MIN = 30
/** Pixels one label of the time axis needs. */
const LABEL_WIDTH = 72

Chart.register(CandlestickController, CandlestickElement, LinearScale, TimeSeriesScale, Tooltip, annotation)
teachTime()

/** Opens a chart on a canvas; nothing is drawn before `draw`. */
export function openCandleChart(canvas: HTMLCanvasElement): CandleChart {
  let colours = readColours(canvas)
  let shown: Picture | null = null
  let marks: Marks = {
    bands: [],
    forming: null,
    text: colours.text,
    fill: colours.band,
    panel: colours.panel,
  }
  const chart = new Chart(canvas, {
    ...configuration(colours, shown),
    plugins: [marksPlugin(() => marks)],
  } as CandleConfiguration)

  const redraw = () => {
    if (shown === null) return
    const visible = Math.max(CANDLES_MIN, Math.floor(canvas.clientWidth / CANDLE_WIDTH))
    const drawn = points(shown.series).slice(-visible)
    const [dataset] = chart.data.datasets
    if (dataset !== undefined) dataset.data = drawn
    marks = {
      bands: shown.sessions ? bandsOf(drawn.map(({ x }) => x)) : [],
      forming: drawn.at(-1)?.forming === true ? drawn.length - 1 : null,
      text: colours.text,
      fill: colours.band,
      panel: colours.panel,
    }
    chart.update('none')
  }

  return {
    draw(picture) {
      const before = shown
      shown = picture
      // Options cost more than candles: they are made anew only where they differ.
      if (before === null || !alike(before, picture)) chart.options = options(colours, picture)
      redraw()
    },
    recolour() {
      colours = readColours(canvas)
      const [dataset] = chart.data.datasets
      if (dataset !== undefined) Object.assign(dataset, paint(colours))
      chart.options = options(colours, shown)
      redraw()
    },
    close: () => chart.destroy(),
  }
}

function alike(one: Picture, other: Picture): boolean {
  return one.symbol === other.symbol && one.levels === other.levels && one.sessions === other.sessions
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

function options(colours: Colours, picture: Picture | null): Options {
  const levels = picture?.levels ?? null
  const symbol = picture?.symbol ?? ''
  const font = { family: 'IBM Plex Sans Variable', size: 11 }
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    normalized: true,
    layout: { padding: { top: 8, right: 4, left: 4 } },
    scales: {
      x: {
        type: 'timeseries',
        offset: true,
        grid: { color: colours.grid, drawTicks: false },
        border: { display: false },
        afterBuildTicks: (axis) => {
          const room = Math.max(2, Math.floor(axis.width / LABEL_WIDTH))
          axis.ticks = axisTicks(
            axis.ticks.map(({ value }) => value),
            room,
          ).map((value) => ({ value }))
        },
        ticks: {
          color: colours.text,
          font,
          padding: 6,
          maxRotation: 0,
          autoSkip: false,
          source: 'data',
          callback: (value) => axisTime(Number(value)),
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
        callbacks: { label: ({ raw }) => candleWords(symbol, raw as Point) },
      },
      annotation: {
        animations: false,
        annotations: {
          ...(levels === null ? {} : lines(symbol, levels, colours)),
          ...upright(picture?.moments ?? [], colours),
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
  return `O ${open}  H ${high}  L ${low}  C ${close}${forming ? '  forming' : ''}`
}

function lines(symbol: string, { entry, stop, target }: LevelLines, colours: Colours) {
  return {
    target: line(`TP ${price(symbol, target)}`, target, colours.up, colours),
    entry: line(`ENTRY ${price(symbol, entry)}`, entry, colours.strong, colours),
    stop: line(`SL ${price(symbol, stop)}`, stop, colours.down, colours),
  }
}

function upright(moments: NonNullable<Picture['moments']>, colours: Colours) {
  return Object.fromEntries(
    moments.map(({ at, words }) => {
      const { yMin: _, yMax: __, ...drawn } = line(words, at, colours.text, colours)
      return [words, { ...drawn, xMin: at, xMax: at, label: { ...drawn.label, position: 'end' as const } }]
    }),
  )
}

function line(words: string, at: number, colour: string, { panel }: Colours) {
  return {
    type: 'line' as const,
    yMin: at,
    yMax: at,
    borderColor: colour,
    borderWidth: 1,
    borderDash: [4, 3],
    label: {
      display: true,
      content: words,
      position: 'start' as const,
      backgroundColor: panel,
      color: colour,
      font: { family: 'IBM Plex Sans Variable', size: 11, weight: 600 as const },
      padding: { x: 4, y: 1 },
      borderRadius: 0,
    },
  }
}

import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Bench, Values } from './figures.ts'
import { longestTask, openBrowser, openPage, type Watched } from './support/browser.ts'
import { fillDesk } from './support/desk-of-traders.ts'
import { startProduct } from './support/product.ts'
import { median } from './support/statistics.ts'
import { TickLine } from './support/tick-line.ts'

const ROUNDS = 3
const ROUND_MS = 10_000
const WARM_MS = 4_000
const SECOND_MS = 1_000
/** Market seconds per second of a lively simulation. */
const FLAGS = ['--sim', 'bench', '--speed', '10'] as const

/**
 * The dashboard under 50 price ticks a second, on top of what a running station tells.
 *
 * The station itself tells prices four times a second at most; the ticks are its own last message with the price moved
 * on, put in on the way, so that the page is tried harder than the station can.
 */
export async function measurePage({ folder, note }: Bench): Promise<Values> {
  const product = await startProduct(join(folder, 'data'), FLAGS)
  const browser = await openBrowser()
  try {
    const desk = await fillDesk(product.operator, { traders: 1, signals: 1 })
    const address = { url: product.station.url, token: desk.tokens[0] ?? '' }
    const line = new TickLine()
    const watched = await openPage(browser, address, (page) => line.enter(page))
    await watched.page.getByTestId(/^chart-/).waitFor()
    line.start()
    await wait(WARM_MS)
    const rounds: Round[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      const taken = await measureRound(watched, line)
      rounds.push(taken)
      note(`round ${round}: ${wordsOf(taken)}`)
    }
    line.stop()
    const of = (name: keyof Round) => median(rounds.map((round) => round[name]))
    return {
      page_long_task: of('longTask'),
      page_price_paints: of('pricePaints'),
      page_chart_updates: of('chartUpdates'),
      page_heap: of('heapMb'),
    }
  } finally {
    await browser.close()
    await product.station.stop()
  }
}

interface Round {
  readonly ticks: number
  readonly longTask: number
  readonly pricePaints: number
  /** Most in any one second. */
  readonly chartUpdates: number
  readonly heapMb: number
}

function wordsOf({ ticks, longTask, pricePaints, chartUpdates, heapMb }: Round): string {
  const drawn = `${pricePaints} price paints, ${chartUpdates} pictures in the busiest second`
  return `${ticks} ticks, longest task ${longTask.toFixed(0)} ms, ${drawn}, heap +${heapMb.toFixed(2)} MB`
}

async function measureRound(watched: Watched, line: TickLine): Promise<Round> {
  const heapBefore = await watched.heapMb()
  const ticksBefore = line.ticks
  const { now: from } = await watched.seen()
  await wait(ROUND_MS)
  const to = from + ROUND_MS
  const seen = await watched.seen()
  const ticks = line.ticks - ticksBefore
  const within = (times: readonly number[]) => times.filter((at) => at >= from && at < to)
  const heapMb = (await watched.heapMb()) - heapBefore
  if (within(seen.pricePaints).length === 0) throw new Error('no price was painted: nothing was measured')
  return {
    ticks,
    longTask: longestTask(seen, from, to),
    pricePaints: within(seen.pricePaints).length,
    chartUpdates: busiestSecond(within(seen.chartUpdates)),
    heapMb: Math.max(0, heapMb),
  }
}

/** The most of these moments, in milliseconds, that lie within any one second. */
export function busiestSecond(times: readonly number[]): number {
  return Math.max(
    0,
    ...times.map((start) => times.filter((at) => at >= start && at < start + SECOND_MS).length),
  )
}

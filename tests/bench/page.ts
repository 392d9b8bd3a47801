import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Page, WebSocketRoute } from '@playwright/test'
import type { Bench, Values } from './figures.ts'
import { longestTask, openBrowser, openPage, type Watched } from './support/browser.ts'
import { fillDesk } from './support/desk-of-traders.ts'
import { startProduct } from './support/product.ts'
import { median } from './support/statistics.ts'

const ROUNDS = 3
const ROUND_MS = 10_000
const WARM_MS = 4_000
const SECOND_MS = 1_000
const TICKS_PER_SECOND = 50
/** Market seconds per second of a lively simulation. */
const FLAGS = ['--sim', 'bench', '--speed', '10'] as const
/** Socket.IO's mark of a message, in front of its JSON. */
const MESSAGE = '42'

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

interface Quote {
  price: number
  forming: number[] | null
}

/** Stands between page and station, passes everything on, and adds ticks of its own. */
class TickLine {
  ticks = 0
  #socket: WebSocketRoute | null = null
  #last: readonly [string, { prices: Quote[] }] | null = null
  #timer: NodeJS.Timeout | null = null

  async enter(page: Page): Promise<void> {
    await page.routeWebSocket(/\/socket\.io\//, (socket) => {
      this.#socket = socket
      const station = socket.connectToServer()
      station.onMessage((message) => {
        if (typeof message === 'string' && message.startsWith(`${MESSAGE}["price_update"`))
          this.#last = JSON.parse(message.slice(MESSAGE.length))
        socket.send(message)
      })
    })
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), SECOND_MS / TICKS_PER_SECOND)
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
  }

  /** Every price a little up, then a little down. */
  #tick(): void {
    if (this.#last === null) return
    const [name, told] = this.#last
    const factor = this.ticks % 2 === 0 ? 1.0001 : 0.9999
    const prices = told.prices.map((quote) => moved(quote, factor))
    this.#socket?.send(MESSAGE + JSON.stringify([name, { ...told, prices }]))
    this.ticks += 1
  }
}

function moved(quote: Quote, factor: number): Quote {
  const price = quote.price * factor
  if (quote.forming === null) return { ...quote, price }
  const [at = 0, open = price, high = price, low = price, , volume = 0] = quote.forming
  return { ...quote, price, forming: [at, open, Math.max(high, price), Math.min(low, price), price, volume] }
}

import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { Bar } from '#core/market/bar.ts'
import type { Feed } from '#station/feed/feed.ts'
import type { ExchangeName } from '#station/feed/live/exchange.ts'
import { openLive } from '#station/feed/live/live-feed.ts'
import type { LiveHealth } from '#station/station.ts'
import { HandClock } from '../stage.ts'
import { MONDAY, testLog } from '../support.ts'
import { type ExchangeServer, openExchange, type Row, until } from './exchange-server.ts'
import { acceptances, bookTicker, ticker } from './words.ts'

export const MINUTE = 60_000
/** Noon on Monday, in the middle of a minute, is when the feeds of the tests begin. */
export const NOON = MONDAY + 12 * 3_600_000

/** A bar of a minute around a price, so many minutes after noon. */
export function minute(at: number, price = 100): Row {
  return [NOON + at * MINUTE, price, price + 2, price - 1, price + 1, 10 + at]
}

/** The station's clock turned by hand; it may be wrong by so much. */
export class LiveHandClock extends HandClock {
  readonly now: () => number
  constructor(startsAt: number) {
    super()
    this.now = () => startsAt + this.monotonicMs()
  }
}

export interface LiveStage {
  readonly server: ExchangeServer
  readonly feed: Feed
  readonly clock: LiveHandClock
  readonly taken: Bar[]
  /** Pings that the exchange answered. */
  readonly pings: number
  /** Milliseconds after noon by the exchange's clock. */
  readonly time: () => number
  health(): LiveHealth
  /** Time passes, and what is due is done. */
  pass(ms: number): Promise<void>
  /** Takes what is ready. */
  take(): void
}

export interface StageAsk {
  readonly exchange?: ExchangeName
  readonly symbols?: readonly string[]
  readonly stationSkewMs?: number
  /** Where the run was left, minutes after noon. */
  readonly left?: number
  readonly server?: ExchangeServer
  readonly clock?: LiveHandClock
  /** Bars of the past, minutes before noon; the last one unless it says so. */
  readonly past?: readonly number[]
}

/** A live feed of a local exchange; both clocks are turned by hand. */
export async function openLiveStage(ask: StageAsk = {}): Promise<LiveStage> {
  const { exchange = 'binance', stationSkewMs = 0, left = 0 } = ask
  const symbols = ask.symbols ?? (exchange === 'binance' ? ['BTCUSDT'] : ['BTC/USD'])
  const server = ask.server ?? (await openExchange(exchange))
  const clock = ask.clock ?? new LiveHandClock(NOON + stationSkewMs)
  server.now = () => NOON + clock.monotonicMs()
  server.bars.set(
    restName(symbols[0]!),
    (ask.past ?? [-1]).map((at) => minute(at)),
  )
  const feed = openLive(
    { kind: 'live', exchange, symbols, timeframe: 'm1', urls: server.urls, restart: false },
    { log: testLog().log, goesOnAt: () => NOON + left * MINUTE, clock, random: () => 0 },
  )
  onTestFinished(() => feed.close())
  const taken: Bar[] = []
  const stage: LiveStage = {
    get pings() {
      return server.pings
    },
    server,
    feed,
    clock,
    taken,
    time: clock.monotonicMs,
    health: () => feed.health().live!,
    async pass(ms) {
      for (let passed = 0; passed < ms; passed += 500) {
        clock.ring(Math.min(500, ms - passed))
        await turns()
        await until(() => server.pending === 0, 'answers')
      }
    },
    take() {
      while (feed.nextCloseAt() !== null) taken.push(...feed.take())
    },
  }
  return stage
}

/** What REST calls a pair. */
export function restName(written: string): string {
  return written.replace('BTC/', 'XBT').replace('/', '')
}

/** Enough for what was begun on this machine to reach its other end. */
const ON_THIS_MACHINE_MS = 3

/** Turns of the loop until what is under way on this machine has begun. */
export async function turns(): Promise<void> {
  const end = performance.now() + ON_THIS_MACHINE_MS
  do await turnOfTheLoop()
  while (performance.now() < end)
}

/** Until the connection stands, something was heard over it, and everything until now is known. */
export async function goLive(stage: LiveStage, exchange: ExchangeName = 'binance'): Promise<void> {
  const { server, feed } = stage
  const before = stage.health().connections
  await until(() => server.sockets.at(-1)?.readyState === 1, 'a connection')
  const first =
    exchange === 'binance'
      ? [bookTicker('BTCUSDT', 100, 100.5, 1)]
      : [...acceptances('BTC/USD'), ticker('BTC/USD', 100, 100.5)]
  for (const message of first) server.say(message)
  await until(() => stage.health().connections > before, 'a connection that stands')
  for (let step = 0; step < 100 && !stage.health().fresh; step++) await stage.pass(100)
  while (feed.live!.reachable() < NOON) await stage.pass(100)
  // What was before noon is no matter of who goes live.
  while (feed.nextCloseAt() !== null && feed.nextCloseAt()! <= NOON) feed.take()
}

/** Until the past is there. */
export async function readPast(stage: LiveStage): Promise<void> {
  let read = false
  void stage.feed.refill().then(() => {
    read = true
  })
  while (!read) await stage.pass(100)
}

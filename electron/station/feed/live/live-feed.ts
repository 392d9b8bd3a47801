import type { SymbolName } from '#core/kernel/ids.ts'
import { invariant } from '#core/kernel/result.ts'
import type { MarketTimeMs } from '#core/kernel/time.ts'
import { type Bar, TIMEFRAMES } from '#core/market/bar.ts'
import { openOf } from '#core/market/longer-bar.ts'
import type { FeedOptions } from '../../config.ts'
import type { Log } from '../../log.ts'
import { machineClock } from '../../market-clock.ts'
import type { FeedHealth, LiveHealth } from '../../station.ts'
import type { Feed } from '../feed.ts'
import { FeedRefused } from '../refusal.ts'
import type { Ending } from './connection.ts'
import { exchangeOf, listenedOf, type Pair, type Subscription } from './exchange.ts'
import { ExchangeClock, type LiveClock } from './exchange-clock.ts'
import type { Frame } from './frame.ts'
import { openGapFill } from './gap-fill.ts'
import { type LiveLane, openLiveLane, type Verdict } from './live-lane.ts'
import { openStream } from './stream.ts'

export type LiveOptions = Extract<FeedOptions, { kind: 'live' }>

/** Bars before the run, for the picture and the sources; an exchange gives about as many in one answer. */
export const HISTORY_BARS = 600
/** Prices are fresh for so long after the last word about them. */
export const FRESH_MS_MAX = 15_000
/** A bar that is not there so long after its close means that something is missing: nothing is fresh. */
export const BAR_LATE_MS_MAX = 15_000

export interface LiveSurroundings {
  readonly log: Log
  /** Where the run was left; now for a new one. */
  readonly goesOnAt: (fingerprint: string) => MarketTimeMs
  /** The machine's own where none is given. */
  readonly clock?: LiveClock
  /** Evenly in [0, 1); only waits depend on it. */
  readonly random?: () => number
}

const machineLiveClock: LiveClock = { ...machineClock, now: () => Date.now() }

/**
 * Opens an exchange's stream: closed bars as a feed, what forms for the picture.
 *
 * The market's time is the exchange's. It goes no further than what is known, so a bar that is late, or an exchange
 * that cannot be reached, lets it stand. Nobody waits for the network here: the station answers, and says that nothing
 * is fresh.
 */
export function openLive(options: LiveOptions, surroundings: LiveSurroundings): Feed {
  const { clock = machineLiveClock, random = Math.random, log } = surroundings
  const exchange = exchangeOf(options.exchange)
  const subscription: Subscription = { pairs: pairsOf(options), timeframe: options.timeframe }
  const barMs = TIMEFRAMES[options.timeframe]
  const symbols = subscription.pairs.map(({ symbol }) => symbol)
  const fingerprint = `live:1:${exchange.name}:${options.timeframe}:${symbols.join(',')}`
  const startsAt = openOf(surroundings.goesOnAt(fingerprint), barMs)
  const lanes = subscription.pairs.map((pair) =>
    openLiveLane({
      pair,
      timeframe: options.timeframe,
      from: startsAt - HISTORY_BARS * barMs,
      tellsCloses: exchange.tellsCloses,
    }),
  )
  const bySymbol = new Map<SymbolName, LiveLane>(lanes.map((lane) => [lane.pair.symbol, lane]))
  const time = new ExchangeClock(clock)
  const counts: Record<Verdict, number> = {
    taken: 0,
    duplicate: 0,
    text: 0,
    nan: 0,
    range: 0,
    order: 0,
    stray: 0,
  }
  let heardAtMs: number | null = null
  let ending: Ending | null = null
  let refusedPair: string | null = null
  let bars = 0
  let lastBarAt: MarketTimeMs | null = null
  let changed = Promise.withResolvers<void>()
  let begun = false
  let closed = false

  const laneOf = (symbol: SymbolName): LiveLane => {
    const lane = bySymbol.get(symbol)
    invariant(lane !== undefined, 'only symbols of the feed are asked for')
    return lane
  }
  const count = (verdict: Verdict): void => {
    counts[verdict] += 1
  }
  const knownUntil = (): MarketTimeMs => Math.min(...lanes.map((lane) => lane.knownUntil()))
  const caughtUp = (): boolean => knownUntil() + barMs + BAR_LATE_MS_MAX > time.now()
  const wake = (): void => {
    changed.resolve()
    changed = Promise.withResolvers()
  }

  function takeFrame(frame: Frame): void {
    switch (frame.kind) {
      case 'bar':
        return heard(laneOf(frame.bar.symbol).takeBar(frame.bar, time.now()))
      case 'quote':
        return heard(laneOf(frame.quote.symbol).takeQuote(frame.quote))
      case 'alive':
        heardAtMs = clock.monotonicMs()
        return
      case 'bad':
        return count(frame.reason)
      case 'refused':
        refusedPair = frame.pair
        log.warn({ pair: frame.pair }, 'subscription_refused')
        return
      default:
    }
  }
  function heard(verdict: Verdict): void {
    count(verdict)
    // A stream that says the same again, or what nobody can use, is no word about prices.
    if (verdict === 'taken') heardAtMs = clock.monotonicMs()
  }

  const fill = openGapFill({
    exchange,
    url: options.urls?.rest ?? exchange.urls.rest,
    timeframe: options.timeframe,
    lanes,
    clock,
    time,
    random,
    log,
    verdict: count,
    onChange: wake,
  })
  const stream = openStream({
    exchange,
    url: options.urls?.stream ?? exchange.urls.stream,
    subscription,
    listened: listenedOf(subscription),
    clock,
    random,
    log,
    onFrame: takeFrame,
    onUp() {
      ending = null
      for (const lane of lanes) lane.reconnected()
      fill.look(true)
    },
    onDown(reason) {
      ending = reason
      for (const lane of lanes) lane.reconnected()
    },
  })
  fill.look(true)

  const fresh = (): boolean =>
    stream.up() && heardAtMs !== null && clock.monotonicMs() - heardAtMs < FRESH_MS_MAX && caughtUp()
  const nextCloseAt = (): MarketTimeMs | null => {
    const next = Math.min(...lanes.map(({ queue }) => queue.headCloseAt()))
    return next <= knownUntil() ? next : null
  }
  const liveHealth = (): LiveHealth => ({
    exchange: exchange.name,
    fresh: fresh(),
    connected: stream.up(),
    heardAt: heardAtMs === null ? null : clock.now() - Math.round(clock.monotonicMs() - heardAtMs),
    clockOffsetMs: time.offsetMs(),
    ...stream.counts(),
    filledBars: fill.filled(),
    duplicates: counts.duplicate,
    strays: counts.stray,
    sequenceGaps: lanes.reduce((sum, lane) => sum + lane.sequenceGaps(), 0),
    trouble: refusedPair === null ? (fill.trouble() ?? ending) : 'unknown_symbol',
  })

  return {
    source: 'live',
    symbols,
    timeframe: options.timeframe,
    timeframeOf: () => options.timeframe,
    fingerprint,
    startsAt,
    nextCloseAt,
    take() {
      const closeAt = nextCloseAt()
      const group: Bar[] = []
      if (closeAt === null) return group
      for (const { queue } of lanes) if (queue.headCloseAt() === closeAt) group.push(queue.take())
      bars += group.length
      lastBarAt = closeAt
      return group
    },
    async refill() {
      // At the beginning the past is waited for; later nothing is: what is not there yet comes by itself.
      while (!closed && !begun && nextCloseAt() === null) {
        begun = caughtUp()
        if (!begun) await changed.promise
      }
      return true
    },
    ended: () => false,
    holeAfter: () => 0,
    formingAt: (symbol, at) => bySymbol.get(symbol)?.formingAt(at) ?? null,
    closeAfter: (symbol, nth) => laneOf(symbol).queue.closeOf(nth),
    ahead: (symbol) => laneOf(symbol).queue.size(),
    health: (): FeedHealth => ({
      badRows: { text: counts.text, nan: counts.nan, range: counts.range, order: counts.order },
      holes: lanes.reduce((sum, { queue }) => sum + queue.holes(), 0),
      bars,
      lastBarAt,
      live: liveHealth(),
    }),
    live: {
      reachable: () => (fresh() ? Math.min(time.now(), knownUntil() + barMs - 1) : knownUntil()),
      fresh,
      abandon() {
        closed = true
        wake()
      },
    },
    async close() {
      closed = true
      fill.close()
      stream.close()
      wake()
    },
  }
}

/**
 * The pairs that are listened to, in order of their symbols.
 *
 * @throws FeedRefused  for text that is no pair of this exchange, and for two of the same name
 */
export function pairsOf({ exchange, symbols }: Pick<LiveOptions, 'exchange' | 'symbols'>): readonly Pair[] {
  const { pairOf, pairForm } = exchangeOf(exchange)
  const pairs = symbols.map((text) => {
    const pair = pairOf(text)
    if (pair === null) throw new FeedRefused(`${text} is no pair of ${exchange}: one is written ${pairForm}`)
    return pair
  })
  const names = new Set(pairs.map(({ symbol }) => symbol))
  if (names.size < pairs.length) throw new FeedRefused(`${symbols.join(',')}: a pair is named twice`)
  return pairs.toSorted((one, other) => (one.symbol < other.symbol ? -1 : 1))
}

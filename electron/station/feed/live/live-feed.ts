import type { SymbolName } from '#core/kernel/ids.ts'
import { invariant } from '#core/kernel/result.ts'
import type { MarketTimeMs } from '#core/kernel/time.ts'
import { type Bar, TIMEFRAMES } from '#core/market/bar.ts'
import { openOf } from '#core/market/longer-bar.ts'
import type { FeedOptions } from '../../config.ts'
import type { Log } from '../../log.ts'
import { machineClock } from '../../market-clock.ts'
import type { FeedHealth, LiveHealth } from '../../station.ts'
import type { BarQueue } from '../bar-queue.ts'
import type { Feed } from '../feed.ts'
import type { Ending } from './connection.ts'
import { type Exchange, exchangeOf, listenedOf, type Subscription } from './exchange.ts'
import { ExchangeClock, type LiveClock } from './exchange-clock.ts'
import type { Frame } from './frame.ts'
import { GapFill } from './gap-fill.ts'
import { LiveLane, type Verdict } from './live-lane.ts'
import { pairsOf } from './pairs.ts'
import { Stream } from './stream.ts'

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

/** The machine's own clocks. */
export const machineLiveClock: LiveClock = { ...machineClock, now: () => Date.now() }

/**
 * Opens an exchange's stream: closed bars as a feed, what forms for the picture.
 *
 * The market's time is the exchange's. It goes no further than what is known, so a bar that is late, or an exchange
 * that cannot be reached, lets it stand. Nobody waits for the network here: the station answers, and says that nothing
 * is fresh.
 */
export function openLive(options: LiveOptions, surroundings: LiveSurroundings): Feed {
  const live = new LiveFeed(options, surroundings)
  const { symbols, startsAt, fingerprint } = live
  return {
    source: 'live',
    symbols,
    timeframe: options.timeframe,
    timeframeOf: () => options.timeframe,
    fingerprint,
    startsAt,
    nextCloseAt: () => live.nextCloseAt(),
    take: () => live.take(),
    refill: () => live.refill(),
    ended: () => false,
    holeAfter: () => 0,
    formingAt: (symbol, at) => live.lane(symbol)?.formingAt(at) ?? null,
    closeAfter: (symbol, nth) => live.queueOf(symbol).closeOf(nth),
    ahead: (symbol) => live.queueOf(symbol).size(),
    health: () => live.health(),
    live: {
      reachable: () => live.reachable(),
      fresh: () => live.fresh(),
      abandon: () => live.abandon(),
    },
    close: async () => live.close(),
  }
}

class LiveFeed {
  readonly symbols: readonly SymbolName[]
  readonly fingerprint: string
  readonly startsAt: MarketTimeMs
  readonly #exchange: Exchange
  readonly #barMs: number
  readonly #clock: LiveClock
  readonly #log: Log
  readonly #lanes: ReadonlyMap<SymbolName, LiveLane>
  readonly #time: ExchangeClock
  readonly #fill: GapFill
  readonly #stream: Stream
  readonly #counts: Record<Verdict, number> = { ...NOTHING_COUNTED }
  #heardAtMs: number | null = null
  #ending: Ending | null = null
  #refused = false
  #bars = 0
  #lastBarAt: MarketTimeMs | null = null
  #changed = Promise.withResolvers<void>()
  #begun = false
  #closed = false

  constructor(options: LiveOptions, surroundings: LiveSurroundings) {
    const { clock = machineLiveClock, random = Math.random, log } = surroundings
    const { timeframe, urls } = options
    const exchange = exchangeOf(options.exchange)
    const subscription: Subscription = { pairs: pairsOf(options), timeframe }
    this.symbols = subscription.pairs.map(({ symbol }) => symbol)
    this.fingerprint = `live:1:${exchange.name}:${timeframe}:${this.symbols.join(',')}`
    this.#exchange = exchange
    this.#barMs = TIMEFRAMES[timeframe]
    this.startsAt = openOf(surroundings.goesOnAt(this.fingerprint), this.#barMs)
    this.#clock = clock
    this.#log = log
    this.#lanes = this.#openLanes(subscription)
    this.#time = new ExchangeClock(clock)
    const common = { exchange, clock, random, log }
    this.#fill = new GapFill({
      ...common,
      url: urls?.rest ?? exchange.urls.rest,
      timeframe,
      lanes: [...this.#lanes.values()],
      time: this.#time,
      verdict: (verdict) => this.#count(verdict),
      onChange: () => this.#wake(),
    })
    this.#stream = new Stream({
      ...common,
      url: urls?.stream ?? exchange.urls.stream,
      subscription,
      listened: listenedOf(subscription),
      onFrame: (frame) => this.#take(frame),
      onUp: () => this.#reconnected(null),
      onDown: (ending) => this.#reconnected(ending),
    })
    this.#fill.begin()
  }

  lane(symbol: SymbolName): LiveLane | undefined {
    return this.#lanes.get(symbol)
  }

  queueOf(symbol: SymbolName): BarQueue {
    const lane = this.#lanes.get(symbol)
    invariant(lane !== undefined, 'only symbols of the feed are asked for')
    return lane.queue
  }

  nextCloseAt(): MarketTimeMs | null {
    let next = Number.POSITIVE_INFINITY
    for (const { queue } of this.#lanes.values()) next = Math.min(next, queue.headCloseAt())
    return next <= this.#knownUntil() ? next : null
  }

  take(): readonly Bar[] {
    const closeAt = this.nextCloseAt()
    const group: Bar[] = []
    if (closeAt === null) return group
    for (const { queue } of this.#lanes.values())
      if (queue.headCloseAt() === closeAt) group.push(queue.take())
    this.#bars += group.length
    this.#lastBarAt = closeAt
    return group
  }

  /** At the beginning the past is waited for; later nothing is: what is not there yet comes by itself. */
  async refill(): Promise<boolean> {
    while (!this.#closed && !this.#begun && this.nextCloseAt() === null) {
      this.#begun = this.#caughtUp()
      if (!this.#begun) await this.#changed.promise
    }
    return true
  }

  fresh(): boolean {
    const heardAtMs = this.#heardAtMs
    if (!this.#stream.up || heardAtMs === null) return false
    return this.#clock.monotonicMs() - heardAtMs < FRESH_MS_MAX && this.#caughtUp()
  }

  reachable(): MarketTimeMs {
    const known = this.#knownUntil()
    return this.fresh() ? Math.min(this.#time.now(), known + this.#barMs - 1) : known
  }

  health(): FeedHealth {
    const { text, nan, range, order } = this.#counts
    let holes = 0
    for (const { queue } of this.#lanes.values()) holes += queue.holes()
    return {
      badRows: { text, nan, range, order },
      holes,
      bars: this.#bars,
      lastBarAt: this.#lastBarAt,
      live: this.#liveHealth(),
    }
  }

  abandon(): void {
    this.#closed = true
    this.#wake()
  }

  close(): void {
    this.abandon()
    this.#fill.close()
    this.#stream.close()
  }

  #openLanes({ pairs, timeframe }: Subscription): ReadonlyMap<SymbolName, LiveLane> {
    const { tellsCloses } = this.#exchange
    const from = this.startsAt - HISTORY_BARS * this.#barMs
    return new Map(pairs.map((pair) => [pair.symbol, new LiveLane({ pair, timeframe, from, tellsCloses })]))
  }

  #take(frame: Frame): void {
    switch (frame.kind) {
      case 'bar':
        this.#heard(this.#lanes.get(frame.bar.symbol)?.takeBar(frame.bar, this.#time.now()) ?? 'stray')
        break
      case 'quote':
        this.#heard(this.#lanes.get(frame.quote.symbol)?.takeQuote(frame.quote) ?? 'stray')
        break
      case 'alive':
        this.#heardAtMs = this.#clock.monotonicMs()
        break
      case 'bad':
        this.#count(frame.reason)
        break
      case 'refused':
        this.#refused = true
        this.#log.warn({ pair: frame.pair }, 'subscription_refused')
        break
      default:
    }
  }

  /** A stream that says the same again, or what nobody can use, is no word about prices. */
  #heard(verdict: Verdict): void {
    this.#count(verdict)
    if (verdict === 'taken') this.#heardAtMs = this.#clock.monotonicMs()
  }

  /** @param ending  why no connection stands now; null where another one does */
  #reconnected(ending: Ending | null): void {
    this.#ending = ending
    for (const lane of this.#lanes.values()) lane.reconnected()
    if (ending === null) this.#fill.begin()
  }

  #count(verdict: Verdict): void {
    this.#counts[verdict] += 1
  }

  #knownUntil(): MarketTimeMs {
    let known = Number.POSITIVE_INFINITY
    for (const lane of this.#lanes.values()) known = Math.min(known, lane.knownUntil)
    return known
  }

  #caughtUp(): boolean {
    return this.#knownUntil() + this.#barMs + BAR_LATE_MS_MAX > this.#time.now()
  }

  #wake(): void {
    this.#changed.resolve()
    this.#changed = Promise.withResolvers()
  }

  #liveHealth(): LiveHealth {
    const { monotonicMs, now } = this.#clock
    let sequenceGaps = 0
    for (const lane of this.#lanes.values()) sequenceGaps += lane.sequenceGaps
    return {
      exchange: this.#exchange.name,
      fresh: this.fresh(),
      connected: this.#stream.up,
      heardAt: this.#heardAtMs === null ? null : now() - Math.round(monotonicMs() - this.#heardAtMs),
      clockOffsetMs: this.#time.offsetMs(),
      ...this.#stream.counts(),
      filledBars: this.#fill.filled,
      duplicates: this.#counts.duplicate,
      strays: this.#counts.stray,
      sequenceGaps,
      trouble: this.#refused ? 'unknown_symbol' : (this.#fill.trouble ?? this.#ending),
    }
  }
}

const NOTHING_COUNTED: Readonly<Record<Verdict, number>> = {
  taken: 0,
  duplicate: 0,
  text: 0,
  nan: 0,
  range: 0,
  order: 0,
  stray: 0,
}

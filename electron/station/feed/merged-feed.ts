import type { SymbolName } from '#core/kernel/ids.ts'
import { invariant } from '#core/kernel/result.ts'
import type { MarketTimeMs } from '#core/kernel/time.ts'
import { type Bar, type FeedSource, TIMEFRAME_PREFERENCE, type Timeframe } from '#core/market/bar.ts'
import { formingAt } from '#core/market/ticks.ts'
import type { FeedHealth } from '../station.ts'
import type { BarQueue } from './bar-queue.ts'
import type { Feed } from './feed.ts'

export type BadRows = FeedHealth['badRows']

/** The bars of one symbol on their way into the merged feed. */
export interface Lane {
  readonly timeframe: Timeframe
  readonly queue: BarQueue
  /** Whether nothing will be added to the queue any more. */
  readonly exhausted: () => boolean
  /** Adds bars until the queue is well filled or the lane is exhausted. */
  readonly fill: () => Promise<void> | void
  readonly badRows: () => BadRows
  readonly close: () => Promise<void>
}

export interface MergedFeedStart {
  readonly source: FeedSource
  readonly fingerprint: string
  readonly startsAt: MarketTimeMs
  readonly lanes: readonly Lane[]
  /** Bars of each symbol that are read before its next one is handed out, so that its calendar can be asked. */
  readonly lookaheadBars: number
}

/** Longer holes, in bars, are jumped. */
const HOLE_BARS_MAX = 3
const NO_BAD_ROWS: BadRows = { text: 0, nan: 0, range: 0, order: 0 }

/**
 * Plays lanes as one feed: in order of close time, bars of one close time together, in order of symbol.
 *
 * The lanes may have bars of different lengths.
 */
export function mergeLanes(start: MergedFeedStart): Feed {
  const { lookaheadBars } = start
  const lanes = start.lanes.toSorted((one, other) => (one.queue.symbol < other.queue.symbol ? -1 : 1))
  const bySymbol = new Map(lanes.map((lane) => [lane.queue.symbol, lane]))
  const timeframe = TIMEFRAME_PREFERENCE.find((one) => lanes.some((lane) => lane.timeframe === one))
  invariant(timeframe !== undefined, 'a feed has at least one lane')
  let bars = 0
  let lastBarAt: MarketTimeMs | null = null

  const ready = (lane: Lane): boolean => lane.queue.size() > lookaheadBars || lane.exhausted()
  const nextCloseAt = (): MarketTimeMs | null => {
    let next = Number.POSITIVE_INFINITY
    for (const lane of lanes) {
      if (!ready(lane)) return null
      next = Math.min(next, lane.queue.headCloseAt())
    }
    return next === Number.POSITIVE_INFINITY ? null : next
  }
  const ended = (): boolean => lanes.every((lane) => lane.exhausted() && lane.queue.size() === 0)
  const laneOf = (symbol: SymbolName): Lane => {
    const lane = bySymbol.get(symbol)
    invariant(lane !== undefined, 'only symbols of the feed are asked for')
    return lane
  }

  return {
    source: start.source,
    symbols: lanes.map((lane) => lane.queue.symbol),
    timeframe,
    timeframeOf: (symbol) => laneOf(symbol).timeframe,
    fingerprint: start.fingerprint,
    startsAt: start.startsAt,
    nextCloseAt,
    take() {
      const closeAt = nextCloseAt()
      if (closeAt === null) return []
      const group: Bar[] = []
      for (const { queue } of lanes) if (queue.headCloseAt() === closeAt) group.push(queue.take())
      bars += group.length
      lastBarAt = closeAt
      return group
    },
    async refill() {
      for (const lane of lanes) if (!ready(lane)) await lane.fill()
      return !ended()
    },
    ended,
    holeAfter: (at) => (nextCloseAt() === null ? 0 : holeBefore(lanes, at)),
    formingAt(symbol, at) {
      const next = bySymbol.get(symbol)?.queue.peek() ?? null
      if (next === null || at < next.openAt || at >= next.closeAt) return null
      return formingAt(next, (at - next.openAt) / (next.closeAt - next.openAt))
    },
    closeAfter: (symbol, nth) => laneOf(symbol).queue.closeOf(nth),
    ahead: (symbol) => laneOf(symbol).queue.size(),
    health: () => ({
      badRows: lanes.map((lane) => lane.badRows()).reduce(addBadRows, NO_BAD_ROWS),
      holes: lanes.reduce((sum, lane) => sum + lane.queue.holes(), 0),
      bars,
      lastBarAt,
    }),
    async close() {
      for (const lane of lanes) await lane.close()
    },
  }
}

/** See `Feed.holeAfter`. Of bars that begin together the shortest says what is long. */
function holeBefore(lanes: readonly Lane[], at: MarketTimeMs): number {
  let opensAt = Number.POSITIVE_INFINITY
  let barMs = 0
  for (const { queue } of lanes) {
    const openAt = queue.headCloseAt() - queue.timeframeMs
    if (openAt > opensAt || (openAt === opensAt && queue.timeframeMs > barMs)) continue
    opensAt = openAt
    barMs = queue.timeframeMs
  }
  return opensAt - at > HOLE_BARS_MAX * barMs ? opensAt - at : 0
}

function addBadRows(one: BadRows, other: BadRows): BadRows {
  return {
    text: one.text + other.text,
    nan: one.nan + other.nan,
    range: one.range + other.range,
    order: one.order + other.order,
  }
}

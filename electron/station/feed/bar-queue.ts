import type { SymbolName } from '#core/kernel/ids.ts'
import { invariant } from '#core/kernel/result.ts'
import type { MarketTimeMs } from '#core/kernel/time.ts'
import type { Bar } from '#core/market/bar.ts'

/** Numbers kept per bar: open time, four prices, volume, spread. */
const FIELDS = 7

export interface BarQueue {
  readonly symbol: SymbolName
  /** Length of its bars. */
  readonly timeframeMs: number
  readonly size: () => number
  /** Bars the queue can still take. */
  readonly free: () => number
  /** Appends a bar by its numbers: open time, open, high, low, close, volume, spread. */
  readonly push: (numbers: Float64Array) => void
  /** Close time of the oldest bar, infinite when there is none. */
  readonly headCloseAt: () => number
  readonly peek: () => Bar | null
  /** Takes the oldest bar out. */
  readonly take: () => Bar
  /** Close time of the n-th bar from the oldest on; beyond the last one counted in whole bars. */
  readonly closeOf: (nth: number) => MarketTimeMs
  /** Jumps over at least one missing bar, of all bars ever pushed. */
  readonly holes: () => number
}

/**
 * A bounded queue of bars of one symbol, kept as plain numbers.
 *
 * A bar becomes an object when it is taken, so that bars read ahead cost 56 bytes each and the collector nothing.
 *
 * @param capacity  bars, a power of two
 */
export function openBarQueue(symbol: SymbolName, timeframeMs: number, capacity: number): BarQueue {
  const mask = capacity - 1
  invariant((capacity & mask) === 0, 'capacity is a power of two')
  const numbers = new Float64Array(capacity * FIELDS)
  let first = 0
  let count = 0
  let holes = 0
  // Close of the newest bar ever pushed.
  let lastCloseAt = Number.NaN

  const at = (index: number, field: number): number => numbers[((first + index) & mask) * FIELDS + field] ?? 0
  const barAt = (index: number): Bar => ({
    symbol,
    openAt: at(index, 0),
    closeAt: at(index, 0) + timeframeMs,
    open: at(index, 1),
    high: at(index, 2),
    low: at(index, 3),
    close: at(index, 4),
    volume: at(index, 5),
    spread: at(index, 6),
  })

  return {
    symbol,
    timeframeMs,
    size: () => count,
    free: () => capacity - count,
    holes: () => holes,
    push(bar) {
      invariant(count < capacity, 'a lane reads no more than its queue can take')
      numbers.set(bar, ((first + count) & mask) * FIELDS)
      count += 1
      const openAt = bar[0] ?? 0
      if (openAt > lastCloseAt) holes += 1
      lastCloseAt = openAt + timeframeMs
    },
    headCloseAt: () => (count === 0 ? Number.POSITIVE_INFINITY : at(0, 0) + timeframeMs),
    peek: () => (count === 0 ? null : barAt(0)),
    take() {
      invariant(count > 0, 'only what is there is taken')
      const bar = barAt(0)
      first = (first + 1) & mask
      count -= 1
      return bar
    },
    closeOf(nth) {
      if (nth <= count) return at(nth - 1, 0) + timeframeMs
      return lastCloseAt + (nth - count) * timeframeMs
    },
  }
}

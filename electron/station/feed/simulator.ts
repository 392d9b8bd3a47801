import type { SymbolName } from '#core/kernel/ids.ts'
import { type MarketTimeMs, MINUTE_MS } from '#core/kernel/time.ts'
import { openSimulation, SIMULATED_SYMBOLS } from '#core/market/simulator.ts'
import { openBarQueue } from './bar-queue.ts'
import type { Feed } from './feed.ts'
import { type Lane, mergeLanes } from './merged-feed.ts'

/** Minutes of history before the run, for the picture and for the sources. */
export const HISTORY_BARS = 600
const LOOKAHEAD_BARS = 256
/** A few more than are read ahead: the first filling stands between a start and its first answer. */
const CAPACITY_BARS = 512

/**
 * Opens the simulator: six instruments in bars of a minute, without end.
 *
 * The bars follow from seed and start alone, so a station that goes on asks for the start of its run.
 *
 * @param startsAt  asked with the fingerprint; the answer is cut to a whole minute
 */
export async function openSimulator(
  seed: string,
  startsAt: (fingerprint: string) => MarketTimeMs,
): Promise<Feed> {
  const fingerprint = `sim:1:${seed}`
  const start = Math.floor(startsAt(fingerprint) / MINUTE_MS) * MINUTE_MS
  return mergeLanes({
    source: 'sim',
    fingerprint,
    startsAt: start,
    lanes: SIMULATED_SYMBOLS.map((symbol) => simulatedLane(seed, symbol, start - HISTORY_BARS * MINUTE_MS)),
    lookaheadBars: LOOKAHEAD_BARS,
  })
}

function simulatedLane(seed: string, symbol: SymbolName, from: MarketTimeMs): Lane {
  const queue = openBarQueue(symbol, MINUTE_MS, CAPACITY_BARS)
  const simulation = openSimulation(seed, symbol, from)
  const numbers = new Float64Array(7)
  return {
    timeframe: 'm1',
    queue,
    exhausted: () => false,
    fill() {
      while (queue.free() > 0) {
        const bar = simulation.next()
        numbers[0] = bar.openAt
        numbers[1] = bar.open
        numbers[2] = bar.high
        numbers[3] = bar.low
        numbers[4] = bar.close
        numbers[5] = bar.volume
        numbers[6] = bar.spread
        queue.push(numbers)
      }
    },
    badRows: () => ({ text: 0, nan: 0, range: 0, order: 0 }),
    close: async () => undefined,
  }
}

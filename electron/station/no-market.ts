import type { RunSheet } from '#core/sheets.ts'
import type { PlayingMarket } from './market.ts'
import type { FeedHealth } from './station.ts'

const NO_BARS: FeedHealth = {
  badRows: { text: 0, nan: 0, range: 0, order: 0 },
  holes: 0,
  bars: 0,
  lastBarAt: null,
}

/**
 * The market of a station that was started without one: it stands where the last run was left, and nothing moves it.
 *
 * The run itself is not touched, so the next start with a market goes on where it was.
 *
 * @param run  the last run; null where there was none
 * @param now  what the market's clock tells where there was none
 */
export function noMarket(run: RunSheet | null, now: number): PlayingMarket {
  const symbols = run?.symbols ?? []
  const timeframe = run?.timeframe ?? 'h1'
  const still = () => undefined
  return {
    source: 'off',
    symbols,
    timeframe,
    timeframeOf: (symbol) => run?.timeframes?.[symbol] ?? timeframe,
    clock: () => ({ at: run?.at ?? now, speed: 0 }),
    paused: true,
    ended: true,
    failed: false,
    quotes: () => [],
    candles: (symbol) => (symbols.includes(symbol) ? [] : null),
    health: () => NO_BARS,
    live: () => null,
    fusionMs: () => ({ last: null, before: null }),
    pause: still,
    resume: still,
    setSpeed: async () => undefined,
    onTick: () => still,
    ready: Promise.resolve(),
    stop: async () => undefined,
  }
}

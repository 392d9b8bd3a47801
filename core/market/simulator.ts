import { type SymbolName, symbolName } from '#core/kernel/ids.ts'
import { type RandomStream, randomStream } from '#core/kernel/random.ts'
import { invariant } from '#core/kernel/result.ts'
import { HOUR_MS, type MarketTimeMs, MINUTE_MS } from '#core/kernel/time.ts'
import type { Bar } from './bar.ts'

/** How one simulated instrument behaves. Prices are invented; only their size is borrowed from the real one. */
interface Instrument {
  readonly symbol: SymbolName
  readonly price: number
  /** Standard deviation of a usual minute, as a share of the price. */
  readonly minuteShare: number
  readonly decimals: number
  /** Usual spread in price units. */
  readonly spread: number
  /** Hours UTC in which it is busy: first and last. */
  readonly busyHours: readonly [number, number]
  readonly volume: number
}

function instrument(name: string, rest: Omit<Instrument, 'symbol'>): Instrument {
  const symbol = symbolName(name)
  invariant(symbol !== null, 'simulated symbols are well-formed')
  return { symbol, ...rest }
}

/** In name order, as bars of one close time are told. */
export const SIMULATED: readonly Instrument[] = [
  instrument('AUDUSD', {
    price: 0.66,
    minuteShare: 0.00014,
    decimals: 5,
    spread: 0.00003,
    busyHours: [0, 8],
    volume: 60,
  }),
  instrument('BTCUSD', {
    price: 64_000,
    minuteShare: 0.0006,
    decimals: 2,
    spread: 8,
    busyHours: [13, 21],
    volume: 40,
  }),
  instrument('EURUSD', {
    price: 1.085,
    minuteShare: 0.00012,
    decimals: 5,
    spread: 0.00003,
    busyHours: [7, 16],
    volume: 120,
  }),
  instrument('GBPUSD', {
    price: 1.27,
    minuteShare: 0.00014,
    decimals: 5,
    spread: 0.00004,
    busyHours: [7, 16],
    volume: 90,
  }),
  instrument('USDJPY', {
    price: 148,
    minuteShare: 0.00014,
    decimals: 3,
    spread: 0.004,
    busyHours: [0, 16],
    volume: 100,
  }),
  instrument('XAUUSD', {
    price: 2_350,
    minuteShare: 0.00022,
    decimals: 2,
    spread: 0.12,
    busyHours: [7, 18],
    volume: 80,
  }),
]

export const SIMULATED_SYMBOLS: readonly SymbolName[] = SIMULATED.map(({ symbol }) => symbol)

/** Steps of the price inside one minute, from which high and low come. */
const STEPS = 8
/** No minute is wilder than this many usual ones. */
const WILDNESS_MAX = 8
const QUIET_FACTOR = 0.5
const BUSY_FACTOR = 1.5
/** Share of the excitement that the next minute keeps; the rest follows the minute's own wildness. */
const EXCITEMENT_KEPT = 0.94
/** A wilder minute excites no more than this. */
const WILD_SQUARE_MAX = 4
const GAP_CHANCE = 1 / 700
const GAP_MINUTES = 6
const PAUSE_CHANCE = 1 / 2_500
const PAUSE_BARS_MAX = 9

/** One simulated instrument. */
export interface Simulation {
  /** The next minute that has a bar; minutes without trade are left out. */
  readonly next: () => Bar
}

/**
 * Simulates one instrument in bars of a minute, without end.
 *
 * Every step is as likely up as down by the same amount, whatever came before, so the price is a martingale and no
 * rule can find an edge: the engine must say so. Only the *size* of steps has structure: fat tails (Student's t, 4
 * degrees of freedom), busy and quiet hours, excitement that fades, gaps and pauses.
 *
 * The same seed, symbol and start give the same bars, so a restart makes them again instead of keeping them.
 *
 * @param startsAt  open of the first minute, a whole minute
 */
export function openSimulation(seed: string, symbol: SymbolName, startsAt: MarketTimeMs): Simulation {
  const found = SIMULATED.find((entry) => entry.symbol === symbol)
  invariant(found !== undefined, 'only known instruments are simulated')
  const random = randomStream(`${seed}:${symbol}`)
  const scale = 10 ** found.decimals
  const round = (price: number): number => Math.round(price * scale) / scale
  let price = found.price
  let excitement = 1
  let openAt = startsAt
  return {
    next() {
      if (random.next() < PAUSE_CHANCE) openAt += MINUTE_MS * (1 + Math.floor(random.next() * PAUSE_BARS_MAX))
      if (random.next() < GAP_CHANCE) price = step(price, found.minuteShare * Math.sqrt(GAP_MINUTES), random)
      const wild = wildness(random)
      const size = sessionFactor(found, openAt) * Math.sqrt(excitement) * wild
      const open = price
      let high = price
      let low = price
      for (let index = 0; index < STEPS; index++) {
        price = step(price, (found.minuteShare * size) / Math.sqrt(STEPS), random)
        high = Math.max(high, price)
        low = Math.min(low, price)
      }
      excitement =
        EXCITEMENT_KEPT * excitement + (1 - EXCITEMENT_KEPT) * Math.min(wild * wild, WILD_SQUARE_MAX)
      const bar: Bar = {
        symbol: found.symbol,
        openAt,
        closeAt: openAt + MINUTE_MS,
        open: round(open),
        high: round(high),
        low: round(low),
        close: round(price),
        volume: Math.max(1, Math.round(found.volume * size * (0.5 + random.next()))),
        // Quotes are wider in wild minutes and in quiet hours.
        spread: round(found.spread * Math.max(1, wild / 2) * (2 - sessionFactor(found, openAt) / 2)),
      }
      openAt += MINUTE_MS
      return bar
    },
  }
}

/** One symmetric step, never more than a tenth of the price: expectation is the price itself. */
function step(price: number, share: number, random: RandomStream): number {
  const move = Math.min(Math.max(random.normal() * share, -0.1), 0.1)
  return price * (1 + move)
}

/** The factor that turns normal steps into Student's t with 4 degrees of freedom, scaled to variance 1. */
function wildness(random: RandomStream): number {
  // Minus the logarithm of two uniforms is half a chi-square with 4 degrees of freedom.
  const halfChiSquare = -Math.log((1 - random.next()) * (1 - random.next()))
  return Math.min(1 / Math.sqrt(halfChiSquare), WILDNESS_MAX)
}

/** Busy hours move three times as far as quiet ones. */
function sessionFactor({ busyHours: [first, last] }: Instrument, at: MarketTimeMs): number {
  const hour = Math.floor(at / HOUR_MS) % 24
  return hour >= first && hour <= last ? BUSY_FACTOR : QUIET_FACTOR
}

import { keptPerStep } from './scale.ts'

/** Weight of breakeven in each of the three memories, in outcomes. */
const PRIOR_OUTCOMES = 100
/** Weight of the book's rate under that of one symbol, in outcomes. */
const SYMBOL_PRIOR_OUTCOMES = 1_000
const SLOW = keptPerStep(4_000)
const FAST = keptPerStep(600)
/** Symbols with a rate of their own. All others share one. */
const SYMBOLS_MAX = 200
const SHARED = '*'

/** Decayed counts of outcomes. */
export interface Count {
  wins: number
  outcomes: number
}

/** How often candidates of one book win, by three memories. */
export interface BaseRates {
  /** Probability at which the exits alone neither earn nor lose: what is believed before the first outcome. */
  readonly prior: number
  readonly allTime: Count
  readonly slow: Count
  readonly fast: Count
  readonly symbols: Map<string, Count>
}

/** The three rates as one candidate finds them, each strictly between 0 and 1. */
export interface Rates {
  /** g0: all outcomes count the same. */
  readonly allTime: number
  /** g1: half-life 4,000 outcomes, of the symbol, leaning on the whole book. */
  readonly own: number
  /** gF: half-life 600 outcomes. */
  readonly fast: number
}

export function openBaseRates(prior: number): BaseRates {
  return { prior, allTime: noCount(), slow: noCount(), fast: noCount(), symbols: new Map() }
}

function noCount(): Count {
  return { wins: 0, outcomes: 0 }
}

/**
 * The share of wins, as if `weight` more outcomes had come out at `lean`.
 *
 * The lean does not fade: only what was counted does.
 */
export function shrunk({ wins, outcomes }: Count, lean: number, weight: number): number {
  return (wins + weight * lean) / (outcomes + weight)
}

/** Forgets a little of what was counted, then counts one outcome. */
export function count(counted: Count, won: number, kept: number): void {
  counted.wins = counted.wins * kept + won
  counted.outcomes = counted.outcomes * kept + 1
}

/**
 * Rates before the candidate's outcome is known.
 *
 * Source: fusion method, base rates.
 */
export function ratesFor(rates: BaseRates, symbol: string): Rates {
  const allTime = shrunk(rates.allTime, rates.prior, PRIOR_OUTCOMES)
  const slow = shrunk(rates.slow, rates.prior, PRIOR_OUTCOMES)
  const counted = rates.symbols.get(symbolIn(rates, symbol))
  return {
    allTime,
    own: counted === undefined ? slow : shrunk(counted, slow, SYMBOL_PRIOR_OUTCOMES),
    fast: shrunk(rates.fast, rates.prior, PRIOR_OUTCOMES),
  }
}

/** Counts one outcome of a symbol in all three memories. */
export function countOutcome(rates: BaseRates, symbol: string, won: number): void {
  count(rates.allTime, won, 1)
  count(rates.slow, won, SLOW)
  count(rates.fast, won, FAST)
  count(symbolCount(rates, symbol), won, SLOW)
}

/** The count of a symbol, made where there is none yet. */
function symbolCount(rates: BaseRates, symbol: string): Count {
  const name = symbolIn(rates, symbol)
  const known = rates.symbols.get(name)
  if (known !== undefined) return known
  const fresh = noCount()
  rates.symbols.set(name, fresh)
  return fresh
}

/** The name under which a symbol is counted. Once a symbol has a count of its own it keeps it. */
function symbolIn({ symbols }: BaseRates, symbol: string): string {
  return symbols.has(symbol) || symbols.size < SYMBOLS_MAX ? symbol : SHARED
}

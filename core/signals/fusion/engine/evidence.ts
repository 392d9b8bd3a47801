import type { Vote } from '#core/signals/signal.ts'

/** Sources that one book can hear. */
export const SLOTS = 16
/** Columns of the evidence: agreement and loudness of each source, trend, volatility. */
export const FEATURES = 2 * SLOTS + 2
export const TREND = 2 * SLOTS
export const VOLATILITY = TREND + 1

/** What a book is asked about: a candidate, reduced to what the engine may know. */
export interface Question {
  /** Unique among the open candidates of the book. */
  readonly id: string
  readonly symbol: string
  /** +1 is BUY, -1 is SELL. */
  readonly direction: 1 | -1
  /** Market time in milliseconds; the engine's only clock. */
  readonly at: number
  readonly votes: readonly Vote[]
  readonly regime: { readonly trend: -1 | 0 | 1; readonly vol: -1 | 0 | 1 }
}

/** How a candidate ended. */
export interface Answer {
  readonly id: string
  /** Market time in milliseconds. */
  readonly at: number
  /** 1: the target was touched first. 0: the stop, both in one bar, or the time was up. */
  readonly won: 0 | 1
  /** Result in units of the risk; null where it was not recorded. */
  readonly r: number | null
}

/** A vote whose source has its slot. */
export interface Heard {
  readonly slot: number
  /** Tells this holder of the slot from later ones. */
  readonly tenure: number
  readonly agreement: 1 | -1
  /** Log-odds of the claim minus the source's own mean of them, -2 to 2. */
  readonly loudness: number
}

/**
 * The non-zero features of one candidate, ascending by column.
 *
 * Column `slot` holds the agreement, `SLOTS + slot` the agreement times the loudness, then trend and volatility. A
 * silent source has no column, so nothing is learned of it and nothing comes from it.
 */
export interface Features {
  readonly columns: readonly number[]
  readonly values: readonly number[]
}

/** @param heard ascending by slot */
export function featuresOf(heard: readonly Heard[], { trend, vol }: Question['regime']): Features {
  const columns: number[] = []
  const values: number[] = []
  const put = (column: number, value: number): void => {
    if (value === 0) return
    columns.push(column)
    values.push(value)
  }
  for (const { slot, agreement } of heard) put(slot, agreement)
  for (const { slot, agreement, loudness } of heard) put(SLOTS + slot, agreement * loudness)
  put(TREND, trend)
  put(VOLATILITY, vol)
  return { columns, values }
}

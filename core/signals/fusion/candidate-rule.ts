import type { Direction } from '#core/signals/signal.ts'
import type { Source, SourceType } from './source.ts'

/** Weight of a source's word by its type. Source: HydraX, signal fusion. */
export const TYPE_WEIGHTS: Readonly<Record<SourceType, number>> = {
  technical: 0.4,
  sentiment: 0.2,
  fundamental: 0.2,
  ai_bot: 0.2,
}

export const VOTES_MIN = 3
export const AGREEMENT_MIN = 0.6

/** Sums of binary fractions may miss 60 % by the last bit; equality counts as agreement. */
const LAST_BIT = 1e-12

/**
 * The direction on which the sources agree, or null.
 *
 * At least three speak; each word weighs its type's weight times its claim; the heavier side holds at least 60 % of
 * all that was said. Source: HydraX, signal fusion (directional score).
 *
 * @param words     signed claims in the order of `sources`, 0 for silence
 * @param speaking  how many of them are not 0
 */
export function agree(sources: readonly Source[], words: Float64Array, speaking: number): Direction | null {
  if (speaking < VOTES_MIN) return null
  let balance = 0
  let said = 0
  for (let index = 0; index < words.length; index++) {
    const weighed = (words[index] ?? 0) * weightOf(sources[index])
    balance += weighed
    said += Math.abs(weighed)
  }
  // The heavier side holds (said + |balance|) / 2.
  const heavier = (said + Math.abs(balance)) / 2
  if (heavier < AGREEMENT_MIN * said - LAST_BIT) return null
  return balance > 0 ? 'BUY' : 'SELL'
}

function weightOf(source: Source | undefined): number {
  return source === undefined ? 0 : TYPE_WEIGHTS[source.type]
}

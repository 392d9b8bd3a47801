import type { Gauges } from './gauges.ts'

export type SourceType = 'technical' | 'fundamental' | 'sentiment' | 'ai_bot'

/** Claims run from here to there. They are what a source says of itself, never a probability. */
export const CLAIM_MIN = 0.6
export const CLAIM_MAX = 0.92

/**
 * One analyst: reads the gauges of each closed bar and speaks or is silent.
 *
 * A word is a signed claim: +0.72 is BUY claimed at 72 %, -0.72 is SELL, 0 is silence. One number instead of an
 * object, as eleven of them are spoken on every bar.
 */
export interface Source {
  readonly name: string
  readonly type: SourceType
  /** Must be called exactly once for every closed bar, in order. */
  readonly hear: (gauges: Gauges) => number
}

/**
 * The word of a source: its direction with the claim its strength is worth.
 *
 * @param direction  positive for BUY, negative for SELL
 * @param strength   0 claims the least, 1 and above the most
 */
export function word(direction: number, strength: number): number {
  const claim = CLAIM_MIN + (CLAIM_MAX - CLAIM_MIN) * Math.min(Math.max(strength, 0), 1)
  return direction > 0 ? claim : -claim
}

export const SILENT = 0

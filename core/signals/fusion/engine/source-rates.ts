import { roundTo } from '#core/kernel/amount.ts'
import { type Count, count, shrunk } from './base-rates.ts'
import type { Heard } from './evidence.ts'
import { SLOTS } from './evidence.ts'
import { keptPerStep } from './scale.ts'

/** Weight of the base rate under a source's own record, in outcomes. */
const PRIOR_OUTCOMES = 100
const KEPT = keptPerStep(4_000)
/** A record of some thousand outcomes says no more than this, and it waits with every open candidate. */
const DECIMALS = 9

/** One source's own record: how often candidates won that it agreed with, and that it disagreed with. */
export interface SourceRate {
  agreed: Count
  disagreed: Count
}

export function openSourceRates(): SourceRate[] {
  return Array.from({ length: SLOTS }, freshRate)
}

/** A new source of the slot has no record. */
export function freshRate(): SourceRate {
  return { agreed: { wins: 0, outcomes: 0 }, disagreed: { wins: 0, outcomes: 0 } }
}

function side(rates: readonly SourceRate[], { slot, agreement }: Heard): Count | undefined {
  return agreement === 1 ? rates[slot]?.agreed : rates[slot]?.disagreed
}

/**
 * What a source's own record says of a candidate it spoke on, leaning on the base rate.
 *
 * @param base  the symbol's base rate as the candidate finds it
 */
export function sourceProbability(rates: readonly SourceRate[], heard: Heard, base: number): number {
  const record = side(rates, heard)
  return record === undefined ? base : roundTo(shrunk(record, base, PRIOR_OUTCOMES), DECIMALS)
}

export function countSource(rates: readonly SourceRate[], heard: Heard, won: number): void {
  const record = side(rates, heard)
  if (record !== undefined) count(record, won, KEPT)
}

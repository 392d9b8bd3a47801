import { SLOTS } from './evidence.ts'
import { keptPerStep } from './scale.ts'

const SHARED_MIN = 100
const SAME_SHARE = 0.97
const RATE = 1 - keptPerStep(100)
/** Claims closer than this are the same. */
const CLAIM_TOLERANCE = 1e-6
export const PAIRS = (SLOTS * (SLOTS - 1)) / 2

/** For each pair of slots: candidates both spoke on, and the recent share of them on which they said the same. */
export interface Copies {
  readonly shared: Float64Array
  readonly same: Float64Array
}

/** A vote as it is compared with others of the same candidate. */
export interface Spoken {
  readonly slot: number
  readonly agreement: number
  readonly claim: number
}

export function freshCopies(): Copies {
  return { shared: new Float64Array(PAIRS), same: new Float64Array(PAIRS) }
}

/** Place of a pair, in any order. */
function pairOf(one: number, other: number): number {
  const high = Math.max(one, other)
  return (high * (high - 1)) / 2 + Math.min(one, other)
}

/** Compares everybody who spoke on one candidate, at most 120 pairs. */
export function compare(copies: Copies, spoken: readonly Spoken[]): void {
  spoken.forEach((one, index) => {
    for (let other = 0; other < index; other++) comparePair(copies, one, spoken[other] ?? one)
  })
}

function comparePair({ shared, same }: Copies, one: Spoken, other: Spoken): void {
  const pair = pairOf(one.slot, other.slot)
  const alike = one.agreement === other.agreement && Math.abs(one.claim - other.claim) < CLAIM_TOLERANCE
  const count = (shared[pair] ?? 0) + 1
  const share = same[pair] ?? 0
  shared[pair] = count
  same[pair] = share + Math.max(RATE, 1 / count) * ((alike ? 1 : 0) - share)
}

/** The lowest slot that says the same as this one on 97 of 100 candidates both spoke on; null where there is none. */
export function copied({ shared, same }: Copies, slot: number): number | null {
  for (let other = 0; other < slot; other++) {
    const pair = pairOf(slot, other)
    if ((shared[pair] ?? 0) >= SHARED_MIN && (same[pair] ?? 0) >= SAME_SHARE) return other
  }
  return null
}

/** A new source of the slot repeats nobody yet. */
export function forgetCopies({ shared, same }: Copies, slot: number): void {
  for (let other = 0; other < SLOTS; other++) {
    if (other === slot) continue
    shared[pairOf(slot, other)] = 0
    same[pairOf(slot, other)] = 0
  }
}

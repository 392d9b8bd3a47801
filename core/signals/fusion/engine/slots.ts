import { roundTo } from '#core/kernel/amount.ts'
import { SLOTS } from './evidence.ts'
import { clamp, logit } from './scale.ts'

const CLAIM_LOW = 0.5
const CLAIM_HIGH = 0.98
const LOUDNESS_MAX = 2
/** Loudness is kept to the ten-thousandth: it waits with every open candidate, and more would say nothing more. */
const LOUDNESS_DECIMALS = 4
/** A source that was not heard on this many candidates has left: its slot may be given away. */
const LEFT_CANDIDATES = 2_000

/** The source that holds a slot. */
export interface Holder {
  readonly name: string
  /** Counts the holders of all slots, so that what an earlier one said is not taken for this one's. */
  readonly tenure: number
  /** Number of the candidate it was last heard on. */
  heardOn: number
  /** Mean log-odds of its claims, which loudness is measured against, their plain sum, and how many there were. */
  claimMean: number
  claimSum: number
  claims: number
}

/** Who sits in which of the sixteen slots. */
export interface Slots {
  readonly holders: (Holder | null)[]
  /** Derived from the holders. */
  readonly bySource: Map<string, number>
  tenures: number
}

/** Where the sources of one candidate sit, and which slots another source had to leave for them. */
export interface Seating {
  readonly slots: readonly number[]
  readonly vacated: readonly number[]
}

export function openSlots(): Slots {
  return { holders: Array<Holder | null>(SLOTS).fill(null), bySource: new Map(), tenures: 0 }
}

/**
 * Seats the sources of a candidate; null, and nothing changed, where there is no room for all of them.
 *
 * A source that is new gets the first empty slot, and once all sixteen are taken that of the source unheard for
 * longest, if it has left. So a source that pauses finds what it had learned, and a seventeenth is refused.
 *
 * @param candidate  number of this candidate in the book
 */
export function seat(slots: Slots, names: readonly string[], candidate: number): Seating | null {
  const known = names.map((name) => slots.bySource.get(name))
  const wanted = known.filter((slot) => slot === undefined).length
  const free = wanted === 0 ? [] : freeSlots(slots, candidate, new Set(known))
  if (free.length < wanted) return null
  const vacated = free.slice(0, wanted).filter((slot) => slots.holders[slot] !== null)
  let next = 0
  const seated = names.map((name, index) => known[index] ?? take(slots, name, free[next++] ?? 0))
  for (const slot of seated) {
    const holder = slots.holders[slot]
    if (holder) holder.heardOn = candidate
  }
  return { slots: seated, vacated }
}

/** Empty slots in order, then those of sources that have left, longest unheard first. */
function freeSlots(
  { holders }: Slots,
  candidate: number,
  speaking: ReadonlySet<number | undefined>,
): number[] {
  const all = holders.map((holder, slot) => ({ holder, slot }))
  const empty = all.filter(({ holder }) => holder === null)
  const left = all.filter(
    ({ holder, slot }) => holder !== null && hasLeft(holder, candidate) && !speaking.has(slot),
  )
  left.sort((a, b) => (a.holder?.heardOn ?? 0) - (b.holder?.heardOn ?? 0))
  return [...empty, ...left].map(({ slot }) => slot)
}

export function hasLeft({ heardOn }: Holder, candidate: number): boolean {
  return candidate - heardOn >= LEFT_CANDIDATES
}

function take(slots: Slots, name: string, slot: number): number {
  const earlier = slots.holders[slot]
  if (earlier) slots.bySource.delete(earlier.name)
  slots.tenures += 1
  slots.holders[slot] = { name, tenure: slots.tenures, heardOn: 0, claimMean: 0, claimSum: 0, claims: 0 }
  slots.bySource.set(name, slot)
  return slot
}

/**
 * How loud a claim is for this source: its log-odds against the mean of the source's earlier claims, -2 to 2.
 *
 * The first claim is as loud as usual: 0. So a source that always shouts has said nothing by shouting.
 */
export function loudnessOf(holder: Holder, claim: number): number {
  const logOdds = logit(clamp(claim, CLAIM_LOW, CLAIM_HIGH))
  const distance = holder.claims === 0 ? 0 : logOdds - holder.claimMean
  holder.claims += 1
  holder.claimSum += claim
  holder.claimMean += (logOdds - holder.claimMean) / holder.claims
  return roundTo(clamp(distance, -LOUDNESS_MAX, LOUDNESS_MAX), LOUDNESS_DECIMALS)
}

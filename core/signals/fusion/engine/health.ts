import { type Copies, freshCopies } from './copies.ts'
import { type Drift, freshDrift } from './drift.ts'
import { SLOTS } from './evidence.ts'

/** What can be wrong with a source. `watch` comes before `drifting`. */
export type Trouble = 'stale' | 'silent' | 'stuck' | 'duplicate' | 'watch' | 'drifting'

/** A trouble of a source begins or ends. */
export interface HealthFact {
  readonly source: string
  readonly trouble: Trouble
  readonly began: boolean
  /** Market time. */
  readonly at: number
  /** The source that a duplicate repeats; null for every other trouble. */
  readonly of: string | null
}

/** Gaps over which the usual interval is averaged, and before which a source cannot be stale. */
const INTERVAL_GAPS = 200
const INTERVAL_GAPS_MIN = 10
const STALE_INTERVALS = 3
/** No closed market makes a source stale: a weekend with a holiday on each side is shorter. */
const STALE_MS_MIN = 4 * 86_400_000
const SILENT_CANDIDATES = 200
const STUCK_VOTES = 50

/** Votes of one source over time. */
export interface Pulse {
  votes: number
  /** Market time of the last vote. */
  lastAt: number
  /** Mean gap between votes in milliseconds. */
  interval: number
  /** +1 BUY, -1 SELL, 0 before the first vote. */
  direction: number
  claim: number
  /** Votes in a row that were the same. */
  repeats: number
}

/** The health of the source in one slot. */
export interface SourceHealth {
  readonly pulse: Pulse
  readonly drift: Drift
  /** Since when each trouble lasts, market time; null where it does not. */
  readonly since: Record<Trouble, number | null>
  /** The slot it repeats, null where it repeats none. */
  duplicateOf: number | null
}

export interface Health {
  readonly sources: SourceHealth[]
  readonly copies: Copies
}

export function openHealth(): Health {
  return { sources: Array.from({ length: SLOTS }, freshHealth), copies: freshCopies() }
}

export function freshHealth(): SourceHealth {
  return {
    pulse: { votes: 0, lastAt: 0, interval: 0, direction: 0, claim: 0, repeats: 0 },
    drift: freshDrift(),
    since: { stale: null, silent: null, stuck: null, duplicate: null, watch: null, drifting: null },
    duplicateOf: null,
  }
}

/** Notes one vote; the time between two is never counted as negative. */
export function beat(
  pulse: Pulse,
  { at, direction, claim }: Pick<Pulse, 'direction' | 'claim'> & { readonly at: number },
): void {
  if (pulse.votes > 0) {
    const gap = Math.max(0, at - pulse.lastAt)
    pulse.interval += (gap - pulse.interval) / Math.min(pulse.votes, INTERVAL_GAPS)
  }
  const same = direction === pulse.direction && claim === pulse.claim
  pulse.repeats = same ? pulse.repeats + 1 : 1
  pulse.votes += 1
  pulse.lastAt = at
  pulse.direction = direction
  pulse.claim = claim
}

/** Whether a source says nothing but the same word. Such words are not heard. */
export function isStuck({ repeats }: Pulse): boolean {
  return repeats >= STUCK_VOTES
}

/** Whether a source that spoke regularly has not done so for three of its usual intervals. */
export function isStale({ votes, lastAt, interval }: Pulse, at: number): boolean {
  if (votes <= INTERVAL_GAPS_MIN) return false
  return at - lastAt > Math.max(STALE_MS_MIN, STALE_INTERVALS * interval)
}

/** Whether a source has not spoken on 200 candidates. */
export function isSilent(candidatesSince: number): boolean {
  return candidatesSince >= SILENT_CANDIDATES
}

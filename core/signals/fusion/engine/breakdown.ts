import { type Features, type Heard, SLOTS, TREND } from './evidence.ts'
import type { EvidencePool, Leaning } from './evidence-pool.ts'
import { ALL_TIME, FAST, type Opinions, SOURCES, TRUST, TRUST_LEVELS, type Weights } from './mixture.ts'

/** Where the distance from the base rate to the probability comes from, in probability. */
export interface Breakdown {
  /** One share for each source that was heard, in that order. */
  readonly sources: readonly number[]
  readonly regime: number
  /** What the other memories of the base rate add. */
  readonly baseDrift: number
}

/** Below this distance in log-odds the slope of the sigmoid is taken at its foot. */
const FLAT = 1e-6

/** A candidate as the book weighs it. */
export interface Weighing {
  readonly heard: readonly Heard[]
  readonly features: Features
  readonly leaning: Leaning
  /** The damping of the leaning by its own uncertainty, above 0 and at most 1. */
  readonly damping: number
  /** The symbol's base rate, from which everything is measured. */
  readonly base: number
  readonly opinions: Opinions
}

/**
 * Splits `mixed - base` among sources, regime and base drift, exactly.
 *
 * Every expert moved the probability by its weight times its distance from the base rate. A trust level's move is
 * shared out by each source's part of the log-odds, over the slope of the sigmoid between base and expert, so that
 * parts which cancel each other stay as small as they are. A single source's move is its own.
 *
 * Source: fusion method, breakdown.
 */
export function breakDown(weights: Weights, pool: EvidencePool, weighing: Weighing): Breakdown {
  const { heard, base, opinions } = weighing
  const moved = (expert: number, said: number): number =>
    ((weights[expert] ?? 0) * (said - base)) / opinions.awake
  const standing = (expert: number): number => moved(expert, opinions.standing[expert] ?? base)
  const perLogOdds = trustSlope(weights, weighing)
  const logOdds = logOddsOf(pool, weighing.features)
  return {
    sources: heard.map(
      ({ slot }, index) =>
        perLogOdds * (logOdds[slot] ?? 0) + moved(SOURCES + slot, opinions.sources[index] ?? base),
    ),
    regime: perLogOdds * (logOdds[SLOTS] ?? 0),
    baseDrift: standing(ALL_TIME) + standing(FAST),
  }
}

/** Probability moved by the trust levels together, for each unit of undamped log-odds. */
function trustSlope(weights: Weights, { leaning, damping, base, opinions }: Weighing): number {
  let slope = 0
  TRUST_LEVELS.forEach((level, index) => {
    const scale = level * damping
    const distance = scale * leaning.mean
    const said = opinions.standing[TRUST + index] ?? base
    const perUnit = Math.abs(distance) < FLAT ? base * (1 - base) : (said - base) / distance
    slope += ((weights[TRUST + index] ?? 0) * perUnit * scale) / opinions.awake
  })
  return slope
}

/** m.x by slot, agreement and loudness together; the regime's share stands last. */
function logOddsOf({ mean }: EvidencePool, { columns, values }: Features): Float64Array {
  const bySlot = new Float64Array(SLOTS + 1)
  for (let index = 0; index < columns.length; index++) {
    const column = columns[index] ?? 0
    const slot = column >= TREND ? SLOTS : column % SLOTS
    bySlot[slot] = (bySlot[slot] ?? 0) + (mean[column] ?? 0) * (values[index] ?? 0)
  }
  return bySlot
}

import { type Heard, SLOTS } from './evidence.ts'

/** How far the evidence is trusted: its log-odds are multiplied by this. */
export const TRUST_LEVELS = [0.25, 0.5, 1, 1.5] as const

/** Where each expert stands. */
export const ALL_TIME = 0
export const OWN = 1
export const FAST = 2
export const TRUST = 3
export const SOURCES = TRUST + TRUST_LEVELS.length
export const EXPERTS = SOURCES + SLOTS

const TRUST_TOGETHER = 0.25
const SOURCES_TOGETHER = 0.2
/** Share of all weight that goes back to the prior with each outcome, so that no expert is ever out for good. */
const SHARED_PER_OUTCOME = 1e-4

const PRIOR = Float64Array.from({ length: EXPERTS }, (_, expert) => priorOf(expert))

function priorOf(expert: number): number {
  if (expert === ALL_TIME) return 0.4
  if (expert === OWN) return 0.1
  if (expert === FAST) return 0.05
  return expert < SOURCES ? TRUST_TOGETHER / TRUST_LEVELS.length : SOURCES_TOGETHER / SLOTS
}

/** Weight of each expert, EXPERTS numbers above 0 that add up to 1. */
export type Weights = Float64Array

/** What each expert said of one candidate. Sources that were not heard are asleep and say nothing. */
export interface Opinions {
  /** Of the experts before `SOURCES`: base rates and trust levels. */
  readonly standing: readonly number[]
  /** Of the sources, in the order in which they were heard. */
  readonly sources: readonly number[]
  /** What the mixture made of it: strictly between 0 and 1. */
  readonly mixed: number
  /** Weight of everybody awake, above 0. */
  readonly awake: number
}

export function openWeights(): Weights {
  return Float64Array.from(PRIOR)
}

/** The weighted mean of those who are awake. */
export function mix(
  weights: Weights,
  heard: readonly Heard[],
  { standing, sources }: Pick<Opinions, 'standing' | 'sources'>,
): Opinions {
  let awake = 0
  let sum = 0
  for (let expert = 0; expert < SOURCES; expert++) {
    const weight = weights[expert] ?? 0
    awake += weight
    sum += weight * (standing[expert] ?? 0)
  }
  for (let index = 0; index < heard.length; index++) {
    const weight = weights[SOURCES + (heard[index]?.slot ?? 0)] ?? 0
    awake += weight
    sum += weight * (sources[index] ?? 0)
  }
  return { standing, sources, mixed: sum / awake, awake }
}

/**
 * Gives weight to those who were right.
 *
 * An expert that was asleep is taken to have said what the mixture said, so silence neither pays nor costs. The
 * mixture's log loss stays within ln(1 / prior) of that of any expert, when outcomes come at once.
 *
 * @param heard   the sources that still hold the slot they spoke from, as `opinions.sources` where not null
 * @param weight  uniqueness of the outcome, above 0 and at most 1
 *
 * Source: fusion method, experts and trust; fixed share of Herbster and Warmuth, specialists that sleep.
 */
export function reward(
  weights: Weights,
  { heard, opinions }: { readonly heard: readonly (Heard | null)[]; readonly opinions: Opinions },
  { won, weight }: { readonly won: number; readonly weight: number },
): void {
  const likelihood = (said: number): number => (won === 1 ? said : 1 - said) ** weight
  const asleep = likelihood(opinions.mixed)
  for (let expert = 0; expert < SOURCES; expert++)
    weights[expert] = (weights[expert] ?? 0) * (likelihood(opinions.standing[expert] ?? 0) / asleep)
  for (let index = 0; index < heard.length; index++) {
    const voice = heard[index] ?? null
    if (voice === null) continue
    const expert = SOURCES + voice.slot
    weights[expert] = (weights[expert] ?? 0) * (likelihood(opinions.sources[index] ?? 0) / asleep)
  }
  share(weights)
}

/** Makes the weights add up to 1 and gives a little of each back to the prior. */
export function share(weights: Weights): void {
  let total = 0
  for (const weight of weights) total += weight
  for (let expert = 0; expert < EXPERTS; expert++) {
    const fair = (weights[expert] ?? 0) / total
    weights[expert] = (1 - SHARED_PER_OUTCOME) * fair + SHARED_PER_OUTCOME * (PRIOR[expert] ?? 0)
  }
}

/** A new source of a slot begins with the weight of the prior. */
export function forgetSource(weights: Weights, slot: number): void {
  const expert = SOURCES + slot
  weights[expert] = PRIOR[expert] ?? 0
  let total = 0
  for (const weight of weights) total += weight
  for (let each = 0; each < EXPERTS; each++) weights[each] = (weights[each] ?? 0) / total
}

/** How far the evidence is trusted on the whole: the trust levels, weighed; 0 to 1.5. */
export function trustOf(weights: Weights): number {
  let trust = 0
  TRUST_LEVELS.forEach((level, index) => {
    trust += level * (weights[TRUST + index] ?? 0)
  })
  return trust
}

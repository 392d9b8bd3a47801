import { accept, type Result, reject } from '#core/kernel/result.ts'
import type { Assessment } from '#core/signals/signal.ts'
import { tierOf } from '../tiers.ts'
import { DRIFT_PART, REGIME_PART, type Refusal, refusalOf } from './admission.ts'
import { ratesFor } from './base-rates.ts'
import { type Book, clearSlot, OPEN_MAX, putOpen } from './book.ts'
import { breakDown, type Weighing } from './breakdown.ts'
import { checkUp, isBlocked } from './check-up.ts'
import type { Spoken } from './copies.ts'
import { type Features, featuresOf, type Heard, type Question } from './evidence.ts'
import { leaningOf } from './evidence-pool.ts'
import { giveUp } from './give-up.ts'
import { type HealthFact, isStuck } from './health.ts'
import { intervalOf, stateOf } from './interval.ts'
import { mix, type Opinions, TRUST_LEVELS, trustOf } from './mixture.ts'
import { rankOf, remember } from './ranking.ts'
import { logit, sigmoid } from './scale.ts'
import { loudnessOf, seat } from './slots.ts'
import { sourceProbability } from './source-rates.ts'

/** What the trade asks for. */
export interface Terms {
  /** Probability at which it neither earns nor loses, cost included. */
  readonly breakeven: number
  /** Its cost in units of the risk. */
  readonly costR: number
}

/** What a book says of one candidate. */
export interface Said {
  readonly assessment: Assessment
  /** How far the evidence is trusted, 0 to 1.5. */
  readonly trust: number
  /** What each source that was heard has earned by its own record: the answer to its claim. */
  readonly earned: Readonly<Record<string, number>>
  /** Troubles of sources that began or ended with this candidate. */
  readonly facts: readonly HealthFact[]
}

/**
 * Gives a candidate its probability and keeps what its outcome will be learned from.
 *
 * A candidate that is not well-formed, whose id is open already, or that brings a seventeenth source is counted,
 * refused, and changes nothing else.
 *
 * Source: fusion method, the algorithm.
 */
export function assess(book: Book, question: Question, terms: Terms): Result<Said, Refusal> {
  const refusal = refusalOf(question, terms.breakeven) ?? (book.open.has(question.id) ? 'duplicate_id' : null)
  if (refusal !== null) return refuse(book, refusal)
  const candidate = book.counts.candidates + 1
  const names = question.votes.map(({ source }) => source)
  const seating = seat(book.slots, names, candidate)
  if (seating === null) return refuse(book, 'too_many_sources')

  for (const slot of seating.vacated) clearSlot(book, slot)
  book.counts.candidates = candidate
  const spoken = question.votes
    .map(({ agreement, claim, paused }, index) => ({
      slot: seating.slots[index] ?? 0,
      agreement,
      claim,
      paused: paused === true,
    }))
    .sort((a, b) => a.slot - b.slot)
  const { at, direction } = question
  const facts = checkUp(book, spoken, { at, candidate, direction })
  const weighing = weigh(book, question, hear(book, spoken))
  const said = judge(book, weighing, { terms, blocked: isBlocked(book, candidate) })
  remember(book.ranking, said.assessment.probability)
  keep(book, question, { weighing, costR: said.assessment.state === 'EDGE' ? terms.costR : null })
  return accept({ ...said, facts })
}

function refuse(book: Book, code: Refusal): Result<never, Refusal> {
  const { refused } = book.counts
  refused[code] = (refused[code] ?? 0) + 1
  return reject(code)
}

type SeatedVote = Spoken & { readonly agreement: 1 | -1; readonly paused: boolean }

/** The votes that count, in the order of their slots: a source that is paused or stuck is taken to be silent. */
function hear(book: Book, spoken: readonly SeatedVote[]): readonly Heard[] {
  const heard: Heard[] = []
  for (const { slot, agreement, claim, paused } of spoken) {
    const holder = book.slots.holders[slot]
    const health = book.health.sources[slot]
    if (!holder || !health || paused) continue
    const loudness = loudnessOf(holder, claim)
    if (!isStuck(health.pulse)) heard.push({ slot, tenure: holder.tenure, agreement, loudness })
  }
  return heard
}

/** Base rates, evidence, experts and their mixture. */
function weigh(book: Book, { symbol, regime }: Question, heard: readonly Heard[]): Weighing {
  const { allTime, own, fast } = ratesFor(book.rates, symbol)
  const features: Features = featuresOf(heard, regime)
  const leaning = leaningOf(book.pool, features)
  const damping = 1 / Math.sqrt(1 + (Math.PI * leaning.variance) / 8)
  const logOdds = logit(own)
  const trusting = TRUST_LEVELS.map((level) => sigmoid(logOdds + level * damping * leaning.mean))
  const opinions: Opinions = mix(book.weights, heard, {
    standing: [allTime, own, fast, ...trusting],
    sources: heard.map((voice) => sourceProbability(book.sourceRates, voice, own)),
  })
  return { heard, features, leaning, damping, base: own, opinions }
}

function judge(
  book: Book,
  weighing: Weighing,
  { terms, blocked }: { readonly terms: Terms; readonly blocked: boolean },
): Omit<Said, 'facts'> {
  const { heard, base, opinions, leaning } = weighing
  const { outcomes } = book.counts
  const probability = opinions.mixed
  const trust = trustOf(book.weights)
  const { low, high } = intervalOf(probability, { variance: leaning.variance, trust, outcomes })
  const breakdown = breakDown(book.weights, book.pool, weighing)
  const parts: Record<string, number> = {}
  const earned: Record<string, number> = {}
  heard.forEach(({ slot }, index) => {
    const name = book.slots.holders[slot]?.name ?? ''
    parts[name] = breakdown.sources[index] ?? 0
    earned[name] = opinions.sources[index] ?? base
  })
  parts[REGIME_PART] = breakdown.regime
  parts[DRIFT_PART] = breakdown.baseDrift
  const { breakeven } = terms
  return {
    assessment: {
      probability,
      intervalLow: low,
      intervalHigh: high,
      base,
      parts,
      tier: tierOf(probability),
      state: stateOf({ outcomes, fresh: heard.length, blocked, low, breakeven }),
      rank: rankOf(book.ranking, probability),
      breakeven,
    },
    trust,
    earned,
  }
}

/** Keeps a candidate until its outcome comes. */
function keep(
  book: Book,
  { id, symbol, regime }: Question,
  { weighing, costR }: { readonly weighing: Weighing; readonly costR: number | null },
): void {
  const { heard, base, opinions } = weighing
  const weight = 1 / (1 + (book.openBySymbol.get(symbol) ?? 0))
  const { standing, sources, mixed } = opinions
  if (book.open.size >= OPEN_MAX) giveUpOldest(book)
  putOpen(book, id, {
    symbol,
    regime,
    heard,
    base,
    opinions: { standing, sources, mixed },
    weight,
    callCost: costR,
  })
}

function giveUpOldest(book: Book): void {
  const oldest = book.open.keys().next()
  if (!oldest.done) giveUp(book, oldest.value)
}

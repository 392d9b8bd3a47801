import { countOutcome } from './base-rates.ts'
import { type Book, type OpenCandidate, takeOpen } from './book.ts'
import { checkDrift } from './check-up.ts'
import { observe } from './drift.ts'
import { type Answer, featuresOf, type Heard } from './evidence.ts'
import { learn } from './evidence-pool.ts'
import type { HealthFact } from './health.ts'
import { reward } from './mixture.ts'
import { countResult } from './proof.ts'
import { countPrediction } from './record.ts'
import { logit } from './scale.ts'
import { countSource } from './source-rates.ts'

/**
 * Learns how a candidate ended; null, and only counted, where there is nothing to learn from.
 *
 * Trust is given by what was said when the candidate opened, so that no outcome can praise a word spoken after it; the
 * evidence is weighed anew, so that what came in between is not learned twice.
 *
 * Source: fusion method, "on outcome y".
 *
 * @returns troubles of sources that began or ended with the outcome
 */
export function learnOutcome(book: Book, answer: Answer): readonly HealthFact[] | null {
  const candidate = book.open.get(answer.id)
  if (candidate === undefined) {
    book.counts.unmatched += 1
    return null
  }
  if (answer.won !== 0 && answer.won !== 1) {
    book.counts.badOutcomes += 1
    return null
  }
  takeOpen(book, answer.id)
  book.counts.outcomes += 1
  return teach(book, candidate, answer)
}

function teach(book: Book, candidate: OpenCandidate, { won, r, at }: Answer): readonly HealthFact[] {
  const { symbol, regime, base, opinions, weight, callCost } = candidate
  // Whoever lost his slot in between is taken to have been silent.
  const heard = candidate.heard.map((voice) => (holds(book, voice) ? voice : null))
  const voices = heard.filter((voice) => voice !== null)
  reward(book.weights, { heard, opinions: { ...opinions, awake: 1 } }, { won, weight })
  learn(book.pool, featuresOf(voices, regime), { base: logit(base), won, weight })
  countOutcome(book.rates, symbol, won)
  countPrediction(book.record, { predicted: opinions.mixed, won, at })
  for (const voice of voices) countSource(book.sourceRates, voice, won)
  if (callCost !== null && r !== null && Number.isFinite(r)) countResult(book.results, r - callCost)
  return voices.flatMap((voice) => drift(book, voice, { worth: voice.agreement * (won - base), at }))
}

function holds({ slots }: Book, { slot, tenure }: Heard): boolean {
  return slots.holders[slot]?.tenure === tenure
}

function drift(
  book: Book,
  { slot }: Heard,
  { worth, at }: { readonly worth: number; readonly at: number },
): readonly HealthFact[] {
  const health = book.health.sources[slot]
  if (health === undefined) return []
  observe(health.drift, worth)
  return checkDrift(book, slot, at)
}

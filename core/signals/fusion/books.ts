import type { DomainEvent } from '#core/event.ts'
import { roundTo } from '#core/kernel/amount.ts'
import { invariant } from '#core/kernel/result.ts'
import type { Candidate, PastSignal, Signal } from '#core/signals/signal.ts'
import { DRIFT_PART, REGIME_PART } from './engine/admission.ts'
import { assess, type Said, type Terms } from './engine/assess.ts'
import { type Book, openBook } from './engine/book.ts'
import type { Question } from './engine/evidence.ts'
import { giveUp } from './engine/give-up.ts'
import type { HealthFact } from './engine/health.ts'
import { learnOutcome } from './engine/learn-outcome.ts'

/** Names a book, and says what it believes before its first outcome. */
export interface BookKey {
  readonly name: string
  /** Probability of a win at which the exits alone neither earn nor lose, 0 to 1. */
  readonly prior: number
}

/** The books of a desk. */
export interface Books {
  /** Opened where it is asked for the first time. */
  of(key: BookKey): Book
  /** Null where nothing was ever asked of it. */
  known(name: string): Book | null
  count(): number
}

/** Books of a desk: its own, and one for each provider and exit geometry. */
export const BOOKS_MAX = 200

/** Books kept in a map, which is the caller's own. */
export function openBooks(books: Map<string, Book> = new Map()): Books {
  return {
    of({ name, prior }) {
      const book = books.get(name) ?? openBook(prior)
      books.set(name, book)
      return book
    },
    known: (name) => books.get(name) ?? null,
    count: () => books.size,
  }
}

/** Everything of a signal but the answer of its book. */
export type Draft = Omit<Signal, 'assessment' | 'veto'>

/** Reward over risk of the exits that a provider's book stands for. */
const PROVIDER_RATIOS = [
  0.1,
  0.2,
  1 / 4,
  1 / 3,
  0.5,
  2 / 3,
  0.75,
  1,
  1.25,
  1.5,
  2,
  2.5,
  3,
  4,
  5,
  7,
  10,
  20,
  50,
]
const FARTHEST = 1_000
/** Prices are rounded, and with them the ratio. */
const RATIO_TOLERANCE = 0.02

/** The book of the station's own candidates of one exit geometry. */
export function stationBook({ targetAtr, stopAtr }: Pick<Candidate, 'targetAtr' | 'stopAtr'>): BookKey {
  return { name: `station:${targetAtr}:${stopAtr}`, prior: stopAtr / (targetAtr + stopAtr) }
}

/**
 * The book that a provider's outcomes teach: one for each exit geometry, because how often a trade wins hangs first on
 * how far its target is.
 *
 * A geometry between two books goes to the one with the farther target: what is believed before the first outcome is
 * then rather less than what the trade needs, never more.
 */
export function providerBook(provider: string, { entry, stop, target }: Signal['levels']): BookKey {
  return providerBookAt(provider, Math.abs(target - entry) / Math.abs(entry - stop))
}

/** The same where only the ratio of reward to risk is known. */
export function providerBookAt(provider: string, ratio: number): BookKey {
  const fitting = PROVIDER_RATIOS.find((one) => ratio <= one * (1 + RATIO_TOLERANCE)) ?? FARTHEST
  return { name: `provider:${provider}:${roundTo(fitting, 2)}`, prior: 1 / (1 + fitting) }
}

/** The book a signal belongs to. */
export function bookKeyOf({ book, evidence, source, levels }: Draft): BookKey {
  const { prior } = evidence === null ? providerBook(source, levels) : stationBook(evidence)
  return { name: book, prior }
}

/**
 * Asks a signal's book for its probability; the book keeps what it will learn the outcome from.
 *
 * @param breakeven probability at which the trade neither earns nor loses, cost included
 */
export function ask(book: Book, draft: Draft, breakeven: number): Said {
  const said = assess(book, questionOf(draft), termsOf(draft, breakeven))
  invariant(said.ok, 'a signal of the desk is a well-formed question')
  return said.value
}

/** What a line of a provider's log says to his book. */
export type PastWord = Pick<
  PastSignal,
  'provider' | 'symbol' | 'direction' | 'at' | 'claimed' | 'claimPaused' | 'ratio' | 'won'
>

/** Asked and answered at once, so no two of them are ever open together; no signal of the desk has this id. */
const PAST_ID = 'past'

/**
 * Asks a provider's book what it says of a past signal, and then tells it how that ended.
 *
 * A log says when a signal was given and not when it ended, so the outcome counts as known from the next line on.
 */
export function askAndTell(book: Book, past: PastWord): Said {
  const { provider, symbol, direction, at, claimed, claimPaused, ratio, won } = past
  const word = { source: provider, claimed, ...(claimPaused && { claimPaused }) }
  const question: Question = {
    id: PAST_ID,
    symbol,
    direction: direction === 'BUY' ? 1 : -1,
    at,
    votes: providerVotes(word),
    regime: { trend: 0, vol: 0 },
  }
  const said = assess(book, question, plainTerms(1 / (1 + ratio)))
  invariant(said.ok, 'a line of a log is a well-formed question')
  const learned = learnOutcome(book, { id: PAST_ID, at, won: won ? 1 : 0, r: won ? ratio : -1 })
  return { ...said.value, facts: [...said.value.facts, ...(learned ?? [])] }
}

/**
 * Takes over what the journal says: an opened signal is a question, its outcome the answer.
 *
 * A pure fold: the same events give the same books, to the last bit. What a run's end settled teaches nothing.
 */
export function follow(books: Books, event: DomainEvent): void {
  if (event.kind === 'signal_opened') {
    const { signal } = event
    ask(books.of(bookKeyOf(signal)), signal, signal.assessment.breakeven)
  }
  if (event.kind === 'past_signal_recorded') {
    const { past } = event
    askAndTell(books.of(providerBookAt(past.provider, past.ratio)), past)
  }
  if (event.kind !== 'signal_settled') return
  const book = books.known(event.book)
  if (book === null) return
  if (event.bookTotals === null) giveUp(book, event.signalId)
  else learnOutcome(book, answerOf(event))
}

/** A trouble of a source as the journal tells it. */
export function sourceChanged(book: string, fact: HealthFact): DomainEvent {
  return { kind: 'source_changed', book, ...fact }
}

/** What an outcome tells a book. */
export function answerOf({ signalId, outcome, r, at }: Extract<DomainEvent, { kind: 'signal_settled' }>) {
  return { id: signalId, at, won: outcome === 'WIN' ? 1 : 0, r } as const
}

function questionOf(draft: Draft): Question {
  const { signalId, symbol, direction, createdAt, evidence } = draft
  return {
    id: signalId,
    symbol,
    direction: direction === 'BUY' ? 1 : -1,
    at: createdAt,
    votes: evidence?.votes ?? providerVotes(draft),
    regime: evidence?.regime ?? { trend: 0, vol: 0 },
  }
}

/** A provider's claim is the word of one source, and without a claim nobody has spoken. */
function providerVotes({
  source,
  claimed,
  claimPaused,
}: Pick<Draft, 'source' | 'claimed' | 'claimPaused'>): Question['votes'] {
  if (claimed === null) return []
  const vote = { source: voiceOf(source), agreement: 1, claim: claimed / 100 } as const
  return [claimPaused ? { ...vote, paused: true } : vote]
}

/** The name under which a provider is heard, listed and paused. */
export function voiceOf(provider: string): string {
  return provider === REGIME_PART || provider === DRIFT_PART ? `provider ${provider}` : provider
}

/** Levels further apart than this in proportion are a slip of the keyboard; the engine wants to divide by them. */
const BREAKEVEN_MIN = 1e-5

function termsOf({ evidence }: Draft, asked: number): Terms {
  const plain = plainTerms(asked)
  if (evidence === null) return plain
  const { breakeven } = plain
  const { targetAtr, stopAtr } = evidence
  return { breakeven, costR: (breakeven * (targetAtr + stopAtr) - stopAtr) / stopAtr }
}

/** Exits without a cost. */
function plainTerms(asked: number): Terms {
  return { breakeven: Math.min(1 - BREAKEVEN_MIN, Math.max(BREAKEVEN_MIN, asked)), costR: 0 }
}

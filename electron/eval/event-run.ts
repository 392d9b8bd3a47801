import { assess, type Said } from '#core/signals/fusion/engine/assess.ts'
import { type Book, openBook } from '#core/signals/fusion/engine/book.ts'
import type { Answer } from '#core/signals/fusion/engine/evidence.ts'
import type { HealthFact } from '#core/signals/fusion/engine/health.ts'
import { breakevenAt } from '#core/signals/fusion/engine/interval.ts'
import { learnOutcome } from '#core/signals/fusion/engine/learn-outcome.ts'
import { trustOf } from '#core/signals/fusion/engine/mixture.ts'
import { restoreBook, snapshotOf } from '#core/signals/fusion/engine/snapshot.ts'
import { type EventId, type EventLine, type Geometry, parseEventLine } from './event-line.ts'

export interface EventRunOptions {
  /** Prior and breakeven of every book; null takes each geometry's own. */
  readonly breakeven: number | null
  /** The only geometry that is answered; null answers all, each in a book of its own. */
  readonly only: Geometry | null
}

/** Books one file may open. */
const BOOKS_MAX = 64
/** Health facts that are listed; all are counted. */
const FACTS_MAX = 10_000

type BookFact = HealthFact & { readonly book: string }

/** Books that answer a file of events, line by line. */
export interface EventRun {
  /** Takes one line; answers with the line to be written, or null where there is none. */
  readonly take: (text: string | null) => string | null
  /** Writes all books down and opens them again from what was written. */
  readonly reopen: () => void
  readonly summary: () => object
}

/**
 * Opens a run over a file of events.
 *
 * An answer uses only the lines above it. Every candidate has one line of output: an answer, or the code of its
 * refusal. Everything else that cannot be used is counted.
 *
 * Source: fusion method, section 9, mode A.
 */
export function openEventRun(options: EventRunOptions): EventRun {
  const books = new Map<string, Book>()
  const rejected: Record<string, number> = {}
  const ignored = { unmatchedOutcomes: 0, badOutcomes: 0, unreadableLines: 0 }
  const facts: BookFact[] = []
  let factCount = 0
  let answered = 0

  const note = (book: string, found: readonly HealthFact[]): void => {
    factCount += found.length
    for (const fact of found) if (facts.length < FACTS_MAX) facts.push({ book, ...fact })
  }
  const reject = (id: EventId, code: string): string => {
    rejected[code] = (rejected[code] ?? 0) + 1
    return JSON.stringify({ id, rejected: code })
  }
  const answer = (line: Extract<EventLine, { kind: 'candidate' }>): string => {
    const { id, question, geometry } = line
    const name = nameOf(geometry)
    const refusal = bookRefusal(books, line, options)
    if (refusal !== null) return reject(id, refusal)
    const breakeven = options.breakeven ?? breakevenAt(geometry, 0)
    const book = books.get(name) ?? openBook(breakeven)
    const said = assess(book, question, { breakeven, costR: 0 })
    if (!said.ok) return reject(id, said.rejection)
    books.set(name, book)
    answered += 1
    note(name, said.value.facts)
    return JSON.stringify({ id, ...outputOf(said.value) })
  }
  const learn = (outcome: Answer): void => {
    const found = [...books].find(([, book]) => book.open.has(outcome.id))
    if (found === undefined) {
      ignored.unmatchedOutcomes += 1
      return
    }
    const [name, book] = found
    const learned = learnOutcome(book, outcome)
    if (learned === null) ignored.badOutcomes += 1
    else note(name, learned)
  }

  return {
    take(text) {
      const line = text === null ? ({ kind: 'unknown' } as const) : parseEventLine(text)
      switch (line.kind) {
        case 'candidate':
          return answer(line)
        case 'broken':
          return reject(line.id, line.code)
        case 'outcome':
          learn(line.answer)
          return null
        case 'unknown':
          if (text === null || text.trim() !== '') ignored.unreadableLines += 1
          return null
      }
    },
    reopen: () => reopenAll(books),
    summary: () => ({
      answered,
      rejected,
      ignored,
      books: summaryOf(books),
      healthFacts: factCount,
      health: facts,
    }),
  }
}

function reopenAll(books: Map<string, Book>): void {
  for (const [name, book] of books) books.set(name, restoreBook(JSON.parse(JSON.stringify(snapshotOf(book)))))
}

function summaryOf(books: ReadonlyMap<string, Book>): readonly object[] {
  return [...books].map(([book, { counts, weights }]) => ({
    book,
    candidates: counts.candidates,
    outcomes: counts.outcomes,
    trust: trustOf(weights),
  }))
}

/** Name of the book of a geometry. */
export function nameOf({ targetAtr, stopAtr }: Geometry): string {
  return `${targetAtr}:${stopAtr}`
}

function bookRefusal(
  books: ReadonlyMap<string, Book>,
  { question, geometry }: Extract<EventLine, { kind: 'candidate' }>,
  { only }: EventRunOptions,
): string | null {
  const { targetAtr, stopAtr } = geometry
  if (!(targetAtr > 0 && stopAtr > 0 && Number.isFinite(targetAtr + stopAtr))) return 'bad_geometry'
  const name = nameOf(geometry)
  if (only !== null && name !== nameOf(only)) return 'other_book'
  if ([...books.values()].some(({ open }) => open.has(question.id))) return 'duplicate_id'
  return books.has(name) || books.size < BOOKS_MAX ? null : 'too_many_books'
}

function outputOf({ assessment }: Said): object {
  const { probability, intervalLow, intervalHigh, base, tier, state, rank, parts } = assessment
  return { p: probability, lo: intervalLow, hi: intervalHigh, base, tier, state, rank, parts }
}
